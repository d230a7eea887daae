//! Logs the errors and notices of a bot that has no hook for them: with `tracing`, and also on standard error if `tracing`
//! has no subscriber.

use std::fmt::Display;
use std::io::{Write, stderr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::excerpt;

/// The maximum number of lines in a [`WINDOW`].
const MAX_LINES: u32 = 10;

const WINDOW: Duration = Duration::from_secs(10);

/// The maximum number of characters of a message.
const MAX_LEN: usize = 300;

/// The log for errors and notices without a hook.
#[derive(Default)]
pub(crate) struct FallbackLog(Mutex<State>);

#[derive(Default)]
struct State {
    /// The start of the window.
    since: Option<Instant>,
    lines: u32,
    /// The number of messages that were not written in this window.
    skipped: u64,
}

impl FallbackLog {
    pub(crate) fn error(&self, message: impl Display) {
        tracing::error!("{message}");
        self.print(message);
    }

    pub(crate) fn warn(&self, message: impl Display) {
        tracing::warn!("{message}");
        self.print(message);
    }

    fn print(&self, message: impl Display) {
        if tracing::dispatcher::has_been_set() {
            return;
        }
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lines = state.lines(&message);
        // Standard error may be closed.
        let _ = stderr().lock().write_all(lines.as_bytes());
    }
}

impl State {
    /// The lines to write for a message.
    fn lines(&mut self, message: &impl Display) -> String {
        let mut lines = String::new();
        let now = Instant::now();
        if self.since.is_none_or(|since| now - since >= WINDOW) {
            let State { skipped, .. } = std::mem::take(self);
            self.since = Some(now);
            if skipped > 0 {
                lines = format!("bot: {skipped} messages were skipped\n");
            }
        }
        self.lines += 1;
        if self.lines > MAX_LINES {
            self.skipped += 1;
            return lines;
        }
        lines = format!(
            "{lines}bot: {}\n",
            excerpt(&message.to_string()).limit(MAX_LEN)
        );
        if self.lines == MAX_LINES {
            lines += &format!("bot: no more messages for {WINDOW:?}\n");
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::excerpt::tests::{hostile, is_safe};

    #[tokio::test(start_paused = true)]
    async fn messages_beyond_the_limit_are_counted() {
        let mut state = State::default();
        let mut written = String::new();
        for number in 1..=1_000 {
            written += &state.lines(&number);
        }
        let first: String = (1..=MAX_LINES)
            .map(|number| format!("bot: {number}\n"))
            .collect();
        assert_eq!(written, first + "bot: no more messages for 10s\n");
        tokio::time::advance(WINDOW).await;
        assert_eq!(
            state.lines(&"again"),
            "bot: 990 messages were skipped\nbot: again\n"
        );
        assert_eq!(state.lines(&"and again"), "bot: and again\n");
    }

    #[test]
    fn a_message_is_one_short_line() {
        let line = State::default().lines(&hostile());
        let line = line.strip_suffix('\n').unwrap();
        assert!(is_safe(line) && line.ends_with('…'), "{line}");
    }
}
