use simplex_api::command;

#[command(syntax = "/_read <userId>")]
pub struct Read {
    #[param]
    pub user_id: i64,
}

fn main() {}
