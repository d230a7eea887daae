use simplex_api::command;

#[command(syntax = "/find <ids[0]>[,<ids[1]>...]")]
pub struct Find {
    pub ids: String,
}

fn main() {}
