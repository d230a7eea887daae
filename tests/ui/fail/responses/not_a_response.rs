use simplex_api::command;
use simplex_api::types::ChatRef;

#[command(syntax = "/_read", responses(ChatRef))]
pub struct Read;

fn main() {}
