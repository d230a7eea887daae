//! Folding a recording is lossless and deterministic.

use std::fs;

use serde_json::{Value, json};
use simplex_api_tests::fold::{Folded, fold, unfold};
use simplex_api_tests::recordings::{self, folded, unfolded};

/// The maximum size of a file, and of all files.
const MAX_FILE_BYTES: u64 = 300_000;
const MAX_TOTAL_BYTES: u64 = 5_000_000;

#[test]
fn the_recordings_are_small() {
    let files = recordings::files();
    let sizes = files
        .iter()
        .map(|path| fs::metadata(path).expect("a file").len());
    let sizes: Vec<_> = sizes.collect();
    assert_eq!(sizes.len(), 87);
    assert!(
        sizes.iter().all(|size| *size <= MAX_FILE_BYTES),
        "{sizes:?}"
    );
    assert!(sizes.iter().sum::<u64>() <= MAX_TOTAL_BYTES);
}

#[test]
fn stored_recordings_are_folded() {
    for name in ["6.5.0.19/direct-large.json", "7.0.0.6/first-message.json"] {
        let text = fs::read_to_string(recordings::folder().join(name)).unwrap();
        let raw = unfolded(&text).unwrap();
        assert!(raw.len() > 2 * text.len());
        assert_eq!(folded(&raw).as_ref(), Ok(&text));
        assert_eq!(folded(&text).as_ref(), Ok(&text));
        assert_eq!(
            raw.lines().count(),
            2 + serde_json::from_str::<Value>(&raw).unwrap()["steps"]
                .as_array()
                .unwrap()
                .len()
        );
    }
}

#[test]
fn repeated_values_are_stored_once() {
    let contact = |id: i64| json!({"contactId": id, "profile": {"displayName": "alice", "fullName": "Alice"}});
    let long = "x".repeat(900);
    let steps = json!([
        {"sent": format!("/_send @1 {long}!"), "answer": {"type": "newChatItems", "contact": contact(1)}},
        {"sent": "/_contacts 1", "answer": {"type": "contactsList", "contacts": [contact(1), contact(2)]}},
    ]);
    let steps: Vec<_> = steps
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step.as_object().unwrap().clone())
        .collect();
    let folded = fold(&steps).unwrap();
    let Folded { shared, values } = &folded;
    assert_eq!(shared, &[contact(1)]);
    assert_eq!(
        Value::from(values[0].clone())["sent"],
        json!({"$": ["/_send @1 ", ["x", 900], "!"]})
    );
    assert_eq!(
        Value::from(values[0].clone())["answer"]["contact"],
        json!({"$": 0})
    );
    assert_eq!(
        Value::from(values[1].clone())["answer"]["contacts"],
        json!([{"$": 0}, {"$": 0, "contactId": 2}])
    );
    assert_eq!(unfold(&folded), Ok(steps));
}

#[test]
fn invalid_recordings_are_errors() {
    let step = |answer: Value| vec![json!({ "answer": answer }).as_object().unwrap().clone()];
    assert!(fold(&step(json!([{"$": 1}]))).is_err());
    for answer in [
        json!({"$": 0}),
        json!({"$": "a"}),
        json!({"$": [1]}),
        json!({"$": [["a"]]}),
    ] {
        let folded = Folded {
            shared: Vec::new(),
            values: step(answer),
        };
        assert!(unfold(&folded).is_err());
    }
    for text in [
        "",
        "{}",
        r#"{"title":"","server":"7.0","peers":[],"steps":[{"other":1}]}"#,
    ] {
        assert!(folded(text).is_err(), "{text}");
    }
}
