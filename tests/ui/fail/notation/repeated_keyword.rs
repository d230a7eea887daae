use simplex_api::command;

#[command(syntax = "/_delete broadcast|internal|broadcast")]
pub struct Delete {
    pub mode: simplex_api::types::CiDeleteMode,
}

fn main() {}
