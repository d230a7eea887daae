use simplex_api::command;

#[command(syntax = "/read" name = "APIRead")]
pub struct Read;

fn main() {}
