use simplex_api::command;

#[command(name = APIRead, network, respones(), syntax)]
pub struct Read;

fn main() {}
