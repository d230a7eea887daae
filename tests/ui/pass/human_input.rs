//! Syntaxes of human input, some of them unusual.

use simplex_api::command::{Command, CommandSet};
use simplex_api::types::ChatRef;
use simplex_api::{command, command_set};

#[command(syntax = "/Größe <count>x<width>", typed_by = people)]
pub struct Size {
    pub count: u32,
    pub width: u32,
}

#[command(syntax = "hello[, <name>]", typed_by = people)]
pub struct Hello {
    pub name: Option<String>,
}

#[command(syntax = "/go <str(chat)>[ quietly]", typed_by = people)]
pub struct Go {
    pub chat: ChatRef,
    pub quietly: bool,
}

#[command(syntax = "/go home", typed_by = people)]
pub struct GoHome;

#[command(syntax = "/store <json(value)>", typed_by = people)]
pub struct Store {
    pub value: Vec<u32>,
}

command_set! {
    pub enum Request { Size, Hello, Go, GoHome, Store }
}

fn main() {
    assert_eq!(Request::decode(" /GRÖSSE 2X3").ok(), None);
    assert_eq!(Request::decode(" /GRÖßE  2X3"), Ok(Size::new(2, 3).into()));
    assert_eq!(Request::decode("Hello,\u{a0}Bob "), Ok(Hello::new().name("Bob").into()));
    assert_eq!(Request::decode("/Go HOME"), Ok(GoHome::new().into()));
    assert!(matches!(Request::decode("/Go #7 QUIETLY"), Ok(Request::Go(go)) if go.quietly));
    assert_eq!(Request::decode("/STORE [1, 2]"), Ok(Store::new([1, 2]).into()));
    assert_eq!(Size::SPEC.usage, Some("/Größe <count>x<width>"));
    assert_eq!(Hello::SPEC.usage, Some("hello[, <name>]"));
}
