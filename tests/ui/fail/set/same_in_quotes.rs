use simplex_api::{command, command_set};

#[command(syntax = "/ban <name> now", typed_by = people)]
pub struct Ban {
    pub name: String,
}

#[command(syntax = "/ban \"old friends\" now", typed_by = people)]
pub struct BanFriends;

#[command(syntax = "/set[ a=<a>][ b=<b>]", typed_by = people)]
pub struct Set {
    pub a: Option<u32>,
    pub b: Option<u32>,
}

#[command(syntax = "/set b=<b> a=<a>", typed_by = people)]
pub struct SetBoth {
    pub b: u32,
    pub a: u32,
}

command_set! {
    pub enum Request { Ban, BanFriends, Set, SetBoth }
}

fn main() {}
