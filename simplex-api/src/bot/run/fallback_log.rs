//! What a bot reports to nobody in particular: to `tracing`, and on standard error as long as that has no subscriber, so
//! that a bot that fails does not do so in silence.

use std::fmt::Display;
use std::io::{Write, stderr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::excerpt;

/// How many lines are written in a [`WINDOW`].
const LINES: u32 = 10;

const WINDOW: Duration = Duration::from_secs(10);

/// How many characters of a report are written.
const LENGTH: usize = 300;

/// The reports of a bot.
#[derive(Default)]
pub(crate) struct Reports(Mutex<State>);

#[derive(Default)]
struct State {
    /// When the window began.
    since: Option<Instant>,
    lines: u32,
    /// How many were left out in it.
    left_out: u64,
}

impl Reports {
    /// Reports that code of the bot failed.
    pub(crate) fn error(&self, report: impl Display) {
        tracing::error!("{report}");
        self.print(report);
    }

    /// Reports something that somebody may want to know.
    pub(crate) fn warn(&self, report: impl Display) {
        tracing::warn!("{report}");
        self.print(report);
    }

    fn print(&self, report: impl Display) {
        if tracing::dispatcher::has_been_set() {
            return;
        }
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lines = state.lines(&report);
        // Nobody may be there to read it.
        let _ = stderr().lock().write_all(lines.as_bytes());
    }
}

impl State {
    /// What is to be written about a report.
    fn lines(&mut self, report: &impl Display) -> String {
        let mut lines = String::new();
        let now = Instant::now();
        if self.since.is_none_or(|since| now - since >= WINDOW) {
            let State { left_out, .. } = std::mem::take(self);
            self.since = Some(now);
            if left_out > 0 {
                lines = format!("bot: {left_out} reports were left out\n");
            }
        }
        self.lines += 1;
        if self.lines > LINES {
            self.left_out += 1;
            return lines;
        }
        lines = format!(
            "{lines}bot: {}\n",
            excerpt(&report.to_string()).limit(LENGTH)
        );
        if self.lines == LINES {
            lines += &format!("bot: no more reports for {WINDOW:?}\n");
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::excerpt::tests::{hostile, is_safe};

    #[tokio::test(start_paused = true)]
    async fn a_flood_is_cut_and_counted() {
        let mut state = State::default();
        let mut written = String::new();
        for number in 1..=1_000 {
            written += &state.lines(&number);
        }
        let first: String = (1..=LINES)
            .map(|number| format!("bot: {number}\n"))
            .collect();
        assert_eq!(written, first + "bot: no more reports for 10s\n");
        tokio::time::advance(WINDOW).await;
        assert_eq!(
            state.lines(&"again"),
            "bot: 990 reports were left out\nbot: again\n"
        );
        assert_eq!(state.lines(&"and again"), "bot: and again\n");
    }

    #[test]
    fn a_report_is_one_short_line() {
        let line = State::default().lines(&hostile());
        let line = line.strip_suffix('\n').unwrap();
        assert!(is_safe(line) && line.ends_with('…'), "{line}");
    }
}
