use simplex_api::command;

#[command(syntax)]
pub struct Read;

fn main() {}
