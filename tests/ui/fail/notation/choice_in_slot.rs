use simplex_api::command;

#[command(syntax = "/_all <on|off>")]
pub struct All {
    pub all: bool,
}

fn main() {}
