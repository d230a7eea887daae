use simplex_api::command;

#[command(syntax = "/list[ <city>][ <street>]")]
pub struct List {
    pub city: Option<String>,
    pub street: Option<String>,
}

fn main() {}
