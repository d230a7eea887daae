use simplex_api::command;

#[command(syntax = "/_files[ encrypt=on|off][ inline=on|off]")]
pub struct Files {
    pub encrypted: Option<bool>,
    pub inlined: Option<bool>,
}

fn main() {}
