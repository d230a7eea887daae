use simplex_api::command;

#[command(syntax = "/find <id>")]
pub struct Find {
    pub id: usize,
}

fn main() {}
