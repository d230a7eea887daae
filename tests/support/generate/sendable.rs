//! Parameters that can be sent: values that the server does not accept are omitted or replaced.

use serde_json::{Map, Value, json};

use super::Generator;
use crate::facts::Command;

/// The reactions that the server accepts.
const REACTIONS: [&str; 8] = ["👍", "👎", "😀", "😂", "😢", "\u{2764}", "🚀", "✅"];

/// Full links with their short links.
const PAIRS: [[&str; 2]; 3] = [
    [
        "simplex:/contact#/?v=2&smp=a",
        "https://example.org/a#b-_?p=5223&c=-_",
    ],
    [
        "https://simplex.chat/invitation/#/?v=2-7&smp=a&e2e=b",
        "simplex:/i#-_/b?h=b",
    ],
    [
        "https://x.org:443/contact#/?smp=a%2F&v=1",
        "https://x.org/r#0",
    ],
];

/// The choices that the syntax offers but the server does not accept.
pub const NOT_OFFERED: [(&str, &str); 1] = [("APISendMessages", "sendRef.chatType is local")];

impl Generator<'_> {
    /// The combinations of [`every_form`](Self::every_form) that the server accepts.
    pub fn every_sendable_form(&mut self, command: &Command) -> Vec<Map<String, Value>> {
        let mut forms = self.every_form(command);
        forms.retain(is_taken);
        for params in &mut forms {
            self.replace(params);
        }
        forms
    }

    fn replace(&mut self, params: &mut Map<String, Value>) {
        if let Some(reaction) = params.get_mut("reaction") {
            *reaction = json!({"type": "emoji", "emoji": self.pick(&REACTIONS)});
        }
        if let Some(link) = params.get_mut("preparedLink_")
            && link.get("connShortLink").is_some()
        {
            let [full, short] = self.pick(&PAIRS);
            *link = json!({"connFullLink": full, "connShortLink": short});
        }
        for name in ["profile", "newUser"] {
            if let Some(value) = params.get_mut(name) {
                self.replace_contact_link(value);
            }
        }
        let is_direct = params
            .get("sendRef")
            .is_some_and(|chat| chat["chatType"] == "direct");
        if let Some(Value::Array(messages)) = params.get_mut("composedMessages") {
            for (index, message) in messages.iter_mut().enumerate() {
                if index > 0 {
                    message
                        .as_object_mut()
                        .expect("a message")
                        .remove("quotedItemId");
                }
                if is_direct {
                    message["mentions"] = json!({});
                }
                if message["msgContent"]["type"] == "report" {
                    message["msgContent"] = json!({"type": "text", "text": ""});
                }
            }
        }
    }

    /// A profile has the link of an address.
    fn replace_contact_link(&mut self, value: &mut Value) {
        let Some(members) = value.as_object_mut() else {
            return;
        };
        for (name, member) in members {
            if name == "contactLink" && member.is_string() {
                *member = self.pick(&PAIRS[0]).into();
            } else {
                self.replace_contact_link(member);
            }
        }
    }
}

/// Messages are sent to contacts and groups, only groups have scopes, a live message is sent alone.
fn is_taken(params: &Map<String, Value>) -> bool {
    let chats = ["sendRef", "chatRef"].map(|name| params.get(name));
    let mut chats = chats.into_iter().flatten();
    let fits = |chat: &Value| chat["chatType"] == "group" || chat["chatScope"].is_null();
    let to_notes = params
        .get("sendRef")
        .is_some_and(|chat| chat["chatType"] == "local");
    let messages = params.get("composedMessages").and_then(Value::as_array);
    let live = params.get("liveMessage") == Some(&Value::Bool(true));
    let alone = messages.is_none_or(|messages| !live || messages.len() == 1);
    chats.all(fits) && !to_notes && alone
}
