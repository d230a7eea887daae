//! What a bot without hooks writes to standard error. The bot runs in its own process, because a `tracing` subscriber applies
//! to a whole process.

use std::env;
use std::process::Command;

use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::harness::RunningBot;
use simplex_api::bot::{Bot, Context, HandlerError, Message, Notice};

/// The environment variable that configures the bot of [`program`].
const MODE: &str = "SIMPLEX_API_TEST_REPORTS";

/// A subscriber that ignores everything.
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

/// A bot that fails for every message except one.
#[tokio::test]
#[ignore = "the program that the other tests run"]
async fn program() {
    let mode = env::var(MODE).unwrap_or_default();
    if mode == "subscriber" {
        tracing::subscriber::set_global_default(Silent).unwrap();
    }
    let mut bot = Bot::builder().on_message(async |message: Message| match message.text() {
        "end" => Ok("the end"),
        text => Err(format!("no luck with {text}").into()),
    });
    if mode == "hooks" {
        bot = bot
            .on_error(async |_: Context, _: HandlerError<_>| {})
            .on_notice(async |_: Context, _: Notice| {});
    }
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    bot.server.send_frame("nonsense");
    let failures = if mode == "flood" { 1_000 } else { 1 };
    for _ in 0..failures {
        alice.say("\u{1b}[2Ja\nb").await.unwrap();
    }
    alice.say("end").await.unwrap();
    alice.expect("the end").await;
    bot.stop().await;
}

/// The lines that a bot writes to standard error.
fn reports(mode: &str) -> Vec<String> {
    let program = concat!(module_path!(), "::program");
    let program = program.split_once("::").unwrap().1;
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", program, "--ignored", "--nocapture"])
        .env(MODE, mode)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(stdout.contains("1 passed"), "{stdout}");
    let stderr = String::from_utf8(output.stderr).unwrap();
    stderr.lines().map(str::to_owned).collect()
}

#[test]
fn an_error_is_a_line_on_standard_error() {
    let lines = reports("");
    let [notice, failure] = &lines[..] else {
        panic!("{lines:?}");
    };
    assert!(notice.starts_with("bot: "), "{notice}");
    let failed = r"bot: the handler of `message` failed: no luck with \u{1b}[2Ja\nb";
    assert_eq!(failure, failed);
}

#[test]
fn hooks_and_subscribers_replace_standard_error() {
    for mode in ["hooks", "subscriber"] {
        assert_eq!(reports(mode), [""; 0], "{mode}");
    }
}

#[test]
fn the_number_of_lines_on_standard_error_is_limited() {
    let lines = reports("flood");
    assert!(lines.len() < 100, "{lines:?}");
    let is_last = |line: &String| line == "bot: no more messages for 10s";
    assert!(lines.iter().any(is_last), "{lines:?}");
}
