use std::future::pending;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::poll_immediate;
use tokio::sync::oneshot;

use crate::harness::{ALICE, LONG, RunningBot, soon};
use simplex_api::bot::{Bot, Builder, HandlerResult, Message, WaitError};
use simplex_api::types::AChatItem;

/// Asks for a name and waits for it.
async fn introduce(message: Message) -> HandlerResult {
    message.reply("Who are you?").await?;
    let name = message.next_message(LONG).await?;
    name.reply(format!("Hello {}!", name.text())).await?;
    Ok(())
}

#[tokio::test]
async fn a_waiting_handler_gets_the_next_message() {
    let bot = RunningBot::start(Bot::builder().on_message(introduce)).await;
    let alice = bot.contact("alice").await;
    for _ in 0..2 {
        alice.say("hi").await.unwrap();
        alice.expect("Who are you?").await;
        alice.say("Alice").await.unwrap();
        alice.expect("Hello Alice!").await;
    }
}

#[tokio::test]
async fn a_message_that_arrived_before_the_wait_is_found() {
    let bot = RunningBot::start(Bot::builder().on_message(introduce)).await;
    let alice = bot.contact("alice").await;
    for text in ["hi", "Alice", "hi", "Alice again"] {
        alice.say(text).await.unwrap();
    }
    for text in [
        "Who are you?",
        "Hello Alice!",
        "Who are you?",
        "Hello Alice again!",
    ] {
        alice.expect(text).await;
    }
}

#[tokio::test]
async fn dialogues_in_two_chats_are_separate() {
    let bot = RunningBot::start(Bot::builder().on_message(introduce)).await;
    let (alice, bob) = (bot.contact("alice").await, bot.contact("bob").await);
    for contact in [&alice, &bob] {
        contact.say("hi").await.unwrap();
        contact.expect("Who are you?").await;
    }
    bob.say("Bob").await.unwrap();
    bob.expect("Hello Bob!").await;
    alice.say("Alice").await.unwrap();
    alice.expect("Hello Alice!").await;
}

#[tokio::test]
async fn unwanted_messages_are_handled_later() {
    let bot = Bot::builder().on_message(async |message: Message| {
        if message.text() != "count" {
            message.reply(format!("later: {}", message.text())).await?;
            return Ok(());
        }
        let is_number = |text: &str| text.parse::<u32>().is_ok();
        let wanted = |item: &AChatItem| item.received_text().is_some_and(is_number);
        let number = message.next_message_if(LONG, wanted).await?;
        number.reply(format!("number: {}", number.text())).await?;
        Ok(())
    });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    for text in ["count", "one", "2"] {
        alice.say(text).await.unwrap();
    }
    alice.expect("number: 2").await;
    alice.expect("later: one").await;
}

#[tokio::test]
async fn a_wait_ends_at_its_timeout_or_when_the_bot_stops() {
    let bot = Bot::builder().on_message(async |message: Message| {
        let short = Duration::from_millis(10);
        let error = message.next_message(short).await.unwrap_err();
        assert_eq!(error, WaitError::TimedOut(short));
        message.reply(error.to_string()).await?;
        let error = message.next_message(LONG).await.unwrap_err();
        message.reply(error.to_string()).await?;
        Ok(())
    });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("hi").await.unwrap();
    alice.expect("no message came within 10ms").await;
    bot.stop.stop();
    alice.expect("the bot is stopping").await;
    let ended = bot.exit().await;
    assert_eq!((ended.aborted, ended.unhandled), (0, 0));
}

#[tokio::test]
async fn a_bot_can_send_a_message_without_a_request() {
    let bot = RunningBot::start(Bot::builder()).await;
    let alice = bot.contact("alice").await;
    let bot = Bot::builder()
        .start(bot.client.clone(), idle(&bot).await)
        .await
        .unwrap();
    bot.context().chat(ALICE).send("news").await.unwrap();
    alice.expect("news").await;
}

/// The events of another client of the server.
async fn idle(bot: &RunningBot) -> simplex_api::client::Events {
    simplex_api::Client::connect(&bot.server.url())
        .await
        .unwrap()
        .1
}

