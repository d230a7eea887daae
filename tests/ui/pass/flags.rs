//! Text that is present if a `bool` is true, or if it is false.

use simplex_api::{Command, command};

#[command(syntax = "/_delete <id>[ notify=off][ incognito]")]
pub struct Delete {
    pub id: i64,
    pub notify: bool,
    pub incognito: bool,
}

fn main() {
    let cases = [
        (Delete::new(1).notify(true), "/_delete 1"),
        (Delete::new(1).notify(false), "/_delete 1 notify=off"),
        (
            Delete::new(1).notify(true).incognito(true),
            "/_delete 1 incognito",
        ),
        (
            Delete::new(1).notify(false).incognito(true),
            "/_delete 1 notify=off incognito",
        ),
    ];
    for (command, text) in cases {
        assert_eq!(command.encode().unwrap(), text);
        assert_eq!(Delete::decode(text).unwrap(), command);
    }
    let spelled = Delete::decode("/_delete 1 notify=on").unwrap();
    assert!(spelled.notify);
}
