use simplex_api::command;

#[command(syntax = "/login <password>")]
pub struct Login {
    #[param(secret = true)]
    pub password: String,
}

fn main() {}
