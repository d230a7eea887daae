use simplex_api::command;

#[command(syntax = "/_join <groupId> <groupId>")]
pub struct Join {
    pub group_id: i64,
}

fn main() {}
