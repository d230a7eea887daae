use simplex_api::command;

#[command(syntax = "/_read")]
pub fn read() {}

fn main() {}
