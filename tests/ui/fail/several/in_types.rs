use simplex_api::command;

#[command(syntax = "/_send <str(chat)> <id>[ ttl=<ttl>] on|off")]
pub struct Send {
    pub chat: String,
    pub id: char,
    pub ttl: i64,
    pub live: String,
}

fn main() {}
