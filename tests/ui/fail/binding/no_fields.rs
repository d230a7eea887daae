use simplex_api::command;

#[command(syntax = "/_read <user>")]
pub struct Read {
    pub group_id: i64,
}

fn main() {}
