use simplex_api::command;

#[command(syntax = "/hello <name>", before("6.5", syntax = "hello[ name=<name>] "))]
pub struct Hello {
    pub name: Option<String>,
}

fn main() {}
