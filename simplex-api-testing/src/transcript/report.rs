//! What a failure shows.

use crate::contact::message::Message;
use crate::server::hub::ServerState;

/// How many entries of the transcript a failure shows.
const MAX_ENTRIES: usize = 6;

/// How much of an entry a failure shows.
const MAX_WIDTH: usize = 160;

/// A conversation, a message on each line.
pub(crate) fn conversation(messages: &[Message]) -> String {
    lines(messages.iter().map(|message| format!("  {message}")))
}

/// The end of the transcript, and by which plan things go wrong.
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
