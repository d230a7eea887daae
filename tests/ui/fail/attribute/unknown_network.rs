use simplex_api::command;

#[command(syntax = "/_read", network = backgroud)]
pub struct Read;

fn main() {}
