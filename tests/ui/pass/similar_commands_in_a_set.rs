use serde_json::Value;
use simplex_api::command::{Command, CommandSet};
use simplex_api::types::{ChatRef, GroupId};
use simplex_api::{command, command_set};

#[command(syntax = "/go <chat>")]
pub struct GoNumber {
    pub chat: u32,
}

#[command(syntax = "/go <str(chatRef)>")]
pub struct GoChat {
    pub chat_ref: ChatRef,
}

#[command(syntax = "/go home")]
pub struct GoHome;

#[command(syntax = "/go homeward <steps>")]
pub struct GoHomeward {
    pub steps: u32,
}

#[command(syntax = "/go {<json(value)>")]
pub struct GoJson {
    pub value: Value,
}

#[command(syntax = "/go #<group>.")]
pub struct GoDot {
    pub group: u32,
}

/// `where` cannot start with `fast=on`, because an optional parameter precedes it.
#[command(syntax = "/run[ fast=on] <where>")]
pub struct Run {
    pub fast: bool,
    pub r#where: String,
}

#[command(syntax = "/run[ fast=on]")]
pub struct RunAnywhere {
    pub fast: bool,
}

#[command(syntax = "/list")]
pub struct List;

#[command(syntax = "/list page=<page>")]
pub struct Page {
    pub page: u32,
}

#[command(syntax = "/lists")]
pub struct Lists;

command_set! {
    pub enum Request {
        GoNumber, GoHome, GoHomeward, GoJson, GoDot, Run, RunAnywhere, List, Page, Lists,
    }
}

command_set! {
    pub enum Chats { GoChat, GoHome, GoDot }
}

fn main() {
    assert_eq!(Request::decode("/go homeward 2"), Ok(GoHomeward::new(2).into()));
    assert_eq!(Request::decode("/go home"), Ok(GoHome::new().into()));
    assert_eq!(Request::decode("/run fast=on"), Ok(RunAnywhere::new().fast(true).into()));
    assert!(Run::new("fast=on").encode().is_err());
    assert_eq!(Request::decode("/run away"), Ok(Run::new("away").into()));
    assert_eq!(Chats::decode("/go #7"), Ok(GoChat::new(GroupId(7)).into()));
    assert_eq!(Chats::decode("/go #7."), Ok(GoDot::new(7).into()));
}
