use simplex_api::command;

#[command(syntax = "/_read <userId>")]
pub struct Read {
    #[param(sine = "7.0")]
    pub user_id: i64,
}

fn main() {}
