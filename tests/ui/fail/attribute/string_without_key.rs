use simplex_api::command;

#[command("/find <text>")]
pub struct Find {
    pub text: String,
}

fn main() {}
