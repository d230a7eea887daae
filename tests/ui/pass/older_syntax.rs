//! A command that has another syntax for older servers.

use simplex_api::command::{CommandSet, ServerVersion};
use simplex_api::{Command, command, command_set};

#[command(syntax = "/read <id>[ <text>]", before("6.5", syntax = "/read<id>[,<text>]"))]
pub struct Read {
    pub id: i64,
    pub text: Option<String>,
}

#[command(syntax = "/list")]
pub struct List;

command_set! {
    pub enum Any { Read, List }
}

fn main() {
    let (old, new) = (ServerVersion::new(6, 4), ServerVersion::new(6, 5));
    let read = Read::new(1).text("a");
    assert_eq!(read.encode().unwrap(), "/read 1 a");
    assert_eq!(read.encode_for(&new).unwrap(), "/read 1 a");
    assert_eq!(read.encode_for(&old).unwrap(), "/read1,a");
    assert_eq!(List.encode_for(&old).unwrap(), "/list");
    for text in ["/read 1 a", "/read1,a"] {
        assert_eq!(Read::decode(text).unwrap(), read);
        let any = simplex_api::command::CommandSet::decode(text);
        assert_eq!(any, Ok(Any::Read(read.clone())));
    }
    assert_eq!(Any::from(read).encode_for(&old).unwrap(), "/read1,a");
    assert_eq!(Read::SPEC.older.unwrap().syntax, "/read<id>[,<text>]");
}
