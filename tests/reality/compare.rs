//! Compares what the embedded network has sent with a recording.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::Value;
use simplex_api_tests::recordings::{Scenario, Step};

use crate::normal::{Difference, IdPairs, differences, invented_names, normalize};

/// The type of event whose place among others varies on a real server: it can also come in a later step. Its number
/// in a scenario does not vary.
const STATUSES: &str = "chatItemsStatusesUpdated";

/// How many answers, sequences of events and bodies of frames there are, and how many are the same.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) answers: Share,
    pub(crate) sequences: Share,
    pub(crate) bodies: Share,
}

/// A number of comparisons, and how many of them found no difference.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) same: usize,
    pub(crate) all: usize,
}

impl Share {
    fn count(&mut self, is_same: bool) {
        self.all += 1;
        self.same += usize::from(is_same);
    }
}

/// The result of comparing a scenario.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    pub(crate) counts: Counts,
    /// Each difference, with the step.
    pub(crate) report: Vec<String>,
    /// What differs: `answer`, `events`, `statuses`, or the last field of a path.
    pub(crate) deviations: BTreeSet<String>,
}

/// Compares a played scenario with its recording.
pub(crate) fn compare(real: &Scenario, ours: &Scenario) -> Comparison {
    let mut comparison = Comparison::default();
    let invented = [invented_names(real), invented_names(ours)];
    let mut ids: BTreeMap<&str, IdPairs> = BTreeMap::new();
    for (number, (real_step, our_step)) in real.steps.iter().zip(&ours.steps).enumerate() {
        let mut step = StepComparison {
            place: place(number, real_step),
            invented: &invented,
            comparison: &mut comparison,
        };
        if let (Some(at), Some(real), Some(ours)) =
            (&real_step.at, &real_step.answer, &our_step.answer)
        {
            step.compare_answers(real, ours, ids.entry(at).or_default());
        }
        for peer in &real.peers {
            let events = |step: &Step| comparable_events(step, peer);
            let ids = ids.entry(peer).or_default();
            step.compare_events(peer, &events(real_step), &events(our_step), ids);
        }
    }
    for peer in &real.peers {
        let (real, ours) = (statuses(real, peer), statuses(ours, peer));
        comparison.counts.sequences.count(real == ours);
        if real != ours {
            let line = format!("all steps\n    statuses of {peer}: real {real}, ours {ours}");
            comparison.report.push(line);
            comparison.deviations.insert("statuses".to_owned());
        }
    }
    comparison
}

fn place(number: usize, step: &Step) -> String {
    let at = step.at.as_deref().unwrap_or_default();
    let sent: String = step
        .send
        .as_deref()
        .unwrap_or("(waits)")
        .chars()
        .take(110)
        .collect();
    format!("step {number} {at} {sent}")
}

/// The documented events of a peer, without those about a connection that has ended: a server may notice that or not.
fn comparable_events(step: &Step, peer: &str) -> Vec<Value> {
    let events = step.events.get(peer).into_iter().flatten();
    events
        .filter(|event| is_documented(event) && !is_about_ended_connection(event))
        .cloned()
        .collect()
}

fn is_documented(event: &Value) -> bool {
    event["type"]
        .as_str()
        .is_some_and(|tag| DOCUMENTED.contains(tag))
}

/// The tags of all documented events.
static DOCUMENTED: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    fn collect(value: &Value, tags: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                tags.extend(fields.get("tag").and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|field| collect(field, tags));
            }
            Value::Array(items) => items.iter().for_each(|item| collect(item, tags)),
            _ => {}
        }
    }
    let facts = serde_json::from_str(include_str!("../spec/v7.0/events.json")).expect("JSON");
    let mut tags = BTreeSet::new();
    collect(&facts, &mut tags);
    tags
});

fn is_about_ended_connection(event: &Value) -> bool {
    let error = &event["chatError"];
    let kind = |error: &Value| error["type"].as_str().map(str::to_owned);
    let kinds = [
        kind(&error["errorType"]),
        kind(&error["storeError"]),
        kind(&error["agentError"]["connErr"]),
    ];
    let ended = ["noConnectionUser", "connectionNotFound", "NOT_FOUND"];
    event["type"] == "chatError"
        && kinds
            .iter()
            .flatten()
            .any(|kind| ended.contains(&kind.as_str()))
}

struct StepComparison<'a> {
    place: String,
    /// The invented names of the real servers and of the network.
    invented: &'a [BTreeSet<String>; 2],
    comparison: &'a mut Comparison,
}

