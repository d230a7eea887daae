use simplex_api::command;

#[command(
    syntax = "/read <id>[ from=<from>][ to=<to>]",
    before("6.5", syntax = "/read <id>[ to=<from>][ from=<to>]"),
)]
pub struct Read {
    pub id: i64,
    pub from: Option<i64>,
    pub to: Option<i64>,
}

fn main() {}
