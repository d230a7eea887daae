//! What a bot without hooks writes on standard error: by a program of its own, as a subscriber of `tracing` is for a whole
//! program.

use std::env;
use std::process::Command;

use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::harness::Running;
use simplex_api::bot::{Bot, Context, HandlerError, Message, Notice};

/// How the program is to be, for [`program`].
const MANNER: &str = "SIMPLEX_API_TEST_REPORTS";

/// Takes everything, and keeps it to itself.
struct Silent;

impl Subscriber for Silent {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn event(&self, _: &Event<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// A bot that fails for each message but one.
#[tokio::test]
#[ignore = "the program that the other tests run"]
async fn program() {
    let manner = env::var(MANNER).unwrap_or_default();
    if manner == "subscriber" {
        tracing::subscriber::set_global_default(Silent).unwrap();
    }
    let mut bot = Bot::builder().on_message(async |message: Message| match message.text() {
        "end" => Ok("the end"),
        text => Err(format!("no luck with {text}").into()),
    });
    if manner == "hooks" {
        bot = bot
            .on_error(async |_: Context, _: HandlerError<_>| {})
            .on_notice(async |_: Context, _: Notice| {});
    }
    let bot = Running::new(bot).await;
    let alice = bot.contact("alice").await;
    bot.server.send_frame("nonsense");
    let failures = if manner == "flood" { 1_000 } else { 1 };
    for _ in 0..failures {
        alice.say("\u{1b}[2Ja\nb").await.unwrap();
    }
    alice.say("end").await.unwrap();
    alice.expect("the end").await;
    bot.stopped().await;
}

/// The lines of a bot on standard error.
fn reports(manner: &str) -> Vec<String> {
    let program = concat!(module_path!(), "::program");
    let program = program.split_once("::").unwrap().1;
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", program, "--ignored", "--nocapture"])
        .env(MANNER, manner)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(stdout.contains("1 passed"), "{stdout}");
    let stderr = String::from_utf8(output.stderr).unwrap();
    stderr.lines().map(str::to_owned).collect()
}

#[test]
fn a_failure_is_a_line_on_standard_error() {
    let lines = reports("");
    let [notice, failure] = &lines[..] else {
        panic!("{lines:?}");
    };
    assert!(notice.starts_with("bot: "), "{notice}");
    let failed = r"bot: the handler of `message` failed: no luck with \u{1b}[2Ja\nb";
    assert_eq!(failure, failed);
}

#[test]
fn hooks_and_subscribers_take_the_reports() {
    for manner in ["hooks", "subscriber"] {
        assert_eq!(reports(manner), [""; 0], "{manner}");
    }
}

#[test]
fn a_flood_of_failures_does_not_fill_the_terminal() {
    let lines = reports("flood");
    assert!(lines.len() < 100, "{lines:?}");
    let is_last = |line: &String| line == "bot: no more messages for 10s";
    assert!(lines.iter().any(is_last), "{lines:?}");
}
