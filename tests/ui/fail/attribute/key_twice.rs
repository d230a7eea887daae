use simplex_api::command;

#[command(syntax = "/_read", syntax = "/read")]
pub struct Read;

fn main() {}
