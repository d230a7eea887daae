use simplex_api::command;

#[command(syntax = "/hello <name> ")]
pub struct Hello {
    pub name: String,
}

fn main() {}
