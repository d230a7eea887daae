use simplex_api::command;

#[command(syntax = "/_read <chatId:i64>")]
pub struct Read {
    pub chat_id: i64,
}

fn main() {}