impl StepComparison<'_> {
    fn compare_answers(&mut self, real: &Value, ours: &Value, ids: &mut IdPairs) {
        let (kind, our_kind) = (kind_of_answer(real), kind_of_answer(ours));
        self.comparison.counts.answers.count(kind == our_kind);
        if kind == our_kind {
            self.compare_bodies(&kind, real, ours, ids);
        } else {
            self.report("answer", &format!("answer: real {kind}, ours {our_kind}"));
        }
    }

    fn compare_events(&mut self, peer: &str, real: &[Value], ours: &[Value], ids: &mut IdPairs) {
        let (types, our_types) = (types(real), types(ours));
        if !(types.is_empty() && our_types.is_empty()) {
            self.comparison.counts.sequences.count(types == our_types);
        }
        if types != our_types {
            self.report(
                "events",
                &format!("events of {peer}: real {types:?}, ours {our_types:?}"),
            );
        }
        for (one, other) in pairs(real, ours) {
            let kind = real[one]["type"].as_str().unwrap_or_default().to_owned();
            self.compare_bodies(&kind, &settled(&real[one]), &settled(&ours[other]), ids);
        }
    }

    fn compare_bodies(&mut self, kind: &str, real: &Value, ours: &Value, ids: &mut IdPairs) {
        let [real, ours] = [
            normalize(real, &self.invented[0]),
            normalize(ours, &self.invented[1]),
        ];
        let mut found = Vec::new();
        differences(&real, &ours, ids, "", &mut found);
        self.comparison.counts.bodies.count(found.is_empty());
        for Difference { path, real, ours } in found {
            let field = path.rsplit('.').next().unwrap_or_default();
            let field = field.trim_end_matches("[]").to_owned();
            self.report(&field, &format!("{kind}{path}: real {real}, ours {ours}"));
        }
    }

    fn report(&mut self, what: &str, difference: &str) {
        self.comparison.deviations.insert(what.to_owned());
        let line = format!("{}\n    {difference}", self.place);
        self.comparison.report.push(line);
    }
}

/// The type of an answer; of an error, the types of all its levels.
fn kind_of_answer(answer: &Value) -> String {
    let mut kind = answer["type"].as_str().unwrap_or_default().to_owned();
    if kind != "chatCmdError" {
        return kind;
    }
    let mut error = &answer["chatError"];
    let mut separator = ' ';
    while let Some(tag) = error["type"].as_str() {
        kind.push(separator);
        kind += tag;
        separator = '/';
        let fields = error
            .as_object()
            .into_iter()
            .flat_map(|fields| fields.values());
        error = fields
            .into_iter()
            .find(|field| field.is_object())
            .unwrap_or(&Value::Null);
    }
    kind
}

/// The types of events in order, without statuses.
fn types(events: &[Value]) -> Vec<&str> {
    let types = events.iter().filter_map(|event| event["type"].as_str());
    types.filter(|tag| *tag != STATUSES).collect()
}

/// How often a peer was told new statuses in a scenario.
fn statuses(scenario: &Scenario, peer: &str) -> usize {
    let events = scenario
        .steps
        .iter()
        .filter_map(|step| step.events.get(peer));
    events
        .flatten()
        .filter(|event| event["type"] == STATUSES)
        .count()
}

/// An event without what differs when a scenario is played on a real server again: the progress of an upload when a
/// receipt comes, and the reverse.
fn settled(event: &Value) -> Value {
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
fn pairs(real: &[Value], ours: &[Value]) -> Vec<(usize, usize)> {
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn scenario(answer: &Value, events: &[Value]) -> Scenario {
        let step = json!({
            "at": "robot",
            "send": "/user",
            "answer": answer,
            "events": {"robot": events},
        });
        let scenario = json!({
            "title": "a test",
            "server": "7.0.0.6",
            "peers": ["robot"],
            "steps": [step],
        });
        Scenario::read(&scenario.to_string()).expect("a scenario")
    }

    fn deviations(real: (&Value, &[Value]), ours: (&Value, &[Value])) -> Vec<String> {
        let compared = compare(&scenario(real.0, real.1), &scenario(ours.0, ours.1));
        compared.deviations.into_iter().collect()
    }

    #[test]
    fn ids_times_and_links_differ_by_nature() {
        let one = json!({"type": "x", "itemId": 1, "at": "2026-11-30T19:55:27.8Z", "link": "simplex:/a#b?h=c"});
        let two = json!({"type": "x", "itemId": 7, "at": "2025-01-01T00:00:00Z", "link": "https://d/a#e", "no": false});
        assert!(deviations((&one, &[]), (&two, &[])).is_empty());
    }

    #[test]
    fn ids_are_the_same_in_all_places() {
        let one = json!({"type": "x", "itemId": 1, "more": [{"itemId": 1}, {"itemId": 2}]});
        let two = json!({"type": "x", "itemId": 7, "more": [{"itemId": 8}, {"itemId": 7}]});
        assert_eq!(deviations((&one, &[]), (&two, &[])), ["itemId"]);
    }

    #[test]
    fn changed_values_and_errors_are_found() {
        let answer = json!({"type": "x", "text": "a", "contact": {"localDisplayName": "kim"}});
        let other = json!({"type": "x", "text": "b", "contact": {"localDisplayName": "kim_1"}});
        assert_eq!(
            deviations((&answer, &[]), (&other, &[])),
            ["localDisplayName", "text"]
        );
        let error = |tag: &str| json!({"type": "chatCmdError", "chatError": {"type": "error", "errorType": {"type": tag}}});
        let deviations = deviations((&error("a"), &[]), (&error("b"), &[]));
        assert_eq!(deviations, ["answer"]);
    }

    #[test]
    fn the_order_of_events_counts_but_not_that_of_statuses() {
        let answer = json!({"type": "x"});
        let event = |tag: &str| json!({"type": tag});
        let [left, deleted, status] = ["leftMember", "groupDeleted", STATUSES].map(event);
        let real = [left.clone(), deleted.clone(), status.clone()];
        let moved = [status, left.clone(), deleted.clone()];
        let turned = [deleted, left];
        assert!(deviations((&answer, &real), (&answer, &moved)).is_empty());
        assert_eq!(
            deviations((&answer, &real), (&answer, &turned)),
            ["events", "statuses"]
        );
    }
}
