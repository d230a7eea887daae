use simplex_api::command;

#[command(syntax = "/_delete <chatRf> <itemId>")]
pub struct Delete {
    pub chat_ref: i64,
    pub item_id: i64,
}

fn main() {}
