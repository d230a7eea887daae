//! Decodes and encodes `#[api_type]` declarations.

mod builders;
mod errors;
mod metadata;
mod order;
mod reader;
mod round_trips;
mod serde_bridge;
mod stack;
mod tolerance;
mod writer;

use std::collections::BTreeMap;

use simplex_api::api_type;
use simplex_api::json::{JsonObject, decode, encode};

/// An id.
#[api_type]
struct ItemId(pub i64);

/// A string with another primitive type.
#[api_type(primitive = "UTCTime")]
struct Time(pub String);

/// A float.
#[api_type]
struct Ratio(pub f64);

/// A list as a newtype.
#[api_type]
struct Names(pub Vec<String>);

/// Keywords, one of them with a name of its own.
#[api_type(name = "MMode", since = "6.4")]
enum Mode {
    Broadcast,
    InternalMark,
    #[api(name = "snd-ready", since = "7.0")]
    SndReady,
}

/// A record with every kind of field.
#[api_type]
struct Meta {
    item_id: ItemId,
    item_ts: Time,
    item_text: String,
    mode: Mode,
    count: i32,
    live: bool,
    tags: Vec<String>,
    mentions: BTreeMap<String, ItemId>,
    #[api(name = "user_")]
    user: Option<i64>,
    #[api(since = "7.0")]
    r#type: Option<String>,
}

/// A union.
#[api_type(tag = "type")]
enum Content {
    Text {
        text: String,
    },
    Quote {
        text: String,
        item: Box<Item>,
        ttl: Option<u32>,
    },
    #[api(name = "NO_USER")]
    NoUser,
    Object {
        object: JsonObject,
        index: u64,
    },
}

/// A record that contains the others.
#[api_type(name = "CItem")]
struct Item {
    meta: Meta,
    content: Content,
    parts: Vec<Content>,
}

/// A record without known fields.
#[api_type]
struct Empty {}

/// A response that is also an event.
#[api_type(response, event)]
struct NewItems {
    items: Vec<Item>,
}

/// An event whose tag is not derived from its name.
#[api_type(event, name = "SentXFTP", tag = "sent-xftp")]
struct SentXftp {
    id: i64,
}

/// A union of records.
#[api_type(tag = "type")]
enum Event {
    NewItems(NewItems),
    #[api(name = "sent-xftp")]
    SentXftp(SentXftp),
    #[api(name = "empty")]
    Plain(Empty),
    Closed,
}

const META: &str = r#"{"itemId":7,"itemTs":"2025-01-01T00:00:00Z","itemText":"hi","mode":"broadcast","count":2,"live":true,"tags":["a"],"mentions":{"bob":5}}"#;

fn meta() -> Meta {
    Meta::new(7, "2025-01-01T00:00:00Z", "hi", Mode::Broadcast, 2)
        .live(true)
        .tags(["a".to_owned()])
        .mentions([("bob".to_owned(), ItemId(5))])
}

fn item(content: &str) -> String {
    format!(r#"{{"meta":{META},"content":{content},"parts":[]}}"#)
}

/// Decodes, and checks that the encoding is the same text.
#[track_caller]
fn round_trip<T: simplex_api::json::Json>(json: &str) -> T {
    let value = decode(json).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(encode(&value), json);
    value
}
