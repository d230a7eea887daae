use simplex_api::{command, command_set};

#[command(syntax = "/get[ fresh=on]")]
pub struct Get {
    pub fresh: bool,
}

#[command(syntax = "/get fresh=off")]
pub struct GetOld;

command_set! {
    pub enum Request { Get, GetOld }
}

fn main() {}
