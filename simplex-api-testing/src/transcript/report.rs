//! The context that a failure message shows.

use crate::contact::message::Message;
use crate::server::hub::ServerState;

/// The maximum number of transcript entries in a failure message.
const MAX_ENTRIES: usize = 6;

/// The maximum number of characters of an entry in a failure message.
const MAX_WIDTH: usize = 160;

/// A conversation, one message per line.
pub(crate) fn conversation(messages: &[Message]) -> String {
    lines(messages.iter().map(|message| format!("  {message}")))
}

/// The last transcript entries, and the fault plan.
pub(crate) fn wire(state: &ServerState) -> String {
    let shown = lines(state.log.last(MAX_ENTRIES).iter().map(|entry| {
        let entry = entry.to_string();
        match entry.char_indices().nth(MAX_WIDTH) {
            Some((end, _)) => format!("  {}…", &entry[..end]),
            None => format!("  {entry}"),
        }
    }));
    match &state.faults.plan {
        Some(plan) => format!("{shown}\nwith {plan:?}"),
        None => shown,
    }
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<_> = lines.collect();
    if lines.is_empty() {
        return "  (nothing)".to_owned();
    }
    lines.join("\n")
}
