//! What came a step later when the same scenario was played on two real servers. Exactly this is allowed:
//! - **late events**: the last events of a step came in the next step of the recording. Their order is the same, and the
//!   embedded network is not later than the recording.
//! - **late statuses**: `chatItemsStatusesUpdated` depends on receipts and on other servers. A status came one step earlier
//!   or later, statuses of different items came in another order or as one event, and one of the last step was absent,
//!   since the recording ended before it came.

use std::collections::BTreeMap;

use serde_json::Value;
use simplex_api_tests::recordings::Scenario;

/// The tag of events with new statuses.
pub(crate) const STATUSES: &str = "chatItemsStatusesUpdated";

/// How two sequences of events differ in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Same,
    /// Some events came a step later in the recording.
    Late,
    Different,
}

/// Compares the types of events of all steps.
pub(crate) fn verdicts(real: &[Vec<&str>], ours: &[Vec<&str>]) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    while verdicts.len() < real.len() {
        let step = verdicts.len();
        if real[step] == ours[step] {
            verdicts.push(Verdict::Same);
        } else if let Some(steps) = late_steps(&real[step..], &ours[step..]) {
            verdicts.extend([Verdict::Late].repeat(steps));
        } else {
            verdicts.push(Verdict::Different);
        }
    }
    verdicts
}

/// The number of steps until all late events of the first one, and of those after it, have come.
fn late_steps(real: &[Vec<&str>], ours: &[Vec<&str>]) -> Option<usize> {
    let mut late: Vec<&str> = Vec::new();
    for (step, (real, ours)) in real.iter().zip(ours).enumerate() {
        let were_late = late.len();
        late.extend(ours);
        if real.len() < were_late || !late.starts_with(real) {
            return None;
        }
        late.drain(..real.len());
        if late.is_empty() {
            return Some(step + 1);
        }
    }
    None
}

/// How the statuses that a peer was told differ, by the text of their item.
pub(crate) fn differences_of_statuses(real: &Scenario, ours: &Scenario, peer: &str) -> Vec<String> {
    let last_step = real.steps.len().saturating_sub(1);
    let [mut real, mut ours] = [statuses(real, peer), statuses(ours, peer)];
    let texts: Vec<String> = real.keys().chain(ours.keys()).cloned().collect();
    let mut found = Vec::new();
    for text in texts {
        let [real, ours] = [&mut real, &mut ours].map(|all| all.remove(&text).unwrap_or_default());
        if !are_same(&real, &ours, last_step) {
            let [real, ours] = [shown(&real), shown(&ours)];
            found.push(format!("{text:?}: real {real}, ours {ours}"));
        }
    }
    found
}

/// A status, and the step in which it came.
struct Status {
    step: usize,
    status: Value,
}

fn statuses(scenario: &Scenario, peer: &str) -> BTreeMap<String, Vec<Status>> {
    let mut found: BTreeMap<String, Vec<Status>> = BTreeMap::new();
    for (step, events) in scenario.steps.iter().enumerate() {
        let events = events.events.get(peer).into_iter().flatten();
        let items = events
            .filter(|event| event["type"] == STATUSES)
            .flat_map(|event| event["chatItems"].as_array().into_iter().flatten());
        for item in items {
            let meta = &item["chatItem"]["meta"];
            let text = meta["itemText"].as_str().unwrap_or_default();
            // A link differs by nature.
            let text = text.split("simplex:").next().unwrap_or_default().to_owned();
            let status = meta["itemStatus"].clone();
            found.entry(text).or_default().push(Status { step, status });
        }
    }
    found
}

fn are_same(real: &[Status], ours: &[Status], last_step: usize) -> bool {
    let mut together = real.iter().zip(ours);
    let absent = ours.get(real.len()..).unwrap_or_default();
    real.len() <= ours.len()
        && together
            .all(|(real, ours)| real.status == ours.status && real.step.abs_diff(ours.step) <= 1)
        && absent.iter().all(|status| status.step == last_step)
}

