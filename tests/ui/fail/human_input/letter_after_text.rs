use simplex_api::command;

#[command(syntax = "/size <count>[x<width>][X<height>]", typed_by = people)]
pub struct Size {
    pub count: u32,
    pub width: Option<u32>,
    pub height: Option<u32>,
}

fn main() {}
