use simplex_api::command;

#[command]
pub struct Read;

fn main() {}
