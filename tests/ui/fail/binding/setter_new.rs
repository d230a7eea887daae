use simplex_api::command;

#[command(syntax = "/rename <old>[ <new>]")]
pub struct Rename {
    pub old: String,
    pub new: Option<String>,
}

fn main() {}
