use simplex_api::{Command, command};

#[command(syntax = "/_send <chatId>[ live=on][ ttl=<ttl>] <text")]
pub struct Send {
    pub chat_id: i64,
    pub live: bool,
    pub ttl: Option<i64>,
    pub text: String,
}

fn main() {
    let send = Send::new(1, "hello").live(true).ttl(60);
    println!("{:?}", send.encode());
}
