//! The walk against the commands themselves.

use super::Member;
use crate::command::CommandSet;
use crate::command::pattern::walk::{Common, Found, shortest_common};
use crate::commands::{self, AnyCommand};
use crate::{api_type, command};

/// The shortest text of both, if there is one.
fn shared(one: &Member, other: &Member) -> Option<String> {
    let Common {
        found,
        text,
        length,
        ..
    } = shortest_common(one.pattern, other.pattern, one.is_typed);
    match found {
        Found::Nothing => None,
        Found::Text => Some(text[..length].iter().collect()),
        Found::Unknown => panic!("no room"),
    }
}

macro_rules! shared {
    ($one:ty, $other:ty) => {
        shared(&Member::of::<$one>("one"), &Member::of::<$other>("other"))
    };
}

#[test]
fn a_command_shares_its_texts_with_itself() {
    let text = shared!(commands::ApiSendMessages, commands::ApiSendMessages);
    // JSON of any shape, since constants do not tell which.
    assert_eq!(text.as_deref(), Some("/_send @1 json 0"));
    let text = shared!(commands::ReceiveFile, commands::ReceiveFile).expect("a text");
    assert!(AnyCommand::decode(&text).is_ok(), "{text}");
    let text = shared!(commands::ApiDeleteChat, commands::ApiDeleteChat).expect("a text");
    assert!(AnyCommand::decode(&text).is_ok(), "{text}");
}

#[test]
fn what_a_text_cannot_begin_with_keeps_commands_apart() {
    assert_eq!(shared!(commands::ApiConnect, commands::ApiAddContact), None);
}

#[api_type(syntax = "n|s|north")]
enum Side {
    N,
    S,
    North,
}

/// Begins and ends in a type, within bounds.
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
fn types_print_what_they_declare() {
    assert_eq!(shared!(Go, Fast).as_deref(), Some("/go fast=on n, a"));
    assert_eq!(shared!(Go, North).as_deref(), Some("/go n, a"));
    assert_eq!(shared!(Go, East), None);
    assert_eq!(shared!(Fast, East), None);
}
