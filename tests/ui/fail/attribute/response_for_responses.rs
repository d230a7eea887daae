use simplex_api::command;

#[command(syntax = "/find <text>", response = NewChatItems)]
pub struct Find {
    pub text: String,
}

fn main() {}
