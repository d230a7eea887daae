use simplex_api::command;

#[command(syntax = "/_ttl <chatId>[ ttl=<ttl>")]
pub struct SetTtl {
    pub chat_id: i64,
    pub ttl: Option<i64>,
}

fn main() {}
