//! The shapes in which older servers send what the declarations have in that of version 7.0.

use serde_json::Value;

use crate::json::JsonObject;

/// The groups of `groupsList`: 6.3 sends pairs of group and summary, 6.4 objects of the two.
pub(crate) fn groups_list(response: &mut JsonObject) {
    let Some(Value::Array(groups)) = response.get_mut("groups") else {
        return;
    };
    for group in groups {
        let (info, summary) = match group {
            Value::Array(pair) if pair.len() == 2 => (pair[0].take(), pair[1].take()),
            Value::Object(both) if both.contains_key("groupInfo") => {
                let mut take = |name: &str| both.remove(name).unwrap_or_default();
                (take("groupInfo"), take("groupSummary"))
            }
            _ => continue,
        };
        *group = info;
        if let (Value::Object(group), false) = (group, summary.is_null()) {
            group.insert("groupSummary".to_owned(), summary);
        }
    }
}
