use simplex_api::command;

#[command(syntax = "/_send <chatRf>[ ttl=<tll>] <text>")]
pub struct Send {
    pub chat_ref: i64,
    pub ttl: Option<i64>,
    pub text: String,
    pub silent: bool,
}

fn main() {}
