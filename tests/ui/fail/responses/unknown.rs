use simplex_api::command;

#[command(syntax = "/_read", responses(CmdOkay))]
pub struct Read;

fn main() {}
