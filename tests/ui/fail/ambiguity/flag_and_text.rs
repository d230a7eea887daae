use simplex_api::command;

#[command(syntax = "/note[ <title>][ pinned=on][ text=<text>]")]
pub struct Note {
    pub title: Option<String>,
    pub pinned: bool,
    pub text: Option<String>,
}

fn main() {}
