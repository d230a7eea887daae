use simplex_api::command;

#[command(syntax = "/_read", responses(String))]
pub struct Read;

fn main() {}
