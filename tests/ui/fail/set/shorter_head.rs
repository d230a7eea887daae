use simplex_api::{command, command_set};

#[command(syntax = "/<text>")]
pub struct Anything {
    pub text: String,
}

#[command(syntax = "/größe <count>")]
pub struct Size {
    pub count: u32,
}

command_set! {
    pub enum Request { Size, Anything }
}

fn main() {}
