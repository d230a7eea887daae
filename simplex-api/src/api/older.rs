//! Other shapes of what the declarations have in that of version 7.0: those of older servers, and one that the server
//! takes beside.

use serde_json::Value;

use crate::json::JsonObject;
use crate::types::{ComposedMessage, CryptoFile};

/// A file to send: the server takes the path alone as well, as `filePath` in the message itself.
pub(crate) fn file_path(message: &mut ComposedMessage) {
    let path = message.extra.get("filePath").and_then(Value::as_str);
    if message.file_source.is_none()
        && let Some(path) = path
    {
        message.file_source = Some(CryptoFile::new(path));
        message.extra.remove("filePath");
    }
}

/// The groups of `groupsList`: 6.3 sends pairs of group and summary, 6.4 objects of the two.
pub(crate) fn groups_list(response: &mut JsonObject) {
    let Some(Value::Array(groups)) = response.get_mut("groups") else {
        return;
    };
    for group in groups {
        let (info, beside) = match group {
            Value::Array(pair) if pair.len() == 2 => {
                let summary = ("groupSummary".to_owned(), pair[1].take());
                (pair[0].take(), JsonObject::from_iter([summary]))
            }
            Value::Object(both) if both.contains_key("groupInfo") => {
                let info = both.remove("groupInfo").unwrap_or_default();
                (info, std::mem::take(both))
            }
            _ => continue,
        };
        *group = info;
        if let Value::Object(group) = group {
            group.extend(beside);
        }
    }
}
