use simplex_api::command;

#[command(syntax = "/_send <chatId> json <json:text>")]
pub struct Send {
    pub chat_id: i64,
    pub text: String,
}

fn main() {}
