//! What a bot reports to nobody in particular: to `tracing`, and on standard error as long as that has no subscriber, so
//! that a bot that fails does not do so in silence.

use std::fmt::Display;
use std::io::{Write, stderr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How many lines are written in a [`WINDOW`].
const LINES: u32 = 10;

const WINDOW: Duration = Duration::from_secs(10);

/// How many characters of a report are written.
const LENGTH: usize = 300;

/// The reports of a bot.
#[derive(Default)]
pub(super) struct Reports(Mutex<State>);

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
    pub(super) fn error(&self, report: impl Display) {
        tracing::error!("{report}");
        self.print(report);
    }

    /// Reports something that somebody may want to know.
    pub(super) fn warn(&self, report: impl Display) {
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
        lines = format!("{lines}bot: {}\n", one_line(&report.to_string()));
        if self.lines == LINES {
            lines += &format!("bot: no more reports for {WINDOW:?}\n");
        }
        lines
    }
}

/// A text that others may have written, as one short line: what is not visible is escaped.
fn one_line(text: &str) -> String {
    let mut line = String::new();
    let mut characters = text.chars();
    for character in characters.by_ref().take(LENGTH) {
        match character {
            '"' | '\'' | '\\' => line.push(character),
            _ => line.extend(character.escape_debug()),
        }
    }
    if characters.next().is_some() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn text_from_others_is_one_short_line() {
        let hostile = "it's \"C:\\x\"\r\n\u{1b}[2J\u{202e}".to_owned() + &"y".repeat(1_000);
        let line = one_line(&hostile);
        assert!(
            line.starts_with(r#"it's "C:\x"\r\n\u{1b}[2J\u{202e}yy"#),
            "{line}"
        );
        assert!(
            line.ends_with("y…") && line.chars().count() < LENGTH + 30,
            "{line}"
        );
    }
}
