//! Keywords of an enum: one is a prefix of another, and the command does not accept all of them.

use simplex_api::{Command, api_type, command};

#[api_type]
pub enum Mode {
    Internal,
    InternalMark,
    #[api(name = "all-of-them")]
    All,
    Never,
}

#[command(syntax = "/_mode internal|internalMark|all-of-them <id>")]
pub struct SetMode {
    pub mode: Mode,
    pub id: i64,
}

fn main() {
    let cases = [
        (Mode::Internal, "/_mode internal 7"),
        (Mode::InternalMark, "/_mode internalMark 7"),
        (Mode::All, "/_mode all-of-them 7"),
    ];
    for (mode, text) in cases {
        let command = SetMode::new(mode, 7);
        assert_eq!(command.encode().unwrap(), text);
        assert_eq!(SetMode::decode(text).unwrap(), command);
    }
    assert_eq!(SetMode::new(Mode::Never, 7).encode().unwrap_err().param(), "mode");
    assert!(SetMode::decode("/_mode never 7").is_err());
}
