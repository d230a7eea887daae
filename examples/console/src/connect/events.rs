//! Prints what the server sends without a request.

use std::io;

use serde_json::Value;
use simplex_api::client::{Events, Incoming};
use simplex_api::json;

use super::output::Output;
use super::style::{Style, Styler};

/// Prints all events until the connection ends.
pub(super) async fn print_all(mut events: Events, output: Output, styler: Styler) {
    while let Some(incoming) = events.next().await {
        if print_one(incoming, &output, styler).is_err() {
            return;
        }
    }
}

/// Prints one event, unless it has nothing to show.
pub(super) fn print_one(incoming: Incoming, output: &Output, styler: Styler) -> io::Result<()> {
    text(incoming, styler).map_or(Ok(()), |text| output.print_line(&text))
}

fn text(incoming: Incoming, styler: Styler) -> Option<String> {
    let show = |tag: &str, body: &Value| show("*", tag, body, styler);
    let text = match incoming {
        Incoming::Event(event) => {
            let event = parse(&json::encode(&event));
            show(event["type"].as_str().unwrap_or_default(), &event)
        }
        Incoming::Error(error) => show("chatCmdError", &parse(&json::encode(&*error))),
        Incoming::Unmatched {
            corr_id, response, ..
        } => {
            let tag = format!("{} to the unknown request `{corr_id}`", response.tag());
            show(&tag, &parse(response.json()))
        }
        Incoming::Malformed { text, error, .. } => {
            let error = error.to_string();
            let (text, error) = (styler.sanitize(&text), styler.sanitize(&error));
            format!("* unreadable: {error}\n{text}")
        }
        Incoming::Disconnected { reason, .. } => {
            format!("* disconnected: {}", styler.sanitize(&reason.to_string()))
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

pub(super) fn parse(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_default()
}

/// Formats an answer or an event; `mark` distinguishes them.
pub(super) fn show(mark: &str, tag: &str, body: &Value, styler: Styler) -> String {
    let tag = styler.paint(Style::Title, &styler.sanitize(tag));
    format!("{mark} {tag}\n{}", styler.json(body))
}
