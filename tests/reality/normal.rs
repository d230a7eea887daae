//! What is compared of a frame: without the values that differ by nature, such as ids, times, links and keys.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;
use simplex_api_tests::recordings::Scenario;

use crate::texts::without_varying_parts;

/// Fields that say nothing to a bot: keys, versions of peers, counters of the database.
const IGNORED: &[&str] = &[
    "agentConnId",
    "agentRcvFileId",
    "agentSndFileId",
    "cReqChatVRange",
    "chatVRange",
    "chunkSize",
    "connChatVersion",
    "connFullLink",
    "connShortLink",
    "digest",
    "e2eInfo",
    "errContext",
    "fileDescrText",
    "fileDigest",
    "fileKey",
    "fileNonce",
    "groupDomain",
    "groupKeys",
    "itemSharedMsgId",
    "ldn",
    "memberChatVRange",
    "memberPrivKey",
    "memberPubKey",
    "peerChatVRange",
    "pqEnabled",
    "pqEncryption",
    "pqRcvEnabled",
    "pqSndEnabled",
    "pqSupport",
    "privateSndFileDescr",
    "rootPubKey",
    "sharedMsgId",
    "shortLinkDataSet",
    "shortLinkLargeDataSet",
];

/// Ids of one table under several names.
const FAMILIES: &[(&str, &[&str])] = &[
    (
        "contact",
        &["contactId", "fromContactId", "memberContactId"],
    ),
    ("group", &["groupId"]),
    (
        "member",
        &["groupMemberId", "invitedByGroupMemberId", "createdBy"],
    ),
    (
        "item",
        &[
            "itemId",
            "chatItemId",
            "chatItemIds",
            "quotedItemId",
            "minUnreadItemId",
        ],
    ),
];

/// A normalized value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Normal {
    /// An id of a table.
    Id {
        family: String,
        value: String,
    },
    /// A number, a string or a boolean.
    Plain(Value),
    List(Vec<Normal>),
    Object(BTreeMap<String, Normal>),
}

/// The ids of one server, by those of the other one, in both directions. The ids of two servers are the same if each
/// always is where the other one is.
#[derive(Debug, Default)]
pub(crate) struct IdPairs {
    there: HashMap<(String, String), String>,
    back: HashMap<(String, String), String>,
}

impl IdPairs {
    fn are_same(&mut self, family: &str, one: &str, other: &str) -> bool {
        let key = |id: &str| (family.to_owned(), id.to_owned());
        let there = self
            .there
            .entry(key(one))
            .or_insert_with(|| other.to_owned());
        let back = self
            .back
            .entry(key(other))
            .or_insert_with(|| one.to_owned());
        there == other && back == one
    }
}

/// A difference of two frames.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Difference {
    pub(crate) path: String,
    pub(crate) real: String,
    pub(crate) ours: String,
}

/// Normalizes a frame, without the names that the server has invented.
pub(crate) fn normalize(frame: &Value, invented: &BTreeSet<String>) -> Normal {
    value(frame, "", invented)
}

fn value(value: &Value, key: &str, invented: &BTreeSet<String>) -> Normal {
    match value {
        Value::Object(fields) => {
            let fields = fields
                .iter()
                .filter(|(name, value)| !IGNORED.contains(&name.as_str()) && !is_empty(value));
            let fields =
                fields.map(|(name, field)| (name.clone(), self::value(field, name, invented)));
            Normal::Object(fields.collect())
        }
        Value::Array(items) => {
            let mut items: Vec<_> = items.iter().collect();
            if key == "members" {
                // In the order in which they were met, which varies.
                items.sort_by_key(|member| member["localDisplayName"].as_str().unwrap_or_default());
            }
            Normal::List(
                items
                    .into_iter()
                    .map(|item| self::value(item, key, invented))
                    .collect(),
            )
        }
        Value::Number(number) if is_id(key) => id(key, number.to_string()),
        Value::String(text) if is_id(key) => id(key, text.clone()),
        Value::String(text) => Normal::Plain(without_varying_parts(text, key, invented).into()),
        other => Normal::Plain(other.clone()),
    }
}

/// Absent, null, empty and false are the same.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// Whether a field is an id: its name is or ends with `Id` or `Ids`.
fn is_id(key: &str) -> bool {
    let name = key.strip_suffix('_').unwrap_or(key).to_ascii_lowercase();
    name.ends_with("id") || name.ends_with("ids")
}

