use simplex_api::command;

#[command(syntax = "/_delete <ids[0]>[,<ids[1]>...]")]
pub struct Delete {
    pub ids: Vec<char>,
}

fn main() {}
