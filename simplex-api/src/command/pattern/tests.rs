//! The search for a common string, with the commands themselves.

use crate::command::pattern::walk::{Common, Found, shortest_common};
use crate::command::{Command, CommandSet};
use crate::commands::{self, AnyCommand};
use crate::{api_type, command};

/// The shortest string that both commands can read.
fn shared<A: Command, B: Command>() -> Option<String> {
    let common = shortest_common(A::PATTERN, B::PATTERN, A::SPEC.usage.is_some());
    let Common {
        found,
        text,
        length,
        ..
    } = common;
    match found {
        Found::Nothing => None,
        Found::Text => Some(text[..length].iter().collect()),
        Found::OutOfRoom => panic!("too large"),
    }
}

#[test]
fn a_command_shares_its_strings_with_itself() {
    let text = shared::<commands::ApiSendMessages, commands::ApiSendMessages>();
    // Any JSON: its shape is not known from constants.
    assert_eq!(text.as_deref(), Some("/_send @1 json 0"));
    let text = shared::<commands::ReceiveFile, commands::ReceiveFile>().expect("a text");
    assert!(AnyCommand::decode(&text).is_ok(), "{text}");
    let text = shared::<commands::ApiDeleteChat, commands::ApiDeleteChat>().expect("a text");
    assert!(AnyCommand::decode(&text).is_ok(), "{text}");
}

#[test]
fn forbidden_prefixes_separate_commands() {
    assert_eq!(
        shared::<commands::ApiConnect, commands::ApiAddContact>(),
        None
    );
}

#[api_type(syntax = "n|s|north")]
enum Side {
    N,
    S,
    North,
}

/// A nested type between two strings with rules.
#[command(syntax = "/go[ fast=on] <str(side)>, <text>")]
struct Go {
    fast: bool,
    side: Side,
    text: String,
}

#[command(syntax = "/go fast=<x>")]
struct Fast {
    x: String,
}

#[command(syntax = "/go n<rest>")]
struct North {
    rest: String,
}

#[command(syntax = "/go e, <rest>")]
struct East {
    rest: String,
}

#[test]
fn nested_types_have_the_strings_that_they_declare() {
    assert_eq!(shared::<Go, Fast>().as_deref(), Some("/go fast=on n, a"));
    assert_eq!(shared::<Go, North>().as_deref(), Some("/go n, a"));
    assert_eq!(shared::<Go, East>(), None);
    assert_eq!(shared::<Fast, East>(), None);
}
