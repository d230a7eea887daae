//! A group in a group: the inner one requires the outer one.

use simplex_api::{Command, command};

#[command(syntax = "/_start[ main=on|off[ snd_files=on|off]]")]
pub struct StartChat {
    #[param(key = "main")]
    pub main_app: Option<bool>,
    #[param(key = "snd_files")]
    pub enable_snd_files: Option<bool>,
}

fn main() {
    let cases = [
        (StartChat::new(), "/_start"),
        (StartChat::new().main_app(false), "/_start main=off"),
        (
            StartChat::new().main_app(true).enable_snd_files(false),
            "/_start main=on snd_files=off",
        ),
    ];
    for (command, text) in cases {
        assert_eq!(command.encode().unwrap(), text);
        assert_eq!(StartChat::decode(text).unwrap(), command);
    }
    let error = StartChat::new().enable_snd_files(true).encode().unwrap_err();
    assert_eq!(error.param(), "enableSndFiles");
}
