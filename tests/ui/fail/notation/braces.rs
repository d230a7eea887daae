use simplex_api::command;

#[command(syntax = "/find {text}")]
pub struct Find {
    pub text: String,
}

fn main() {}
