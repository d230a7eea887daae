use simplex_api::command;

#[command(syntax = "/_send <chatId> json <json(body)>")]
pub struct Send<T> {
    pub chat_id: i64,
    pub body: T,
}

fn main() {}
