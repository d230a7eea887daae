//! Compares what the embedded network has sent with a recording.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use serde_json::Value;
use simplex_api_tests::recordings::{Scenario, Step};

use crate::normal::{Difference, IdPairs, differences, invented_names, normalize};
use crate::pairs::{pairs, settled};
use crate::timing::{STATUSES, Verdict, differences_of_statuses, verdicts};

/// How many answers, sequences of events and bodies of frames there are, and how many are the same.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) answers: Share,
    pub(crate) sequences: Share,
    /// Sequences that differ only by what came a step later, as it does on real servers.
    pub(crate) late: usize,
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
    pub(crate) report: Vec<Reported>,
    /// What differs: `answer`, `events`, `statuses`, or the last two fields of a path.
    pub(crate) deviations: BTreeSet<String>,
}

/// A difference and its step.
#[derive(Debug)]
pub(crate) struct Reported {
    place: String,
    /// What differs, as in `contactsList.contacts[].profile`.
    pub(crate) what: String,
    values: String,
}

impl fmt::Display for Reported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n    {}: {}", self.place, self.what, self.values)
    }
}

/// Compares a played scenario with its recording.
pub(crate) fn compare(real: &Scenario, ours: &Scenario) -> Comparison {
    let mut comparison = Comparison::default();
    let invented = [invented_names(real), invented_names(ours)];
    let mut ids: BTreeMap<&str, IdPairs> = BTreeMap::new();
    let mut sequences = BTreeMap::new();
    for peer in &real.peers {
        let statuses = differences_of_statuses(real, ours, peer);
        sequences.insert(peer, Sequences::new(real, ours, peer, statuses.is_empty()));
        comparison.report_statuses(peer, statuses);
    }
    for (number, (real_step, our_step)) in real.steps.iter().zip(&ours.steps).enumerate() {
        let mut step = StepComparison {
            number,
            place: place(number, real_step),
            invented: &invented,
            comparison: &mut comparison,
        };
        if let (Some(at), Some(real)) = (&real_step.at, &real_step.answer) {
            let ours = our_step.answer.as_ref().unwrap_or(&Value::Null);
            step.compare_answers(real, ours, ids.entry(at).or_default());
        }
        for peer in &real.peers {
            let sequences = &sequences[peer];
            step.compare_sequences(peer, sequences);
            let [real, ours] = [&sequences.real, &sequences.ours].map(|steps| &steps[number]);
            step.compare_events(real, ours, ids.entry(peer).or_default());
        }
    }
    comparison
}

impl Comparison {
    fn report_statuses(&mut self, peer: &str, differences: Vec<String>) {
        for values in differences {
            self.deviations.insert("statuses".to_owned());
            self.report.push(Reported {
                place: "all steps".to_owned(),
                what: format!("statuses of {peer}"),
                values,
            });
        }
    }
}

/// The events of a peer in each step.
struct Sequences {
    real: Vec<Vec<Value>>,
    ours: Vec<Vec<Value>>,
    /// For each step, without statuses.
    verdicts: Vec<Verdict>,
    has_same_statuses: bool,
}

impl Sequences {
    fn new(real: &Scenario, ours: &Scenario, peer: &str, has_same_statuses: bool) -> Self {
        let [real, ours] = [real, ours].map(|scenario| {
            let steps = scenario.steps.iter();
            let events = steps.map(|step| comparable_events(step, peer));
            events.collect::<Vec<_>>()
        });
        let [types, our_types] =
            [&real, &ours].map(|steps| steps.iter().map(|step| types(step)).collect::<Vec<_>>());
        Self {
            verdicts: verdicts(&types, &our_types),
            real,
            ours,
            has_same_statuses,
        }
    }
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
    number: usize,
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
            self.report("answer", "answer", format!("real {kind}, ours {our_kind}"));
        }
    }

    /// Statuses are at the end of a sequence, since their place among other events varies.
    fn compare_sequences(&mut self, peer: &str, sequences: &Sequences) {
        let steps = [&sequences.real, &sequences.ours];
        let [real, ours] = steps.map(|steps| steps[self.number].as_slice());
        if real.is_empty() && ours.is_empty() {
            return;
        }
        let verdict = sequences.verdicts[self.number];
        let [one, other] = [types(real), types(ours)];
        let has_same_number = real.len() - one.len() == ours.len() - other.len();
        let is_same = verdict == Verdict::Same && has_same_number;
        let is_late = !is_same
            && verdict != Verdict::Different
            && (has_same_number || sequences.has_same_statuses);
        let counts = &mut self.comparison.counts;
        counts.sequences.count(is_same);
        counts.late += usize::from(is_late);
        if verdict == Verdict::Different {
            let values = format!("real {one:?}, ours {other:?}");
            self.report("events", &format!("events of {peer}"), values);
        }
    }

    fn compare_events(&mut self, real: &[Value], ours: &[Value], ids: &mut IdPairs) {
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
            let values = format!("real {real}, ours {ours}");
            self.report(&end_of(&path), &format!("{kind}{path}"), values);
        }
    }

    fn report(&mut self, deviation: &str, what: &str, values: String) {
        self.comparison.deviations.insert(deviation.to_owned());
        self.comparison.report.push(Reported {
            place: self.place.clone(),
            what: what.to_owned(),
            values,
        });
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

/// The last two fields of a path, as in `membership.memberStatus`.
fn end_of(path: &str) -> String {
    let fields: Vec<_> = path.split('.').filter(|field| !field.is_empty()).collect();
    let end = fields[fields.len().saturating_sub(2)..].join(".");
    end.replace("[]", "")
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
        assert_eq!(deviations((&one, &[]), (&two, &[])), ["more.itemId"]);
    }

    #[test]
    fn changed_values_and_errors_are_found() {
        let answer = json!({"type": "x", "text": "a", "contact": {"localDisplayName": "kim"}});
        let other = json!({"type": "x", "text": "b", "contact": {"localDisplayName": "kim_1"}});
        assert_eq!(
            deviations((&answer, &[]), (&other, &[])),
            ["contact.localDisplayName", "text"]
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
        assert_eq!(deviations((&answer, &real), (&answer, &turned)), ["events"]);
    }

    #[test]
    fn absent_events_and_answers_are_found() {
        let answer = json!({"type": "x"});
        let event = json!({"type": "leftMember"});
        assert_eq!(deviations((&answer, &[event]), (&answer, &[])), ["events"]);
        assert_eq!(deviations((&answer, &[]), (&Value::Null, &[])), ["answer"]);
    }
}
