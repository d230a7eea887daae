use simplex_api::command;

#[command(syntax = "/_send[ width=<width>]")]
pub struct Send {
    pub width: Option<char>,
}

fn main() {}
