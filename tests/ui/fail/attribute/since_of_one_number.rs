use simplex_api::command;

#[command(syntax = "/_read", since = "8")]
pub struct Read;

fn main() {}
