use simplex_api::command;

#[command(syntax = "/_read <userId>[ all=on]")]
pub struct Read {
    pub user_id: i64,
}

fn main() {}
