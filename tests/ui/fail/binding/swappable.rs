use simplex_api::command;

#[command(syntax = "/_files on|off on|off")]
pub struct Files {
    pub encrypt: bool,
    pub inline: bool,
}

fn main() {}
