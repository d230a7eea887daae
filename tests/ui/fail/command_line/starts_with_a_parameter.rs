use simplex_api::command;

#[command(syntax = "<chat> hello")]
pub struct Hello {
    pub chat: String,
}

fn main() {}
