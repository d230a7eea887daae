use super::*;

use crate::server::parse::ParsedCommand;
use simplex_api::command::CommandSet;
use simplex_api::command::ServerVersion;
use simplex_api::commands::AnyCommand;

/// A documented command, and other spellings that the server accepts for it.
const SPELLINGS: &[(&str, &[&str])] = &[
    ("/user", &["/u"]),
    ("/fcancel 1", &["/fc 1"]),
    (
        "/freceive 1 encrypt=off a b",
        &[
            "/fr 1 encrypt=off a b",
            "/fr 1 approved_relays=off encrypt=off\ta b",
        ],
    ),
    (
        "/connect incognito simplex:/contact#/?v=2&smp=a",
        &[
            "/c i simplex:/contact#/?v=2&smp=a",
            "/connect\ti\nsimplex:/contact#/?v=2&smp=a",
            "/c incognito simplex:/contact#/?v=2&smp=a",
        ],
    ),
    (
        r#"/_send @1 json [{"msgContent":{"type":"text","text":"a \"b\"\n\tc"}}]"#,
        &[
            "/_send @1 text a \"b\"\n\tc",
            "/_send @1 live=off ttl=default sign=off text a \"b\"\n\tc",
        ],
    ),
    (
        r#"/_send #1(_support:2) ttl=5 json [{"msgContent":{"type":"text","text":"a"}}]"#,
        &["/_send #1(_support:2)(as_group=off) ttl=5 text a"],
    ),
    (
        r#"/_update item #1(_support) 2 live=on json {"msgContent":{"type":"text","text":"a"},"mentions":{}}"#,
        &[
            "/_update item #1(_support)\t2 live=on text a",
            r#"/_update item #1(_support) 2 live=on json{"msgContent":{"type":"text","text":"a"},"mentions":{}}"#,
        ],
    ),
    (
        "/_delete item @1 2,3 broadcast",
        &["/_delete item @1\t2,3\nbroadcast"],
    ),
    (
        r#"/_reaction @1 2 on {"type":"emoji","emoji":"👍"}"#,
        &["/_reaction @1\t2\u{b}on\r{\"type\":\"emoji\",\"emoji\":\"👍\"}"],
    ),
    ("/_create link #1 member", &["/_create link #1"]),
    (
        "/_connect 1 incognito=on simplex:/contact#/?v=2&smp=a https://example.org/c#a",
        &["/_connect 1\tincognito=on\tsimplex:/contact#/?v=2&smp=a\nhttps://example.org/c#a"],
    ),
    (
        "/_accept 1",
        &[
            "/_accept\t1",
            "/_accept incognito=off 1",
            "/_accept\tincognito=off\t1",
        ],
    ),
    ("/_groups 1 @2 a", &["/_groups 1 @2\ta"]),
    (
        r#"/_get chats 1 count=5000 {"type":"filters","favorite":false,"unread":false}"#,
        &[
            "/_get chats 1",
            "/_get chats 1 pcc=off",
            "/_get chats 1\tcount=5000",
            r#"/_get chats 1 {"type":"filters","favorite":false,"unread":false}"#,
        ],
    ),
    (
        "/_delete @1 full",
        &[
            "/_delete @1",
            "/_delete @1 notify=on",
            "/_delete @1 full notify=on",
        ],
    ),
    ("/_delete @1 full notify=off", &["/_delete @1 notify=off"]),
    (
        r#"/_delete user 1 del_smp=on "a""#,
        &["/_delete user 1 del_smp=on\t\"a\""],
    ),
];

/// Similar to a spelling, but not accepted by the server.
const OTHERS: &[&str] = &[
    " /u",
    "/u x",
    "/us",
    "/fr",
    "/cx",
    "/count 1",
    "/connected",
    "/connect ix",
    "/_send @1 text",
    "/_send @1\tjson []",
    "/_send @1(as_group=off) text a",
    "/_add #1 2\tmember",
    "/_delete item @1 2\tbroadcast",
    "/_create link #1\tmember",
    "/_delete @1\tfull",
    "/_accept incognito=offx 1",
    // The server accepts these, but as commands that the API does not document.
    "/freceive 1\tinline=on",
    "/_groups 1\t@2",
    "/_send #1(as_group=on) text a",
];

fn read(line: &str) -> Option<AnyCommand> {
    let text = documented(line).unwrap_or_else(|| line.to_owned());
    AnyCommand::decode(&text).ok()
}

#[test]
fn other_spellings_are_converted_to_the_documented_one() {
    for (text, others) in SPELLINGS {
        let command = AnyCommand::decode(text).unwrap();
        assert_eq!(read(text).as_ref(), Some(&command), "{text}");
        for other in *others {
            assert_eq!(read(other).as_ref(), Some(&command), "{other}");
        }
    }
}

#[test]
fn spellings_that_the_server_rejects_are_not_accepted() {
    for line in OTHERS {
        assert_eq!(read(line), None, "{line}");
    }
}

#[test]
fn invalid_commands_are_not_changed() {
    for line in OTHERS {
        let (text, command) = ParsedCommand::parse((*line).to_owned(), &ServerVersion::new(7, 0));
        assert!(command.is_none(), "{line}");
        assert_eq!(text, *line);
    }
}
