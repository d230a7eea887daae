//! Data chosen by contacts can be large, deep and unknown. It never makes a response or an event undecodable.

use serde_json::Value;
use simplex_api_tests::facts::Facts;
use simplex_api_tests::generate::{Generator, RICHEST, hostile, read_as};
use simplex_api_tests::json::{difference, tag_first};

use crate::code::{self, Declared};
use crate::decoding::declared;

/// Decodes and encodes the value without loss, except for menus, which are nested too deeply.
fn check(declared: &Declared, value: &Value) {
    let name = declared.spec.name;
    let text = hostile(&tag_first(value));
    let again = (declared.reencode)(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut read = serde_json::from_str(&again).unwrap_or_else(|error| panic!("{name}: {error}"));
    remove_menus(&mut read);
    assert_eq!(difference(&read_as(value, &read), &read), None, "{name}");
    assert_eq!(
        (declared.reencode)(&again),
        Ok(again),
        "{name} is not stable"
    );
}

fn remove_menus(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.retain(|item| item["type"] != "menu");
            items.iter_mut().for_each(remove_menus);
        }
        Value::Object(fields) => fields.values_mut().for_each(remove_menus),
        _ => {}
    }
}

#[test]
fn responses() {
    let facts = Facts::v7_0();
    for fact in facts.responses().into_values() {
        let value = Generator::hostile(facts, 1).tagged("type", fact, RICHEST);
        check(declared(code::RESPONSES, fact), &value);
    }
}

#[test]
fn events() {
    let facts = Facts::v7_0();
    let mut texts = String::new();
    for fact in &facts.events {
        let value = Generator::hostile(facts, 1).tagged("type", fact, RICHEST);
        check(declared(code::EVENTS, fact), &value);
        let text = tag_first(&value);
        code::reencode_event(&hostile(&text)).unwrap_or_else(|error| panic!("{error}"));
        texts += &text;
    }
    for chosen in [
        "a menu",
        "a huge number",
        "a deep list",
        "10000000000000000000",
    ] {
        assert!(texts.contains(chosen), "{chosen} was not generated");
    }
}
