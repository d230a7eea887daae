use simplex_api::{command, command_set};

#[command(syntax = "/get")]
pub struct Get;

command_set! {
    pub enum Request {
        #[cfg(any())]
        Get,
    }
}

fn main() {}
