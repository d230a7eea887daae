use simplex_api::command;

#[command(syntax = "/_start[ main=on|off[ files=on|off]]")]
pub struct Start {
    #[param(key = "main")]
    pub main: Option<bool>,
    #[param(key = "files")]
    pub files: bool,
}

fn main() {}