/// Replies to each message with its text. For `ask`, a task that outlives the handler waits for a wanted message.
fn asking(within: Duration, wanted: fn(&AChatItem) -> bool) -> Builder {
    Bot::builder().on_message(move |message: Message| async move {
        if message.text() != "ask" {
            message
                .reply(format!("received {}", message.text()))
                .await?;
            return Ok(());
        }
        tokio::spawn(async move {
            let waiting = message.next_message_if(within, wanted);
            let mut waiting = pin!(waiting);
            // The reply is sent after the wait has started.
            assert!(poll_immediate(&mut waiting).await.is_none());
            message.reply("asked").await.unwrap();
            let reported = match waiting.await {
                Ok(next) => format!("asked for {}", next.text()),
                Err(error) => error.to_string(),
            };
            message.reply(reported).await.unwrap();
        });
        Ok(())
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_outlives_its_handler_gets_the_next_message() {
    let bot = RunningBot::start(asking(LONG, |_| true)).await;
    let (alice, bob) = (bot.contact("alice").await, bot.contact("bob").await);
    for _ in 0..20 {
        alice.say("ask").await.unwrap();
        alice.expect("asked").await;
        bob.say("Bob").await.unwrap();
        bob.expect("received Bob").await;
        alice.say("Alice").await.unwrap();
        alice.expect("asked for Alice").await;
        alice.say("again").await.unwrap();
        alice.expect("received again").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_that_a_task_does_not_want_are_handled_meanwhile() {
    let is_number = |item: &AChatItem| item.received_text().is_some_and(|text| text == "3");
    let bot = RunningBot::start(asking(LONG, is_number)).await;
    let alice = bot.contact("alice").await;
    alice.say("ask").await.unwrap();
    alice.expect("asked").await;
    for text in ["1", "2"] {
        alice.say(text).await.unwrap();
        alice.expect(&format!("received {text}")).await;
    }
    alice.say("3").await.unwrap();
    alice.expect("asked for 3").await;
}

#[tokio::test]
async fn the_wait_of_a_task_that_outlives_its_handler_times_out() {
    let bot = RunningBot::start(asking(Duration::from_millis(10), |_| true)).await;
    let alice = bot.contact("alice").await;
    alice.say("ask").await.unwrap();
    alice.expect("asked").await;
    alice.expect("no message came within 10ms").await;
    alice.say("hi").await.unwrap();
    alice.expect("received hi").await;
}

#[tokio::test]
async fn a_wait_that_is_not_polled_blocks_its_chat_until_its_timeout() {
    let bot = Bot::builder().on_message(async |message: Message| {
        if message.text() == "hold" {
            let held = message.clone();
            tokio::spawn(async move {
                let waiting = held.next_message(Duration::from_millis(50));
                let mut waiting = pin!(waiting);
                assert!(poll_immediate(&mut waiting).await.is_none());
                pending::<()>().await;
            });
        }
        Ok(format!("received {}", message.text()))
    });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    for text in ["hold", "hi"] {
        alice.say(text).await.unwrap();
        alice.expect(&format!("received {text}")).await;
    }
}

#[tokio::test]
async fn waits_end_when_the_bot_stops_or_is_dropped() {
    for drops in [false, true] {
        let (report, reported) = oneshot::channel();
        let report = Arc::new(Mutex::new(Some(report)));
        let bot = Bot::builder().on_message(move |message: Message| {
            if let Some(report) = report.lock().unwrap().take() {
                let _ = report.send(message);
            }
            async { Ok("received") }
        });
        let bot = RunningBot::start(bot).await;
        let alice = bot.contact("alice").await;
        alice.say("hi").await.unwrap();
        alice.expect("received").await;
        let message = reported.await.unwrap();
        let stop = bot.stop.clone();
        let waiting = tokio::spawn(async move { message.next_message(LONG).await });
        if drops {
            bot.task.abort();
        } else {
            drop(bot.stop().await);
        }
        soon(stop.stopping()).await;
        let error = soon(waiting).await.unwrap().unwrap_err();
        assert_eq!(error, WaitError::Stopping);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_predicate_does_not_block_other_chats() {
    let (go_on, gate) = std::sync::mpsc::channel::<()>();
    let gate = Arc::new(Mutex::new(gate));
    let bot = Bot::builder().on_message(move |message: Message| {
        let gate = Arc::clone(&gate);
        async move {
            if message.text() != "think" {
                return Ok(message.text().to_owned());
            }
            message.reply("what about?").await?;
            let wanted = |_: &AChatItem| gate.lock().unwrap().recv().is_ok();
            let next = message.next_message_if(LONG, wanted).await?;
            Ok(format!("yes, {}", next.text()))
        }
    });
    let bot = RunningBot::start(bot).await;
    let (alice, bob) = (bot.contact("alice").await, bot.contact("bob").await);
    alice.say("think").await.unwrap();
    alice.expect("what about?").await;
    alice.say("this").await.unwrap();
    alice.say("or that").await.unwrap();
    bob.say("hello").await.unwrap();
    bob.expect("hello").await;
    go_on.send(()).unwrap();
    alice.expect("yes, this").await;
    alice.expect("or that").await;
}
