use simplex_api::command;

#[command(syntax = "/_send[ live=on]")]
pub struct Send {
    pub live: Option<i64>,
}

fn main() {}
