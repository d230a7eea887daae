use simplex_api::command;

#[command(name = "APIRead")]
pub struct Read {
    pub user_id: i64,
}

fn main() {}
