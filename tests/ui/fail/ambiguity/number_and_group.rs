use simplex_api::command;

#[command(syntax = "/page <page>[<lines>]")]
pub struct Page {
    pub page: u32,
    pub lines: Option<u32>,
}

fn main() {}
