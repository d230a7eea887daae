use simplex_api::{command, command_set};

#[command(syntax = "/a 1[ <text>]")]
pub struct First {
    pub text: Option<String>,
}

#[command(syntax = "/a <number>")]
pub struct Second {
    pub number: u32,
}

#[command(syntax = "/a 2")]
pub struct Third;

command_set! {
    pub enum Request {
        "Letters" { First, Second }
        "Others" { Third }
    }
}

fn main() {}
