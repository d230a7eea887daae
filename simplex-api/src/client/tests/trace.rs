//! What a client logs, and what it does not.

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Dispatch, Level, Metadata, Subscriber};

use super::*;
use crate::client::version::VersionReply;

/// Records everything up to a level, one line each.
struct Recorder {
    level: Level,
    lines: Arc<Mutex<String>>,
}

impl Recorder {
    fn add(&self, level: Level, what: &str, fields: impl FnOnce(&mut dyn Visit)) {
        let mut line = Line(format!("{level} {what}"));
        fields(&mut line);
        self.lines.lock().unwrap().push_str(&(line.0 + "\n"));
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("simplex_api") && *metadata.level() <= self.level
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let (level, name) = (*span.metadata().level(), span.metadata().name());
        self.add(level, name, |line| span.record(line));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.add(Level::INFO, "record", |line| values.record(line));
    }

    fn event(&self, event: &tracing::Event<'_>) {
        self.add(*event.metadata().level(), "event", |line| {
            event.record(line);
        });
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// A command with a declared secret.
#[command(syntax = "/open <room>[ <json(word)>]", responses(Said))]
struct Hidden {
    room: i64,
    #[param(secret)]
    word: Option<String>,
}

/// A command with a secret that only its prefix shows.
#[command(syntax = "/_hide user <userId> <json(word)>", responses(Said))]
struct Undeclared {
    user_id: i64,
    word: String,
}

fn recorder(level: Level) -> (Recorder, Arc<Mutex<String>>) {
    let lines = Arc::new(Mutex::new(String::new()));
    let recorder = Recorder {
        level,
        lines: lines.clone(),
    };
    (recorder, lines)
}

/// Captures what this thread logs.
pub(super) struct LogCapture {
    lines: Arc<Mutex<String>>,
    _guard: DefaultGuard,
    _second: Dispatch,
}

impl LogCapture {
    pub(super) fn at_level(level: Level) -> Self {
        let (recorder, lines) = recorder(level);
        let guard = tracing::subscriber::set_default(recorder);
        // With only one subscriber, an event that another test logs first is disabled for this one too.
        let second = Dispatch::new(Recorder {
            level: Level::ERROR,
            lines: Arc::default(),
        });
        Self {
            lines,
            _guard: guard,
            _second: second,
        }
    }

    pub(super) fn lines(&self) -> String {
        self.lines.lock().unwrap().clone()
    }
}

/// Does everything that can happen to commands and links. Returns the log at this level.
async fn record_all(level: Level) -> String {
    let log = LogCapture::at_level(level);
    let (client, mut events, mut server, mut network) =
        connected_network(&Config::default().seed(1)).await;

    let say = Say::new("message-text");
    let script = async {
        let corr_id = server.expect("/say message-text").await;
        let said = r#"{"type":"said","n":7,"link":"link-text"}"#;
        server.answer(&corr_id, said).await;
    };
    tokio::join!(client.send(&say), script).0.unwrap();
    for way in 0..3 {
        let script = async {
            let (corr_id, _) = server.command().await;
            let error = r#"{"type":"chatCmdError","chatError":{"type":"error","errorType":{"type":"pass-word"}}}"#;
            server.answer(&corr_id, error).await;
        };
        let failed = match way {
            0 => {
                let hidden = Hidden::new(1).word("pass-word");
                tokio::join!(client.send(&hidden), script).0.is_err()
            }
            1 => {
                let undeclared = Undeclared::new(1, "pass-word");
                tokio::join!(client.send(&undeclared), script).0.is_err()
            }
            _ => {
                let raw = client.send_raw("/_delete user 1 pass-word");
                tokio::join!(raw, script).0.is_err()
            }
        };
        assert!(failed);
    }
    server
        .send(r#"{"resp":{"type":"somethingNew","text":"event-text"}}"#)
        .await;
    server.send(r#"{"resp":"broken-text"}"#).await;
    drop(Box::pin(client.send_raw("pass-word")));
    let mut dropped = Box::pin(client.send_raw("pass-word"));
    assert!(pending(&mut dropped).await);
    drop(dropped);
    settle().await;
    drop(server);
    network.refuse().await;
    let _server = network.accept().await;
    while kind(events.next().await) != "reconnected" {}
    drop(client.close().await);
    settle().await;
    log.lines()
}

#[tokio::test(start_paused = true)]
async fn commands_are_logged_by_name_and_outcome() {
    let log = record_all(Level::DEBUG).await;
    for line in [
        r#"INFO command name="Say""#,
        "INFO record corr_id=1",
        "INFO record queued_ms=0",
        r#"INFO record outcome="answered""#,
        r#"INFO command name="Hidden""#,
        r#"INFO record outcome="chat error""#,
        r#"INFO command name="raw command""#,
        r#"INFO record outcome="cancelled""#,
        "INFO record total_ms=0",
        "INFO event message=connected\n",
        "INFO event message=disconnected reason=",
        "INFO event message=reconnected downtime=",
        "INFO event message=the connection has ended reason=the client was closed",
        "DEBUG event message=cannot connect",
        "WARN event message=a frame cannot be parsed",
    ] {
        assert!(log.contains(line), "{line} is not in\n{log}");
    }
    let links = [
        "INFO event message=connected",
        "INFO event message=reconnected",
    ];
    let connections: usize = links.iter().map(|line| log.matches(line).count()).sum();
    assert_eq!(connections, 2, "one per change\n{log}");
}

#[tokio::test(start_paused = true)]
async fn texts_are_logged_at_trace_only_and_passwords_never() {
    let texts = ["message-text", "link-text", "event-text", "broken-text"];
    let log = record_all(Level::DEBUG).await;
    for secret in texts.into_iter().chain(["pass-word"]) {
        assert!(!log.contains(secret), "{secret} is in\n{log}");
    }
    let log = record_all(Level::TRACE).await;
    for text in &texts[..3] {
        assert!(log.contains(text), "{text} is not in\n{log}");
    }
    assert!(!log.contains("pass-word"), "{log}");
}

#[test]
fn an_unexpected_version_is_a_warning() {
    let (recorder, lines) = recorder(Level::INFO);
    tracing::subscriber::with_default(recorder, || {
        for version in ["7.0.1", "7.1", "seven"] {
            let resp =
                format!(r#"{{"type":"versionInfo","versionInfo":{{"version":"{version}"}}}}"#);
            VersionReply::parse(&format!(r#"{{"corrId":"1","resp":{resp}}}"#)).log();
        }
        VersionReply::NoAnswer.log();
    });
    let log = lines.lock().unwrap();
    let log: Vec<_> = log.lines().collect();
    for (line, (level, what)) in log.iter().zip([
        ("INFO", "version=7.0.1"),
        ("WARN", "version=7.1 known=\"6.4, 6.5, 7.0\""),
        ("WARN", "`seven` is not a version"),
        ("WARN", "did not report its version"),
    ]) {
        assert!(line.starts_with(level) && line.contains(what), "{line}");
    }
    assert_eq!(log.len(), 4);
}

#[tokio::test(start_paused = true)]
async fn an_unmatched_answer_is_a_warning_once() {
    let log = LogCapture::at_level(Level::WARN);
    let (client, mut events, mut server) = connected(&Config::default()).await;
    for corr_id in ["77", "another-client"] {
        server.answer(corr_id, OK).await;
        events.next().await.expect("an item");
    }
    assert_eq!(client.stats().unmatched, 2);
    let log = log.lines();
    assert_eq!(log.matches("take events away").count(), 1, "{log}");
}

#[tokio::test(start_paused = true)]
async fn losing_the_link_to_a_stopped_server_is_a_warning() {
    let log = LogCapture::at_level(Level::WARN);
    let (client, mut events, mut server, mut network) = connected_network(&Config::default()).await;
    let script = async {
        let corr_id = server.expect("/_stop").await;
        server.answer(&corr_id, r#"{"type":"chatStopped"}"#).await;
    };
    assert!(tokio::join!(client.send_raw("/_stop"), script).0.is_ok());
    drop(server);
    let item = kind(events.next().await);
    assert!(
        item.starts_with("disconnected: the server was stopped by `/_stop`"),
        "{item}"
    );
    let log = log.lines();
    assert!(log.contains("reason=the server was stopped"), "{log}");

    // The server is started again.
    let server = network.accept().await;
    assert_eq!(kind(events.next().await), "reconnected");
    drop(server);
    let item = kind(events.next().await);
    assert!(
        item.starts_with("disconnected: the connection was lost"),
        "{item}"
    );
}
