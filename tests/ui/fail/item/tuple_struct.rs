use simplex_api::command;

#[command(syntax = "/_read <userId>")]
pub struct Read(pub i64);

fn main() {}
