use simplex_api::command;

#[command(syntax = "/find <text>")]
pub struct Find<'a> {
    pub text: &'a str,
}

fn main() {}
