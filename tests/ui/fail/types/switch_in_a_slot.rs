use simplex_api::command;

#[command(syntax = "/_all <all>")]
pub struct All {
    pub all: bool,
}

fn main() {}
