use simplex_api::command;

#[command(syntax = "/find <id>")]
pub struct Find {
    #[param(default = 3)]
    pub id: i64,
}

fn main() {}
