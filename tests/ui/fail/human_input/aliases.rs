use simplex_api::command;

#[command(syntax = "/sent", aliases("/s"))]
pub struct Sent;

#[command(syntax = "/also", hidden)]
pub struct Also;

#[command(syntax = "/get <x>", typed_by = people, aliases("", "/GET", "/g", "/G", " /x", "/a  b", "/a <x>"))]
pub struct Get {
    pub x: String,
}

#[command(syntax = "<x> please", typed_by = people, aliases("/please"))]
pub struct Please {
    pub x: u32,
}

#[command(syntax = "/none", typed_by = people, aliases())]
pub struct None;

#[command(syntax = "/one", typed_by = people, aliases = "/o")]
pub struct One;

#[command(syntax = "/say <text>", typed_by = people, aliases("/say all"))]
pub struct Say {
    pub text: String,
}

#[command(syntax = "/new", before("6.5", syntax = "/old"), typed_by = people, aliases("/n"))]
pub struct New;

fn main() {}
