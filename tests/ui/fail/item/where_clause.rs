use simplex_api::command;

#[command(syntax = "/read <text>")]
pub struct Read
where
    String: Clone,
{
    pub text: String,
}

fn main() {}
