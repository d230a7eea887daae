use simplex_api::{api_type, command};

#[api_type]
pub enum Mode {
    Internal,
    InternalMark,
}

#[command(syntax = "/mode internal|internalMark[Mark]")]
pub struct SetMode {
    pub mode: Mode,
    pub marked: bool,
}

fn main() {}
