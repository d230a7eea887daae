use simplex_api::command;

#[command(syntax = "/_start[ main[ files=<files>]]")]
pub struct Start {
    pub files: Option<i64>,
}

fn main() {}
