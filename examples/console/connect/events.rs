//! What comes without being asked for.

use std::io;

use serde_json::Value;
use simplex_api::client::{Events, Incoming};
use simplex_api::json;

use super::paint::{Ink, Paint};
use super::screen::Screen;

/// Shows it until the connection ends.
pub(super) async fn show(mut events: Events, screen: Screen, paint: Paint) {
    while let Some(incoming) = events.next().await {
        if show_one(incoming, &screen, paint).is_err() {
            return;
        }
    }
}

/// Shows one of them, if there is something to show.
pub(super) fn show_one(incoming: Incoming, screen: &Screen, paint: Paint) -> io::Result<()> {
    text(incoming, paint).map_or(Ok(()), |text| screen.say(&text))
}

fn text(incoming: Incoming, paint: Paint) -> Option<String> {
    let shown = |tag: &str, body: &Value| shown("*", tag, body, paint);
    let text = match incoming {
        Incoming::Event(event) => {
            let event = value(&json::encode(&event));
            shown(event["type"].as_str().unwrap_or_default(), &event)
        }
        Incoming::Error(error) => shown("chatCmdError", &value(&json::encode(&*error))),
        Incoming::Unmatched {
            corr_id, response, ..
        } => {
            let tag = format!("{} to the unknown request `{corr_id}`", response.tag());
            shown(&tag, &value(response.json()))
        }
        Incoming::Malformed { text, error, .. } => {
            let error = error.to_string();
            let (text, error) = (paint.harmless(&text), paint.harmless(&error));
            format!("* unreadable: {error}\n{text}")
        }
        Incoming::Disconnected { reason, .. } => {
            format!("* disconnected: {}", paint.harmless(&reason.to_string()))
        }
        Incoming::Reconnected { gap, .. } => format!(
            "* connected again after {:?}, events may be missing",
            gap.downtime
        ),
        Incoming::Lagged(count) => format!("* {count} events were lost"),
        _ => return None,
    };
    Some(text)
}

pub(super) fn value(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_default()
}

/// An answer or event, after a mark that says which.
pub(super) fn shown(mark: &str, tag: &str, body: &Value, paint: Paint) -> String {
    let tag = paint.ink(Ink::Title, &paint.harmless(tag));
    format!("{mark} {tag}\n{}", paint.json(body))
}