/// The statuses with their steps.
fn shown(statuses: &[Status]) -> String {
    let statuses = statuses.iter().map(|Status { step, status }| {
        let fields = status
            .as_object()
            .into_iter()
            .flat_map(|fields| fields.values());
        let values: Vec<_> = fields.filter_map(Value::as_str).collect();
        format!("{} in step {step}", values.join(" "))
    });
    format!("{:?}", statuses.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A scenario of five steps with these statuses: step, text and status.
    fn scenario(statuses: &[(usize, &str, &str)]) -> Scenario {
        let steps: Vec<Value> = (0..5)
            .map(|step| {
                let items = statuses.iter().filter(|status| status.0 == step);
                let items = items.map(|(_, text, status)| {
                    let meta = json!({"itemText": text, "itemStatus": {"type": status}});
                    json!({"chatItem": {"meta": meta}})
                });
                let items: Vec<_> = items.collect();
                let events = if items.is_empty() {
                    json!({})
                } else {
                    json!({"robot": [{"type": STATUSES, "chatItems": items}]})
                };
                json!({"events": events})
            })
            .collect();
        let scenario =
            json!({"title": "a test", "server": "7.0.0.6", "peers": ["robot"], "steps": steps});
        Scenario::read(&scenario.to_string()).expect("a scenario")
    }

    fn are_same(real: &[(usize, &str, &str)], ours: &[(usize, &str, &str)]) -> bool {
        differences_of_statuses(&scenario(real), &scenario(ours), "robot").is_empty()
    }

    #[test]
    fn the_last_events_of_a_step_can_come_in_the_next_one() {
        let [a, b] = ["newChatItems", "leftMember"];
        let late = verdicts(
            &[vec![a], vec![b, a], vec![b]],
            &[vec![a, b], vec![a], vec![b]],
        );
        assert_eq!(late, [Verdict::Late, Verdict::Late, Verdict::Same]);
    }

    #[test]
    fn other_orders_of_events_are_different() {
        let [a, b] = ["newChatItems", "leftMember"];
        let is_different = |real: &[Vec<&str>], ours: &[Vec<&str>]| {
            verdicts(real, ours).contains(&Verdict::Different)
        };
        assert!(is_different(&[vec![b, a]], &[vec![a, b]]), "turned");
        assert!(
            is_different(&[vec![a], vec![]], &[vec![a, b], vec![]]),
            "absent"
        );
        assert!(
            is_different(&[vec![], vec![], vec![a]], &[vec![a], vec![], vec![]]),
            "two steps"
        );
        assert!(
            is_different(&[vec![a], vec![]], &[vec![], vec![a]]),
            "the network is late"
        );
        assert!(
            is_different(&[vec![], vec![a, b]], &[vec![b], vec![a]]),
            "in another order"
        );
    }

    #[test]
    fn statuses_can_come_a_step_later_but_not_two() {
        assert!(are_same(&[(2, "a", "sndSent")], &[(1, "a", "sndSent")]));
        assert!(are_same(&[(1, "a", "sndSent")], &[(2, "a", "sndSent")]));
        assert!(!are_same(&[(3, "a", "sndSent")], &[(1, "a", "sndSent")]));
    }

    #[test]
    fn only_statuses_of_different_items_can_change_their_order() {
        let [sent, received] = [(1, "a", "sndSent"), (1, "a", "sndRcvd")];
        let other = (1, "b", "sndSent");
        assert!(are_same(&[sent, other], &[other, sent]));
        assert!(!are_same(&[sent, received], &[received, sent]));
        assert!(!are_same(&[sent], &[received]));
    }

    #[test]
    fn only_statuses_of_the_last_step_can_be_absent_in_a_recording() {
        let [early, last] = [(1, "a", "sndSent"), (4, "a", "sndRcvd")];
        assert!(are_same(&[early], &[early, last]));
        assert!(!are_same(&[early, last], &[early]));
        assert!(!are_same(&[], &[early]));
    }
}
