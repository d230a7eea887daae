//! Which events of two servers correspond to each other.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::timing::STATUSES;

/// An event without what differs when a scenario is played on a real server again: the progress of an upload when a
/// receipt comes, and the reverse.
pub(crate) fn settled(event: &Value) -> Value {
    let mut event = event.clone();
    let tag = event["type"].as_str().unwrap_or_default().to_owned();
    if tag == STATUSES {
        let items = event["chatItems"].as_array_mut().into_iter().flatten();
        for item in items {
            if let Some(file) = item["chatItem"]["file"].as_object_mut() {
                file.remove("fileStatus");
            }
        }
    }
    if tag == "sndFileCompleteXFTP"
        && let Some(meta) = event["chatItem"]["chatItem"]["meta"].as_object_mut()
    {
        meta.remove("itemStatus");
    }
    event
}

/// The events that correspond to each other, whatever their order: first those that are most similar.
pub(crate) fn pairs(real: &[Value], ours: &[Value]) -> Vec<(usize, usize)> {
    let mut found = BTreeMap::new();
    let mut free: BTreeSet<usize> = (0..ours.len()).collect();
    let count = |events: &[Value], event: &Value| {
        events
            .iter()
            .filter(|other| other["type"] == event["type"])
            .count()
    };
    for level in 0..=LEVELS {
        for (one, event) in real.iter().enumerate() {
            let is_last = level == LEVELS;
            if found.contains_key(&one) || (is_last && count(real, event) != count(ours, event)) {
                continue;
            }
            let same = |other: &&usize| kind(event, level) == kind(&ours[**other], level);
            if let Some(other) = free.iter().find(same).copied() {
                free.remove(&other);
                found.insert(one, other);
            }
        }
    }
    found.into_iter().collect()
}

/// The number of levels at which events are compared before only their types are.
const LEVELS: usize = 4;

/// What distinguishes events of one type at a level: what the items in them are, say, and how they were received.
fn kind(event: &Value, level: usize) -> Vec<String> {
    let list = |name: &str| event[name].as_array().cloned().unwrap_or_default();
    let mut items: Vec<Value> = list("chatItems");
    items.extend(
        list("chatItemDeletions")
            .iter()
            .map(|deletion| deletion["deletedChatItem"].clone()),
    );
    if items.is_empty() {
        let item = if event["chatItem"].is_object() {
            &event["chatItem"]
        } else {
            &event["chatItem_"]
        };
        items.push(item.clone());
    }
    let items = items.iter().map(|item| &item["chatItem"]);
    let text = |value: &Value| value.to_string();
    let mut kind = vec![text(&event["type"])];
    for item in items {
        let author = &item["chatDir"]["groupMember"]["localDisplayName"];
        let member = &event["member"]["localDisplayName"];
        if level < 2 {
            kind.extend([text(author), text(member)]);
        }
        if level < LEVELS {
            kind.push(text(&item["content"]["type"]));
        }
        if level.is_multiple_of(2) && level < LEVELS {
            kind.extend([
                text(&item["meta"]["itemText"]),
                text(&item["meta"]["itemStatus"]["type"]),
            ]);
        }
    }
    kind
}
