use simplex_api::command;

#[command(syntax = "/find <txt> <width> on|off[ page=<page id>][ live=on <sort>")]
pub struct Find {
    pub text: String,
    pub width: char,
    pub all: bool,
    pub page_id: Option<u32>,
    pub live: bool,
    pub sort: Option<String>,
    pub city: String,
    pub street: Option<String>,
}

fn main() {}
