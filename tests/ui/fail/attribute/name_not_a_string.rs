use simplex_api::command;

#[command(name = APIRead, syntax = "/_read")]
pub struct Read;

fn main() {}
