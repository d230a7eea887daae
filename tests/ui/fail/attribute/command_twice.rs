use simplex_api::command;

#[command(syntax = "/find <text>")]
#[command(syntax = "/search <text>")]
pub struct Find {
    pub text: String,
}

fn main() {}
