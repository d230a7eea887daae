use simplex_api::command;

#[command(syntax = "/ping", typed_by = human)]
pub struct Ping;

fn main() {}
