//! Names that the generated code could use mean something else: names of types, traits and methods.

#![deny(warnings)]
#![allow(non_camel_case_types)]

pub struct Option;
pub struct String;
pub struct Result;
pub struct Box;
pub type str = u8;
pub type bool = u8;

pub trait Clone {}
pub trait Debug {}
pub trait PartialEq {}

/// A trait that every type implements, with methods of common names.
pub trait Everything {
    fn encode(&self) {}
    fn from_body(&self) {}
    fn get(&self) {}
    fn is_empty(&self) {}
    fn is_some(&self) {}
    fn write(&self) {}
}

impl<T> Everything for T {}

#[simplex_api::command(
    syntax = "/all[ id=<id>] <word> <str(chat)>[ live=on] json <json(records)>",
    responses(simplex_api::responses::CmdOk, simplex_api::responses::NewChatItems)
)]
pub struct All {
    pub id: ::std::option::Option<i64>,
    #[param(secret)]
    pub word: ::std::string::String,
    pub chat: simplex_api::types::ChatRef,
    pub live: ::std::primitive::bool,
    #[param(non_empty)]
    pub records: Vec<Record>,
}

#[simplex_api::api_type]
pub struct Record {
    pub missing: i64,
    pub object: i64,
    pub index: Word,
    #[deprecated]
    pub past: i64,
}

#[simplex_api::api_type]
pub enum Word {
    Yes,
    #[deprecated]
    No,
}

#[simplex_api::api_type(tag = "type")]
pub enum Union {
    Some { missing: i64, extra_: i64, raw: Number },
    None,
}

#[simplex_api::api_type]
pub struct Number(pub i64);

#[deprecated]
#[simplex_api::command(syntax = "/past[ id=<id>]")]
pub struct Past {
    pub id: ::std::option::Option<i64>,
}

fn main() {
    let text = r#"{"missing":1,"object":2,"index":"yes","past":3}"#;
    let record = simplex_api::json::decode::<Record>(text).unwrap();
    assert_eq!((record.missing, record.object), (1, 2));
    let union = Union::some(1, 2, 3);
    let text = simplex_api::json::encode(&union);
    assert_eq!(simplex_api::json::decode::<Union>(&text).unwrap(), union);
}
