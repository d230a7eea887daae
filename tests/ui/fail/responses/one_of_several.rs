use simplex_api::command;
use simplex_api::responses::CmdOk;
use simplex_api::types::ChatRef;

#[command(syntax = "/_read", responses(CmdOk, ChatRef))]
pub struct Read;

fn main() {}
