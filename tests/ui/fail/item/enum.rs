use simplex_api::command;

#[command(syntax = "/_read")]
pub enum Read {
    All,
}

fn main() {}
