use simplex_api::command;

#[command(syntax = "/find <id>\n<text>")]
pub struct Find {
    pub id: i64,
    pub text: String,
}

fn main() {}
