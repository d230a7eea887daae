use simplex_api::command;

#[command(syntax = "/_send <str(chat)>")]
pub struct Send {
    pub chat: String,
}

fn main() {}
