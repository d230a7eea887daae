use simplex_api::command;

#[command(syntax = "[ loud=on] /hello")]
pub struct Hello {
    pub loud: bool,
}

fn main() {}
