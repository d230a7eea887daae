use simplex_api::command;

#[command(syntax = "/_join <groupId> <memberId>")]
pub struct Join {
    pub member_id: i64,
    pub group_id: i64,
}

fn main() {}
