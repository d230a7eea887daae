use simplex_api::command;

#[command(syntax = concat!("/re", "ad"))]
pub struct Read;

fn main() {}
