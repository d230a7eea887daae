use simplex_api::command;

#[command(syntax = "/list [page=<page>]")]
pub struct Hello {
    pub page: Option<i64>,
}

fn main() {}
