use simplex_api::command;

#[command(syntax = "/_read", network = "background")]
pub struct Read;

fn main() {}
