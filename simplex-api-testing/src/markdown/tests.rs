use proptest::prelude::*;
use serde_json::Value;

use super::*;

/// Texts and their formats as real servers sent them: the versions, the text, and the parts or null.
const CASES: &str = include_str!("cases.jsonl");

#[test]
fn texts_are_parsed_as_by_real_servers() {
    let mut wrong = Vec::new();
    for line in CASES.lines() {
        let (versions, text, expected): (Vec<String>, String, Option<Vec<FormattedText>>) =
            serde_json::from_str(line).unwrap();
        for version in versions {
            let parsed = parse(&text, version == "7.0");
            if parsed != expected {
                let parts = |parts| serde_json::to_value::<Option<Vec<_>>>(parts).unwrap();
                let [parsed, expected]: [Value; 2] = [parts(parsed), parts(expected.clone())];
                wrong.push(format!("{version} {text:?}\n  {parsed}\n  {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

proptest! {
    #[test]
    fn any_text_can_be_parsed(text in "[ -~\n\té😀]{0,80}", has_names: bool) {
        for part in parse(&text, has_names).into_iter().flatten() {
            prop_assert!(!part.text.is_empty());
        }
    }
}