fn id(key: &str, value: String) -> Normal {
    let key = key.trim_end_matches('_');
    let family = FAMILIES.iter().find(|(_, names)| names.contains(&key));
    let family = family.map_or(key, |(family, _)| family).to_owned();
    Normal::Id { family, value }
}

/// Where two frames differ.
pub(crate) fn differences(
    real: &Normal,
    ours: &Normal,
    ids: &mut IdPairs,
    path: &str,
    found: &mut Vec<Difference>,
) {
    let mut report = |path: String, real: String, ours: String| {
        found.push(Difference { path, real, ours });
    };
    match (real, ours) {
        (Normal::Object(one), Normal::Object(other)) => {
            let names: BTreeSet<_> = one.keys().chain(other.keys()).collect();
            for name in names {
                let path = format!("{path}.{name}");
                match (one.get(name), other.get(name)) {
                    (Some(one), Some(other)) => differences(one, other, ids, &path, found),
                    (one, other) => {
                        let shown = |value: Option<&Normal>| {
                            value.map_or_else(|| "(absent)".to_owned(), shown)
                        };
                        found.push(Difference {
                            path,
                            real: shown(one),
                            ours: shown(other),
                        });
                    }
                }
            }
        }
        (Normal::List(one), Normal::List(other)) => {
            let path = format!("{path}[]");
            if one.len() != other.len() {
                let count = |items: &[Normal]| format!("{} items", items.len());
                report(path.clone(), count(one), count(other));
            }
            for (one, other) in one.iter().zip(other) {
                differences(one, other, ids, &path, found);
            }
        }
        (
            Normal::Id { family, value },
            Normal::Id {
                family: other_family,
                value: other,
            },
        ) => {
            if family != other_family || !ids.are_same(family, value, other) {
                report(path.to_owned(), shown(real), shown(ours));
            }
        }
        _ if real == ours => {}
        _ => report(path.to_owned(), shown(real), shown(ours)),
    }
}

/// A short form of a value.
fn shown(value: &Normal) -> String {
    fn json(value: &Normal) -> Value {
        match value {
            Normal::Id { family, value } => format!("<{family} {value}>").into(),
            Normal::Plain(value) => value.clone(),
            Normal::List(items) => items.iter().map(json).collect(),
            Normal::Object(fields) => {
                let fields = fields
                    .iter()
                    .map(|(name, field)| (name.clone(), json(field)));
                fields.collect()
            }
        }
    }
    let text = json(value).to_string();
    match text.char_indices().nth(160) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// The names that the servers have invented: of incognito profiles, and of users without a profile.
pub(crate) fn invented_names(scenario: &Scenario) -> BTreeSet<String> {
    let sent = scenario
        .steps
        .iter()
        .filter_map(|step| step.sent.as_deref());
    let given: Vec<&str> = sent
        .chain(scenario.peers.iter().map(String::as_str))
        .collect();
    let mut found = BTreeSet::new();
    for (_, _, frame) in scenario.frames() {
        collect_names(frame, &given, &mut found);
    }
    for step in &scenario.steps {
        let Some(sent) = step.sent.as_deref() else {
            continue;
        };
        let is_unnamed = sent.starts_with("/_create user") && !sent.contains("displayName");
        let name = step
            .answer
            .as_ref()
            .map(|answer| &answer["user"]["profile"]["displayName"]);
        if let Some(name) = name.and_then(Value::as_str).filter(|_| is_unnamed) {
            found.insert(name.to_owned());
        }
    }
    found
}

fn collect_names(value: &Value, given: &[&str], found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                let name = match key.as_str() {
                    "customUserProfile" | "userCustomProfile" => &field["displayName"],
                    "membership" => &field["memberProfile"]["displayName"],
                    _ => &Value::Null,
                };
                let is_given = |name: &str| {
                    key == "membership" && given.iter().any(|given| given.contains(name))
                };
                if let Some(name) = name.as_str().filter(|name| !is_given(name)) {
                    found.insert(name.to_owned());
                }
                collect_names(field, given, found);
            }
        }
        Value::Array(items) => {
            for item in items {
                collect_names(item, given, found);
            }
        }
        _ => {}
    }
}
