//! Messages for unit tests.

use serde_json::{Value, json};

use crate::json;
use crate::types::AChatItem;

/// A text message from a contact whose connection is not ready.
pub(crate) fn message(contact: i64, id: i64) -> AChatItem {
    let time = "2025-01-01T00:00:00Z";
    let preference = json!({
        "enabled": {"forUser": false, "forContact": false},
        "userPreference": {"type": "contact", "preference": {"allow": "always"}},
        "contactPreference": {"allow": "always"},
    });
    let features = [
        "timedMessages",
        "fullDelete",
        "reactions",
        "voice",
        "files",
        "calls",
        "sessions",
    ];
    let preferences = features.map(|feature| (feature.to_owned(), preference.clone()));
    let contact = json!({
        "contactId": contact,
        "localDisplayName": "alice",
        "profile": {"profileId": 1, "displayName": "alice", "fullName": "", "localAlias": ""},
        "contactUsed": true,
        "contactStatus": "active",
        "chatSettings": {"enableNtfs": "all", "favorite": false},
        "userPreferences": {},
        "mergedPreferences": Value::from_iter(preferences),
        "createdAt": time,
        "updatedAt": time,
        "contactGrpInvSent": false,
        "chatTags": [],
        "chatDeleted": false,
    });
    let meta = json!({
        "itemId": id,
        "itemTs": time,
        "itemText": "hi",
        "itemStatus": {"type": "rcvNew"},
        "itemEdited": false,
        "userMention": false,
        "hasLink": false,
        "deletable": false,
        "editable": false,
        "showGroupAsSender": false,
        "createdAt": time,
        "updatedAt": time,
    });
    let item = json!({
        "chatInfo": {"type": "direct", "contact": contact},
        "chatItem": {
            "chatDir": {"type": "directRcv"},
            "meta": meta,
            "content": {"type": "rcvMsgContent", "msgContent": {"type": "text", "text": "hi"}},
            "mentions": {},
            "reactions": [],
        },
    });
    json::decode(&item.to_string()).expect("a message")
}
