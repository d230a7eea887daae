use simplex_api::command;

#[derive(Debug, Clone, PartialEq)]
pub struct Picture;

#[command(syntax = "/_send json <json(pictures)>")]
pub struct Send {
    pub pictures: Vec<Picture>,
}

fn main() {}
