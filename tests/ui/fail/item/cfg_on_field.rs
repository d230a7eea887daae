use simplex_api::command;

#[command(syntax = "/list[ page=<page>]")]
pub struct List {
    #[cfg(any())]
    pub page: Option<u32>,
}

fn main() {}
