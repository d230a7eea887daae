use std::io;

use tokio::sync::mpsc;

use super::{ALICE, Running};
use crate::api_type;
use crate::bot::{Bot, Builder, Cause, Context, Failure, HandlerResult, Message};

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
async fn a_bot_without_hooks_survives_its_handlers() {
    let bot = Running::new(Bot::builder().on_message(fragile)).await;
    let alice = bot.contact("alice").await;
    for text in ["panic", "fail", "panic", "still here?"] {
        alice.say(text).await.unwrap();
    }
    alice.expect("still here?").await;
}

#[tokio::test]
async fn failures_come_to_the_hook() {
    let (tell, mut told) = mpsc::unbounded_channel();
    let bot =
        Bot::builder()
            .on_message(fragile)
            .on_error(move |_: Context, failure: Failure<_>| {
                let tell = tell.clone();
                async move { tell.send(failure).unwrap() }
            });
    let bot = Running::new(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("panic").await.unwrap();
    alice.say("fail").await.unwrap();

    let failure = told.recv().await.unwrap();
    assert_eq!(
        failure.to_string(),
        "the handler of `message` panicked: so be it"
    );
    assert_eq!(failure.chat, Some(ALICE.into()));
    let failure = told.recv().await.unwrap();
    assert_eq!(
        failure.to_string(),
        "the handler of `message` failed: no luck"
    );
    assert!(matches!(failure.cause, Cause::Error(_)));
}

#[tokio::test]
async fn a_hook_that_panics_stops_nothing() {
    let bot = Bot::builder()
        .on_message(fragile)
        .on_error(async |_, _| panic!("and this, too"));
    let bot = Running::new(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("panic").await.unwrap();
    alice.say("still here?").await.unwrap();
    alice.expect("still here?").await;
}

#[tokio::test]
async fn a_bot_can_have_its_own_type_of_errors() {
    #[derive(Debug, thiserror::Error)]
    enum Trouble {
        #[error("{0}")]
        Disk(#[from] io::Error),
        #[error("{0}")]
        Chat(#[from] crate::Error),
    }

    let bot = Builder::<(), Trouble>::new(())
        .on_message(async |message| -> Result<(), Trouble> {
            message.reply("a moment").await?;
            Err(io::Error::other("full"))?
        })
        .on_error(async |context, failure| {
            let Cause::Error(Trouble::Disk(error)) = failure.cause else {
                return;
            };
            let chat = context.chat(failure.chat.unwrap());
            chat.send(format!("my disk is {error}")).await.unwrap();
        });
    let bot = Running::new(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("keep this").await.unwrap();
    alice.expect("a moment").await;
    alice.expect("my disk is full").await;
}

/// An event that this library does not know.
#[api_type(event)]
pub(super) struct MoonRisen {
    pub(super) phase: String,
}

#[tokio::test]
async fn events_of_ones_own_are_read_or_told_as_failures() {
    let (tell, mut told) = mpsc::unbounded_channel();
    let errors = tell.clone();
    let bot = Bot::builder()
        .on_event(move |_: Context, event: MoonRisen| {
            tell.send(event.phase).unwrap();
            async { Ok(()) }
        })
        .on_error(move |_: Context, failure: Failure<_>| {
            errors.send(failure.to_string()).unwrap();
            async {}
        });
    let bot = Running::new(bot).await;
    bot.server.inject(&MoonRisen::new("full"));
    assert_eq!(told.recv().await.unwrap(), "full");
    bot.server.inject_json(r#"{"type":"moonRisen","phase":1}"#);
    let error = told.recv().await.unwrap();
    assert!(
        error.starts_with("event `moonRisen` cannot be decoded: "),
        "{error}"
    );
}

#[tokio::test]
async fn a_handler_can_panic_before_its_first_await() {
    let (tell, mut told) = mpsc::unbounded_channel();
    let bot = Bot::builder()
        .on_event(|_: Context, event: MoonRisen| {
            assert_ne!(event.phase, "new", "there is no moon");
            async { Err("told".into()) }
        })
        .on_error(move |_: Context, failure: Failure<_>| {
            tell.send(failure.to_string()).unwrap();
            async {}
        });
    let bot = Running::new(bot).await;
    bot.server.inject(&MoonRisen::new("new"));
    let panic = told.recv().await.unwrap();
    assert!(
        panic.starts_with("the handler of `moonRisen` panicked: ") && panic.contains("no moon"),
        "{panic}"
    );
    bot.server.inject(&MoonRisen::new("full"));
    assert_eq!(
        told.recv().await.unwrap(),
        "the handler of `moonRisen` failed: told"
    );
}
