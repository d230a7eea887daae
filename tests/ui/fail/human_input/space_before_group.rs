use simplex_api::command;

#[command(syntax = "/list [page <page>]", typed_by = people)]
pub struct List {
    pub page: Option<u32>,
}

fn main() {}
