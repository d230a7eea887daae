use simplex_api::{command, command_set};

#[command(syntax = "/list")]
pub struct List;

#[command(syntax = "/list[ page=<page>]")]
pub struct Page {
    pub page: Option<u32>,
}

command_set! {
    pub enum Request { List, Page }
}

fn main() {}
