use simplex_api::command;

#[command(syntax = "/_size <width>")]
pub struct Size {
    pub width: f64,
}

fn main() {}
