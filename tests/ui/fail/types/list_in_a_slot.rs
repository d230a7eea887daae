use simplex_api::command;

#[command(syntax = "/_delete <ids>")]
pub struct Delete {
    pub ids: Vec<i64>,
}

fn main() {}
