use simplex_api::command;

#[derive(Debug, Clone, PartialEq)]
pub struct Picture;

#[command(syntax = "/_send <picture>")]
pub struct Send {
    pub picture: Picture,
}

fn main() {}
