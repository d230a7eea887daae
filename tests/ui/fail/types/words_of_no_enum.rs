use simplex_api::command;

#[command(syntax = "/_delete broadcast|internal")]
pub struct Delete {
    pub mode: String,
}

fn main() {}
