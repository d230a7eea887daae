use simplex_api::command;

#[command(syntax = "/_connect <userId> <link>")]
pub struct Connect {
    pub user_id: i64,
    pub incognito: bool,
    pub link: String,
}

fn main() {}
