use simplex_api::{api_type, command};

#[api_type]
pub enum Mode {
    Broadcast,
    InternalMark,
}

#[command(syntax = "/_delete broadcast|internalmark|history")]
pub struct Delete {
    pub mode: Mode,
}

fn main() {}
