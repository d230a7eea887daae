use simplex_api::command;

#[command(syntax = "/_read on|off <userId>")]
pub struct Read {
    pub user_id: i64,
    pub all: bool,
}

fn main() {}
