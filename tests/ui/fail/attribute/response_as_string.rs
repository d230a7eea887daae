use simplex_api::command;

#[command(syntax = "/find <text>", responses("NewChatItems"))]
pub struct Find {
    pub text: String,
}

fn main() {}
