use simplex_api::command;

#[command(syntax = "/_all on|off")]
pub struct All {
    #[param(key = "all")]
    pub all: bool,
}

fn main() {}
