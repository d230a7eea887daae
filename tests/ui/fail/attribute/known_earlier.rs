use simplex_api::command;

#[command(syntax = "/_read", known_earlier)]
pub struct Read;

fn main() {}
