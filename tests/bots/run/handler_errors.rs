use std::time::Duration;
use std::{fmt, io};

use tokio::sync::mpsc;

use crate::harness::{ALICE, LONG, RunningBot, soon};
use simplex_api::api_type;
use simplex_api::bot::{
    Bot, Builder, Context, HandlerError, HandlerErrorKind, HandlerResult, Message,
};
use simplex_api::client::Error;

async fn fragile(message: Message) -> HandlerResult {
    match message.text() {
        "panic" => panic!("so be it"),
        "fail" => Err("no luck".into()),
        text => {
            message.reply(text).await?;
            Ok(())
        }
    }
}

#[tokio::test]
async fn a_bot_without_hooks_continues_after_handler_errors() {
    let bot = RunningBot::start(Bot::builder().on_message(fragile)).await;
    let alice = bot.contact("alice").await;
    for text in ["panic", "fail", "panic", "still here?"] {
        alice.say(text).await.unwrap();
    }
    alice.expect("still here?").await;
}

#[tokio::test]
async fn errors_and_panics_are_passed_to_the_hook() {
    let (report, mut reported) = mpsc::unbounded_channel();
    let bot =
        Bot::builder()
            .on_message(fragile)
            .on_error(move |_: Context, failure: HandlerError<_>| {
                let report = report.clone();
                async move { report.send(failure).unwrap() }
            });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("panic").await.unwrap();
    alice.say("fail").await.unwrap();

    let failure = soon(reported.recv()).await.unwrap();
    assert_eq!(
        failure.to_string(),
        "the handler of `message` panicked: so be it"
    );
    assert_eq!(failure.chat, Some(ALICE.into()));
    let failure = soon(reported.recv()).await.unwrap();
    assert_eq!(
        failure.to_string(),
        "the handler of `message` failed: no luck"
    );
    assert!(matches!(failure.kind, HandlerErrorKind::Error(_)));
}

#[tokio::test]
async fn a_bot_continues_after_a_panic_in_a_hook() {
    let bot = Bot::builder()
        .on_message(fragile)
        .on_error(async |_, _| panic!("and this, too"));
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("panic").await.unwrap();
    alice.say("still here?").await.unwrap();
    alice.expect("still here?").await;
}

