//! Values of newer servers: undocumented fields, keywords and tags are kept.

use serde_json::{Value, json};
use simplex_api::events::Event;
use simplex_api::json;
use simplex_api_tests::facts::Facts;
use simplex_api_tests::generate::{Generator, NEWER, RICHEST};

use crate::code;
use crate::decoding::{check, check_event, declared};

const ROUNDS: u64 = 4;

#[test]
fn responses() {
    let facts = Facts::v7_0();
    let mut new_parts = 0;
    for fact in facts.responses().into_values() {
        for seed in 0..ROUNDS {
            let value = Generator::newer(facts, seed).tagged("type", fact, RICHEST);
            check(declared(code::RESPONSES, fact), &value);
            new_parts += value.to_string().matches(NEWER).count();
        }
    }
    assert!(new_parts > 1000, "only {new_parts} parts are new");
}

#[test]
fn events() {
    let facts = Facts::v7_0();
    for fact in &facts.events {
        for seed in 0..ROUNDS {
            let value = Generator::newer(facts, seed).tagged("type", fact, RICHEST);
            check(declared(code::EVENTS, fact), &value);
            check_event(&value);
        }
    }
}

#[test]
fn an_unknown_event() {
    let value = json!({"type": "newerEvent", "user": {"userId": 1}, "list": [null]});
    check_event(&value);
    let event: Event = json::decode(&value.to_string()).expect("an unknown event");
    let Event::Undocumented(event) = event else {
        panic!("{event:?} is documented");
    };
    assert_eq!(&*event.tag, "newerEvent");
    assert_eq!(event.fields.get("list"), Some(&json!([null])));
}

/// A known variant with another shape is an error and not an unknown variant.
#[test]
fn a_known_event_of_another_shape() {
    let text = r#"{"type":"hostConnected","protocol":7}"#;
    let error = json::decode::<Event>(text).expect_err("not a string");
    assert_eq!(error.path(), "protocol");
}

#[test]
fn another_tag_is_an_error() {
    let error = (code::RESPONSES[0].reencode)(r#"{"type":"other"}"#).expect_err("another tag");
    let message = "field `type` is not \"acceptingContactRequest\"";
    assert_eq!((error.path(), error.message()), ("type", message));
}

#[test]
fn absent_and_null_are_the_same() {
    let facts = Facts::v7_0();
    for fact in facts.responses().into_values() {
        let value = Generator::new(facts, 3).tagged("type", fact, RICHEST);
        let declared = declared(code::RESPONSES, fact);
        let again = (declared.reencode)(&value.to_string()).expect("a documented value");
        let mut with_nulls = value;
        add_nulls(fact, &mut with_nulls);
        assert_eq!(
            (declared.reencode)(&with_nulls.to_string()),
            Ok(again),
            "{with_nulls}"
        );
    }
}

fn add_nulls(fact: &simplex_api_tests::facts::Tagged, value: &mut Value) {
    let object = value.as_object_mut().expect("an object");
    for field in &fact.fields {
        object.entry(&field.name).or_insert(Value::Null);
    }
}
