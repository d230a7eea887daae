use simplex_api::command;
use simplex_api::responses::CmdOk;

#[command(syntax = "/_read", responses(CmdOk, CmdOk))]
pub struct Read;

fn main() {}
