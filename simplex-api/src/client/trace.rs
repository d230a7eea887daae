//! What is told of requests by `tracing`.
//!
//! A span has the name of the command, never its text; texts are told at the level TRACE only, and not
//! even there if there can be a password in them.

use std::time::Instant;

use tracing::field::{Empty, display};
use tracing::{Level, Span};

use crate::excerpt::{Excerpt, excerpt};
use crate::protocol::RequestId;
use crate::spec::CommandSpec;

use super::Error;
use super::shared::now;

pub(super) const TARGET: &str = "simplex_api::client";

/// The beginnings of commands that passwords are given with, of users, servers and proxies, or the keys of the
/// database: a declaration can write them without saying that a parameter is secret.
const SECRET: &[&str] = &[
    "/_user",
    "/user",
    "/u ",
    "/_delete user",
    "/delete user",
    "/_create user",
    "/create user",
    "/_hide",
    "/hide",
    "/_unhide",
    "/unhide",
    "/_mute",
    "/_unmute",
    "/_db",
    "/db",
    "/sql",
    "/smp",
    "/xftp",
    "/_server",
    "/_network",
    "/network",
];

/// Whether the text of a command may be told.
pub(super) fn is_open(spec: &CommandSpec, text: &str) -> bool {
    !spec.params.iter().any(|param| param.secret) && secret_prefix(text).is_none()
}

/// The first characters of an encoded command, if they are those of a command that passes a password or a key to the
/// server.
///
/// A program that logs commands itself must not log such a command, and no command that has a parameter declared as
/// [secret](crate::spec::ParamSpec::secret).
///
/// ```
/// use simplex_api::client::secret_prefix;
///
/// assert_eq!(secret_prefix("/_hide user 2 \"pass-word\""), Some("/_hide"));
/// assert_eq!(secret_prefix("/_send @2 text hello"), None);
/// ```
pub fn secret_prefix(text: &str) -> Option<&'static str> {
    let found = SECRET.iter().find(|start| text.starts_with(**start));
    found.copied()
}

/// As much of a frame, or of a command, as a log shows.
pub(super) fn frame_text(text: &str) -> Excerpt<'_> {
    excerpt(text).limit(4096)
}

/// Whether texts are told at all.
pub(super) fn is_verbose() -> bool {
    tracing::enabled!(target: TARGET, Level::TRACE)
}

/// The span of a request.
#[derive(Debug, Clone)]
pub(super) struct RequestSpan {
    span: Span,
    since: Instant,
    open: bool,
}

impl RequestSpan {
    /// Of a command whose text may be told if it is `open`.
    pub(super) fn new(name: &'static str, open: bool, since: Instant) -> Self {
        let span = tracing::info_span!(
            target: TARGET,
            "command",
            name,
            corr_id = Empty,
            queued_ms = Empty,
            total_ms = Empty,
            outcome = Empty,
        );
        Self { span, since, open }
    }

    /// The request has an id, and waits for its turn.
    pub(super) fn queued(&self, id: RequestId) {
        self.span.record("corr_id", display(id));
    }

    pub(super) fn sent(&self) {
        self.span.record("queued_ms", self.elapsed());
    }

    pub(super) fn is_enabled(&self) -> bool {
        !self.span.is_disabled()
    }

    /// Tells the text of the command or of its answer.
    pub(super) fn text(&self, what: &str, text: &str) {
        if is_verbose() {
            let text = if self.open { text } else { "(not shown)" };
            let text = frame_text(text);
            tracing::trace!(target: TARGET, parent: &self.span, %text, "{what}");
        }
    }

    fn elapsed(&self) -> u64 {
        let elapsed = now().saturating_duration_since(self.since);
        elapsed.as_millis().try_into().unwrap_or(u64::MAX)
    }

    fn end(&self, outcome: &'static str) {
        if self.is_enabled() {
            self.span.record("outcome", outcome);
            self.span.record("total_ms", self.elapsed());
            tracing::debug!(target: TARGET, parent: &self.span, outcome, "command ended");
        }
    }
}

/// Ends the span of a request, also if its future is dropped.
#[derive(Debug)]
pub(super) struct Ending {
    pub(super) span: RequestSpan,
    outcome: &'static str,
}

impl Ending {
    pub(super) fn of(span: RequestSpan) -> Self {
        let outcome = "cancelled";
        Self { span, outcome }
    }

    pub(super) fn with<T>(mut self, result: Result<T, Error>) -> Result<T, Error> {
        self.outcome = match &result {
            Ok(_) => "answered",
            Err(error) => outcome(error),
        };
        result
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        self.span.end(self.outcome);
    }
}

fn outcome(error: &Error) -> &'static str {
    match (error, error.was_sent()) {
        (Error::Chat { .. }, _) => "chat error",
        (Error::Answer { .. } | Error::Frame { .. }, _) => "unexpected answer",
        (Error::TimedOut { .. }, true) => "timed out, outcome unknown",
        (Error::TimedOut { .. }, false) => "timed out, not sent",
        (_, true) => "connection lost, outcome unknown",
        (_, false) => "not sent",
    }
}
