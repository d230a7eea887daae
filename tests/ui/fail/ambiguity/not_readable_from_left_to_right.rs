use simplex_api::command;

#[command(syntax = "/book[ <days>] <room>")]
pub struct Book {
    pub days: Option<u32>,
    pub room: u32,
}

fn main() {}
