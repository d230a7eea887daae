use simplex_api::command;

#[command(crate = "simplex_api", syntax = "/find <text>")]
pub struct Find {
    pub text: String,
}

fn main() {}
