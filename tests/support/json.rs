//! Comparison of JSON values.

use serde_json::Value;

/// The path of the first difference between `written` and `original`. A field with the value of an absent one (`false`,
/// an empty list or map) is not a difference.
pub fn difference(original: &Value, written: &Value) -> Option<String> {
    match (original, written) {
        (Value::Object(original), Value::Object(written)) => {
            let lost = original
                .iter()
                .find_map(|(name, value)| match written.get(name) {
                    Some(written) => {
                        difference(value, written).map(|rest| format!(".{name}{rest}"))
                    }
                    None => Some(format!(".{name} is lost: {value}")),
                });
            let mut added = written
                .iter()
                .filter(|(name, _)| !original.contains_key(*name));
            lost.or_else(|| {
                let (name, value) = added.find(|(_, value)| !is_default(value))?;
                Some(format!(".{name} is new: {value}"))
            })
        }
        (Value::Array(original), Value::Array(written)) if original.len() == written.len() => {
            let mut items = original.iter().zip(written).enumerate();
            items.find_map(|(index, (original, written))| {
                difference(original, written).map(|rest| format!("[{index}]{rest}"))
            })
        }
        _ if original == written => None,
        _ => Some(format!(": {original} became {written}")),
    }
}

/// Encodes `value` with the field `type` first in every object, as the server does.
pub fn tag_first(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(tag_first).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name != "type");
            let member = |(name, value)| {
                format!("{}:{}", Value::from(String::clone(name)), tag_first(value))
            };
            let members: Vec<_> = members.into_iter().map(member).collect();
            format!("{{{}}}", members.join(","))
        }
        scalar => scalar.to_string(),
    }
}

fn is_default(value: &Value) -> bool {
    match value {
        Value::Bool(on) => !on,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn defaults_may_be_added_and_nothing_else() {
        let original = json!({"a": [{"b": 1}]});
        let written = json!({"a": [{"b": 1, "c": false, "d": [], "e": {}}]});
        assert_eq!(difference(&original, &written), None);
        let written = json!({"a": [{"b": 1, "c": true}]});
        let expected = ".a[0].c is new: true".to_owned();
        assert_eq!(difference(&original, &written), Some(expected));
    }

    #[test]
    fn tags_come_first() {
        let value = json!({"a": [{"b": 1, "type": "x"}], "type": "y", "z": "\""});
        let text = r#"{"type":"y","a":[{"type":"x","b":1}],"z":"\""}"#;
        assert_eq!(tag_first(&value), text);
    }

    #[test]
    fn nothing_may_be_lost_or_changed() {
        let original = json!({"a": [1, 2], "b": "x"});
        let lost = difference(&original, &json!({"a": [1, 2]}));
        assert_eq!(lost.as_deref(), Some(".b is lost: \"x\""));
        let changed = difference(&original, &json!({"a": [1, 3], "b": "x"}));
        assert_eq!(changed.as_deref(), Some(".a[1]: 2 became 3"));
    }
}
