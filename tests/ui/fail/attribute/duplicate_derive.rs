use simplex_api::command;

#[command(syntax = "/find <text>")]
#[derive(Debug, Clone, Eq)]
pub struct Find {
    pub text: String,
}

fn main() {}
