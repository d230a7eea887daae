use simplex_api::command;

#[command(syntax = "/_connect <userId>[ incognito=<incognito>]")]
pub struct Connect {
    pub user_id: i64,
    #[param(unsent)]
    pub incognito: Option<i64>,
}

fn main() {}
