use simplex_api::command;

#[command(syntax = "/_read user <userId")]
pub struct ReadUser {
    pub user_id: i64,
}

fn main() {}
