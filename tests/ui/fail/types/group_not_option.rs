use simplex_api::command;

#[command(syntax = "/_send[ ttl=<ttl>]")]
pub struct Send {
    pub ttl: i64,
}

fn main() {}
