use std::error::Error;
use std::fmt::Debug;

use simplex_api::events::Event;
use simplex_api::json::{self, Json, JsonError};
use simplex_api::protocol::Frame;
use simplex_api::responses::AnyResponse;

/// The fast and the full parser return the same frame, and its body is encoded without loss. A text that is not a frame is
/// used as a body.
///
/// # Panics
/// If the property is violated.
pub fn frames(text: &str) {
    check_body(text, Event::decode);
    check_body(text, AnyResponse::decode);
    let Ok(read) = Frame::parse_full(text) else {
        return;
    };
    read.user_id();
    let parsed = Frame::parse(text).expect("the fast parser accepts what the full parser accepts");
    parsed.user_id();
    if Event::decode(parsed.body).is_ok() {
        assert_eq!(parsed.body, read.body);
        assert_eq!(parsed.corr_id, read.corr_id);
    }
}

fn check_body<T: Json + Debug + PartialEq>(text: &str, decode: fn(&str) -> Result<T, JsonError>) {
    let body = |frame: &Frame<'_>| decode(frame.body).map_err(Box::<dyn Error>::from);
    match Frame::decode(text, body) {
        Ok(value) => check_stable(&value, decode),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    match decode(text) {
        Ok(value) => check_stable(&value, decode),
        Err(error) => {
            assert!(error.line() <= text.split('\n').count(), "{error}");
            assert!(error.column() <= text.len(), "{error}");
        }
    }
}

fn check_stable<T: Json + Debug + PartialEq>(value: &T, decode: fn(&str) -> Result<T, JsonError>) {
    let encoded = json::encode(value);
    assert_eq!(decode(&encoded).as_ref(), Ok(value), "{encoded}");
}
