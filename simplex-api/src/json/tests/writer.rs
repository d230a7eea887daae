//! Compares the writer with `serde_json`: both write the same text for the same value.

use proptest::prelude::*;

use super::*;
use crate::json::capacity_hint;

proptest! {
    #[test]
    fn strings_are_written_as_serde_json_writes_them(text in "\\PC*|(\\PC|[\"\\\\/\u{0}-\u{1f}\u{7f}])*") {
        let json = encode(&text);
        prop_assert_eq!(&json, &serde_json::to_string(&text).unwrap());
        prop_assert_eq!(decode::<String>(&json).unwrap(), text);
    }

    #[test]
    fn the_capacity_is_sufficient_for_few_escapes(text in "[a-z ]{0,99}", quotes in 0..4_usize) {
        let text = text.clone() + &"\"".repeat(quotes.min(text.len() / 8));
        prop_assert!(capacity_hint(&text) >= encode(&text).len());
    }
}

#[test]
fn the_capacity_is_nearly_exact() {
    let item: Item = decode(&item(r#"{"type":"text","text":"abc"}"#)).unwrap();
    let (hint, needed) = (capacity_hint(&item), encode(&item).len());
    assert!((needed..needed + 16).contains(&hint), "{hint}, {needed}");
}

#[test]
fn serde_writes_the_same_fields_in_the_same_order() {
    let json = item(r#"{"type":"text","text":"a\n\"é","future":[1,-2.5,1e+300,true,null,{}]}"#);
    let item: Item = decode(&json).unwrap();
    assert_eq!(serde_json::to_string(&item).unwrap(), json);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(serde_json::to_value(&item).unwrap(), value);
}
