use simplex_api::command;

#[command(syntax = "")]
pub struct Find;

fn main() {}
