use simplex_api::command;

#[command(syntax = "/_read <chat id>")]
pub struct Read {
    pub chat_id: i64,
}

fn main() {}
