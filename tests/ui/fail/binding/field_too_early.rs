use simplex_api::command;

#[command(syntax = "/_read <userId> on|off")]
pub struct Read {
    pub all: bool,
    pub user_id: i64,
}

fn main() {}
