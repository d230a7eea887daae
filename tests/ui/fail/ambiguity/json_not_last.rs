use simplex_api::command;

#[command(syntax = "/_send <json(messages)> <chatId>")]
pub struct Send {
    pub messages: Vec<String>,
    pub chat_id: i64,
}

fn main() {}
