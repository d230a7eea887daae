use simplex_api::command;

#[command(syntax = "/find <text> <ids[0]>[,<ids[1]>...]")]
pub struct Find {
    pub text: &str,
    pub ids: &'static [i64],
}

fn main() {}
