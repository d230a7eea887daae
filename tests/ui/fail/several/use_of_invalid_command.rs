use simplex_api::{Command, command};

#[command(syntax = "/_send <chatId>[ ttl=<ttl>")]
pub struct Send {
    pub chat_id: i64,
    pub ttl: Option<i64>,
}

fn main() {
    let mut send = Send::new(1);
    send.ttl = Some(60);
    let text = send.clone().encode();
    assert_eq!(text.as_deref(), Ok("/_send 1 ttl=60"));
    assert_eq!(Send::decode("/_send 1 ttl=60"), Ok(send));
    println!("{}", Send::SPEC.name);
}
