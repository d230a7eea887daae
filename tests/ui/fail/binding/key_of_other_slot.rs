use simplex_api::command;

#[command(syntax = "/_files[ encrypt=on|off][ inline=on|off]")]
pub struct Files {
    #[param(key = "inline")]
    pub inlined: Option<bool>,
    #[param(key = "encrypt")]
    pub encrypted: Option<bool>,
}

fn main() {}
