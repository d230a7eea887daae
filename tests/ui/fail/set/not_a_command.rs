use simplex_api::{command, command_set};

#[command(syntax = "/get")]
pub struct Get;

pub struct Record;

command_set! {
    pub enum Request {
        Get,
        Record,
        Missing,
    }
}

fn main() {}
