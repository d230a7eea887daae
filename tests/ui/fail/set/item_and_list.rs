use simplex_api::{command, command_set};

#[command(syntax = "/remove #<group> <members[0]>[,<members[1]>...]")]
pub struct RemoveAll {
    pub group: u32,
    pub members: Vec<u32>,
}

#[command(syntax = "/remove #<group> <first>,<second>")]
pub struct RemoveTwo {
    pub group: u32,
    pub first: u32,
    pub second: u32,
}

command_set! {
    pub enum Request { RemoveAll, RemoveTwo }
}

fn main() {}
