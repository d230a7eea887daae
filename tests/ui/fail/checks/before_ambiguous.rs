use simplex_api::command;

#[command(
    syntax = "/read <id>[ <count>]",
    before("6.5", syntax = "/read <id>[<count>]"),
)]
pub struct Read {
    pub id: i64,
    pub count: Option<i64>,
}

fn main() {}
