//! The spans and records of requests in `tracing`.
//!
//! A span has the name of the command, never its text. Texts are logged at the level TRACE only, and never if they can
//! contain a password.

use std::time::Instant;

use tracing::field::{Empty, display};
use tracing::{Level, Span};

use crate::excerpt::{Excerpt, excerpt};
use crate::protocol::RequestId;
use crate::spec::CommandSpec;

use super::clock::now;
use super::error::Error;

pub(super) const TARGET: &str = "simplex_api::client";

/// A log filter that turns off the records of the WebSocket library. At the level TRACE they contain every frame in
/// full, with all passwords.
///
/// Append it to a filter in the syntax of `RUST_LOG`: `RUST_LOG=trace,tungstenite=off,tokio_tungstenite=off`, or for an
/// `EnvFilter` `format!("{filter},{LOG_FILTER}")`. The WebSocket library logs with the crate `log`. The records of this
/// library never contain passwords.
pub const LOG_FILTER: &str = "tungstenite=off,tokio_tungstenite=off";

/// The prefixes of commands that can contain the password of a user, a server or a proxy, or the key of the database. A
/// command declared outside of this library can have such a prefix without marking its parameter as secret.
const SECRET_PREFIXES: &[&str] = &[
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

/// Whether the text of a command may be logged.
pub(super) fn may_log_text(spec: &CommandSpec, text: &str) -> bool {
    !spec.params.iter().any(|param| param.secret) && secret_prefix(text).is_none()
}

/// The prefix of an encoded command that may be followed by a secret; `None` if the command cannot contain one.
///
/// These are the commands with the password of a user, a server or a proxy, and those with the key of the database. A
/// program that logs commands itself must not log them, nor commands with a parameter that is declared as
/// [secret](crate::spec::FieldSpec::secret).
///
/// ```
/// use simplex_api::client::secret_prefix;
///
/// assert_eq!(secret_prefix("/_hide user 1 \"secret\""), Some("/_hide"));
/// assert_eq!(secret_prefix("/_contacts 1"), None);
/// ```
pub fn secret_prefix(command: &str) -> Option<&'static str> {
    let found = SECRET_PREFIXES
        .iter()
        .find(|prefix| command.starts_with(**prefix));
    found.copied()
}

/// The part of a frame or of a command that is logged.
pub(super) fn frame_text(text: &str) -> Excerpt<'_> {
    excerpt(text).limit(4096)
}

/// Whether texts are logged at all.
pub(super) fn trace_enabled() -> bool {
    tracing::enabled!(target: TARGET, Level::TRACE)
}

/// The span of a request.
#[derive(Debug, Clone)]
pub(super) struct RequestSpan {
    span: Span,
    start: Instant,
    log_text: bool,
}

impl RequestSpan {
    /// The span of a command with this name. Its text is logged only if `log_text` is true.
    pub(super) fn new(name: &'static str, log_text: bool, start: Instant) -> Self {
        let span = tracing::info_span!(
            target: TARGET,
            "command",
            name,
            corr_id = Empty,
            queued_ms = Empty,
            total_ms = Empty,
            outcome = Empty,
        );
        Self {
            span,
            start,
            log_text,
        }
    }

    /// The request was queued and has an ID.
    pub(super) fn queued(&self, id: RequestId) {
        self.span.record("corr_id", display(id));
    }

    pub(super) fn sent(&self) {
        self.span.record("queued_ms", self.elapsed());
    }

    pub(super) fn is_enabled(&self) -> bool {
        !self.span.is_disabled()
    }

    /// Logs the text of the command or of its answer.
    pub(super) fn log(&self, what: &str, text: &str) {
        if trace_enabled() {
            let text = if self.log_text { text } else { "(not shown)" };
            let text = frame_text(text);
            tracing::trace!(target: TARGET, parent: &self.span, %text, "{what}");
        }
    }

    fn elapsed(&self) -> u64 {
        let elapsed = now().saturating_duration_since(self.start);
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

/// Ends the span of a request when it is dropped.
#[derive(Debug)]
pub(super) struct SpanGuard {
    pub(super) span: RequestSpan,
    outcome: &'static str,
}

impl SpanGuard {
    pub(super) fn new(span: RequestSpan) -> Self {
        let outcome = "cancelled";
        Self { span, outcome }
    }

    /// Ends the span with the outcome of this result.
    pub(super) fn end_with<T>(mut self, result: Result<T, Error>) -> Result<T, Error> {
        self.outcome = match &result {
            Ok(_) => "answered",
            Err(error) => outcome(error),
        };
        result
    }
}

impl Drop for SpanGuard {
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
