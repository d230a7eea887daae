use simplex_api::command;

#[command(syntax = "/read <id>", check)]
pub struct Read {
    pub id: i64,
}

fn main() {}