#[tokio::test]
async fn a_bot_can_have_its_own_error_type() {
    #[derive(Debug, thiserror::Error)]
    enum Trouble {
        #[error("{0}")]
        Disk(#[from] io::Error),
        #[error("{0}")]
        Chat(#[from] simplex_api::Error),
    }

    let bot = Builder::<(), Trouble>::new(())
        .on_message(async |message| -> Result<(), Trouble> {
            message.reply("a moment").await?;
            Err(io::Error::other("full"))?
        })
        .on_error(async |context, failure| {
            let HandlerErrorKind::Error(Trouble::Disk(error)) = failure.kind else {
                return;
            };
            let chat = context.chat(failure.chat.unwrap());
            chat.send(format!("my disk is {error}")).await.unwrap();
        });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("keep this").await.unwrap();
    alice.expect("a moment").await;
    alice.expect("my disk is full").await;
}

/// An event that the library does not know.
#[api_type(event)]
pub(crate) struct MoonRisen {
    pub(crate) phase: String,
}

#[tokio::test]
async fn custom_events_are_decoded_or_reported_as_errors() {
    let (report, mut reported) = mpsc::unbounded_channel();
    let errors = report.clone();
    let bot = Bot::builder()
        .on_event(move |_: Context, event: MoonRisen| {
            report.send(event.phase).unwrap();
            async { Ok(()) }
        })
        .on_error(move |_: Context, failure: HandlerError<_>| {
            errors.send(failure.to_string()).unwrap();
            async {}
        });
    let bot = RunningBot::start(bot).await;
    bot.server.inject(&MoonRisen::new("full"));
    assert_eq!(soon(reported.recv()).await.unwrap(), "full");
    bot.server.inject_json(r#"{"type":"moonRisen","phase":1}"#);
    let error = soon(reported.recv()).await.unwrap();
    assert!(
        error.starts_with("event `moonRisen` cannot be decoded: "),
        "{error}"
    );
}

#[tokio::test]
async fn a_handler_can_panic_before_its_first_await() {
    let (report, mut reported) = mpsc::unbounded_channel();
    let bot = Bot::builder()
        .on_event(|_: Context, event: MoonRisen| {
            assert_ne!(event.phase, "new", "there is no moon");
            async { Err("reported".into()) }
        })
        .on_error(move |_: Context, failure: HandlerError<_>| {
            report.send(failure.to_string()).unwrap();
            async {}
        });
    let bot = RunningBot::start(bot).await;
    bot.server.inject(&MoonRisen::new("new"));
    let panic = soon(reported.recv()).await.unwrap();
    assert!(
        panic.starts_with("the handler of `moonRisen` panicked: ") && panic.contains("no moon"),
        "{panic}"
    );
    bot.server.inject(&MoonRisen::new("full"));
    assert_eq!(
        soon(reported.recv()).await.unwrap(),
        "the handler of `moonRisen` failed: reported"
    );
}

/// The timeout of a handler.
const TIMEOUT: Duration = Duration::from_millis(500);

/// Never finishes for two messages. Reports other messages through a channel, because a reply could take longer than the
/// timeout.
async fn stuck(message: Message<mpsc::UnboundedSender<String>>) -> HandlerResult {
    match message.text() {
        "wait" => drop(message.next_message_if(LONG, |_| false).await),
        "trap" => {
            let _trap = Trap;
            std::future::pending::<()>().await;
        }
        text => message.state().send(text.to_owned())?,
    }
    Ok(())
}

/// Panics when it is dropped.
struct Trap;

impl Drop for Trap {
    fn drop(&mut self) {
        panic!("it snaps")
    }
}

#[tokio::test]
async fn a_handler_is_cancelled_after_the_timeout() {
    let (report, mut reported) = mpsc::unbounded_channel();
    let (sender, mut received) = mpsc::unbounded_channel();
    let bot = Bot::with_state(sender)
        .on_message(stuck)
        .handler_timeout(TIMEOUT)
        .on_error(move |_: Context<_>, failure: HandlerError<_>| {
            report.send(failure).unwrap();
            // The hook times out too.
            std::future::pending()
        });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    for text in ["wait", "trap", "still here?"] {
        alice.say(text).await.unwrap();
    }
    let failure = soon(reported.recv()).await.unwrap();
    assert_eq!(
        failure.to_string(),
        "the handler of `message` did not finish within 500ms"
    );
    assert_eq!(failure.chat, Some(ALICE.into()));
    assert!(matches!(failure.kind, HandlerErrorKind::TimedOut(TIMEOUT)));
    let failure = soon(reported.recv()).await.unwrap();
    assert_eq!(
        failure.to_string(),
        "the handler of `message` panicked: it snaps"
    );
    assert_eq!(soon(received.recv()).await.unwrap(), "still here?");
    let ended = bot.stop().await;
    assert_eq!((ended.aborted, ended.unhandled), (0, 0));
}

#[tokio::test]
async fn a_message_is_not_handled_if_its_check_times_out() {
    let (sender, mut received) = mpsc::unbounded_channel();
    let bot = Bot::with_state(sender)
        .check(async |message| {
            if message.text() == "wait" {
                std::future::pending::<()>().await;
            }
            Ok(true)
        })
        .on_message(stuck)
        .handler_timeout(TIMEOUT);
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("wait").await.unwrap();
    alice.say("still here?").await.unwrap();
    assert_eq!(soon(received.recv()).await.unwrap(), "still here?");
}

/// An error that panics when it is dropped.
struct Clinging;

impl Drop for Clinging {
    fn drop(&mut self) {
        panic!("not so fast")
    }
}

impl fmt::Display for Clinging {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it clings")
    }
}

impl From<Error> for Clinging {
    fn from(_: Error) -> Self {
        Self
    }
}

#[tokio::test]
async fn a_chat_continues_after_a_panic_in_the_drop_of_an_error() {
    let bot = Builder::new(()).on_message(async |message: Message| match message.text() {
        "fail" => Err(Clinging),
        text => Ok(text.to_owned()),
    });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("fail").await.unwrap();
    alice.say("still here?").await.unwrap();
    alice.expect("still here?").await;
}

#[tokio::test]
async fn a_bot_continues_after_a_panic_in_its_start_hook() {
    let bot = Bot::builder()
        .on_start(|_| -> std::future::Ready<()> { panic!("at the start") })
        .on_message(async |_| Ok("here"));
    assert!(format!("{bot:?}").contains("messages: 1"), "{bot:?}");
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("hi").await.unwrap();
    alice.expect("here").await;
    assert_eq!(bot.stop().await.unhandled, 0);
}
