use std::error::Error;
use std::fmt::Debug;

use simplex_api::events::Event;
use simplex_api::json::{self, Json, JsonError};
use simplex_api::protocol::Frame;
use simplex_api::responses::AnyResponse;

/// A frame is the same by its head as by all of it, and what it carries is written as it was read.
/// A text that is no frame is tried as what a frame carries.
///
/// # Panics
/// If not.
pub fn frames(text: &str) {
    carried(text, Event::decode);
    carried(text, AnyResponse::decode);
    let Ok(read) = Frame::parse_full(text) else {
        return;
    };
    read.user_id();
    let parsed = Frame::parse(text).expect("what is read as a whole is read by its head");
    parsed.user_id();
    if Event::decode(parsed.body).is_ok() {
        assert_eq!(parsed.body, read.body);
        assert_eq!(parsed.corr_id, read.corr_id);
    }
}

fn carried<T: Json + Debug + PartialEq>(text: &str, decode: fn(&str) -> Result<T, JsonError>) {
    let body = |frame: &Frame<'_>| decode(frame.body).map_err(Box::<dyn Error>::from);
    match Frame::decode(text, body) {
        Ok(value) => stable(&value, decode),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    match decode(text) {
        Ok(value) => stable(&value, decode),
        Err(error) => {
            assert!(error.line() <= text.split('\n').count(), "{error}");
            assert!(error.column() <= text.len(), "{error}");
        }
    }
}

fn stable<T: Json + Debug + PartialEq>(value: &T, decode: fn(&str) -> Result<T, JsonError>) {
    let written = json::encode(value);
    assert_eq!(decode(&written).as_ref(), Ok(value), "{written}");
}
