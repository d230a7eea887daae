use simplex_api::command;

#[command(syntax = "/_item <chatId><itemId>")]
pub struct Item {
    pub chat_id: i64,
    pub item_id: i64,
}

fn main() {}
