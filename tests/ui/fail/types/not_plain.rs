use simplex_api::command;

#[command(syntax = "/_size <width>")]
pub struct Size {
    pub width: char,
}

fn main() {}
