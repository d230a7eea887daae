use std::pin::pin;
use std::sync::Arc;

use futures_util::future::poll_immediate;
use tokio::sync::{Semaphore, mpsc};

use crate::harness::{LONG, RunningBot, soon, until};
use simplex_api::bot::{Bot, Builder, Context, Message, Notice};
use simplex_api::client::Incoming;
use simplex_api::commands::ShowActiveUser;
use simplex_api::types::AChatItem;
use simplex_api_testing::ChatServer;

/// A bot whose handlers wait for a permit, except for the message `at once`, and its notices.
fn gated_bot(gate: &Arc<Semaphore>) -> (Builder<Arc<Semaphore>>, mpsc::UnboundedReceiver<Notice>) {
    let (report, reported) = mpsc::unbounded_channel();
    let bot = Bot::with_state(Arc::clone(gate))
        .on_message(async |message: Message<Arc<Semaphore>>| {
            if message.text() != "at once" {
                message.state().acquire().await?.forget();
            }
            message.reply(message.text()).await?;
            Ok(())
        })
        .on_notice(move |_: Context<_>, notice| {
            report.send(notice).unwrap();
            async {}
        });
    (bot, reported)
}

#[tokio::test]
async fn no_message_of_a_chat_with_a_full_queue_is_dropped() {
    let gate = Arc::new(Semaphore::new(0));
    let (bot, mut notices) = gated_bot(&gate);
    let bot = RunningBot::start(bot.chat_queue_len(2)).await;
    let (alice, bob) = (bot.contact("alice").await, bot.contact("bob").await);
    for number in 0..8 {
        alice.say(number.to_string()).await.unwrap();
    }
    bob.say("at once").await.unwrap();
    // One is handled, two are in the queue, and one waits for a permit. The others stay in the client.
    until(|| bot.client.stats().unread == 5).await;
    gate.add_permits(8);
    for number in 0..8 {
        alice.expect(&number.to_string()).await;
    }
    bob.expect("at once").await;
    assert!(notices.try_recv().is_err());
}

#[tokio::test]
async fn a_bot_handles_all_messages_that_arrived_while_it_was_offline() {
    const WAITING: usize = 1_000;

    let server = ChatServer::builder().wait(LONG).start().await.unwrap();
    let first = Bot::builder().auto_accept(true);
    let first = first.connect(&server.url()).await.unwrap();
    let alice = server.contact("alice");
    alice.connect(first.address().unwrap()).await.unwrap();
    first.client().close().await;
    drop(first);
    for number in 0..WAITING {
        alice.say(number.to_string()).await.unwrap();
    }

    let gate = Arc::new(Semaphore::new(0));
    let (report, mut reported) = mpsc::unbounded_channel();
    let bot = Bot::with_state(Arc::clone(&gate))
        .on_message(move |message: Message<Arc<Semaphore>>| {
            let report = report.clone();
            async move {
                message.state().acquire().await?.forget();
                report.send(message.text().to_owned())?;
                Ok(())
            }
        })
        .on_notice(|_: Context<_>, notice| -> std::future::Ready<()> { panic!("{notice}") });
    let bot = bot.connect(&server.url()).await.unwrap();
    let running = RunningBot::on(server, bot);
    // When the response arrives, all messages have been sent. When the client has none left, they are in the queue.
    running.client.send(&ShowActiveUser::new()).await.unwrap();
    until(|| running.client.stats().unread == 0).await;
    gate.add_permits(WAITING);
    for number in 0..WAITING {
        assert_eq!(soon(reported.recv()).await.unwrap(), number.to_string());
    }
    assert_eq!(running.stop().await.unhandled, 0);
}

#[tokio::test]
async fn events_beyond_the_limits_stay_in_the_client() {
    let gate = Arc::new(Semaphore::new(0));
    let (bot, mut notices) = gated_bot(&gate);
    let bot = RunningBot::start(bot.chat_queue_len(1).total_queue_len(1)).await;
    let mut contacts = Vec::new();
    for name in ["alice", "bob", "carol", "dave"] {
        contacts.push(bot.contact(name).await);
    }
    for contact in &contacts {
        contact.say(contact.name()).await.unwrap();
    }
    gate.add_permits(10);
    for contact in &contacts {
        contact.expect(contact.name()).await;
    }
    assert!(notices.try_recv().is_err());
}

#[tokio::test]
async fn a_download_finishes_if_the_queue_was_full_before_it_started() {
    for limit in [Builder::total_queue_len, Builder::chat_queue_len] {
        let gate = Arc::new(Semaphore::new(0));
        let bot = Bot::with_state(Arc::clone(&gate)).on_message(
            async |message: Message<Arc<Semaphore>>| {
                let Some(file) = message.file() else {
                    return Ok(message.text().to_owned());
                };
                message.state().acquire().await?.forget();
                file.download().await?;
                Ok(file.name().to_owned())
            },
        );
        let bot = RunningBot::start(limit(bot, 1)).await;
        let alice = bot.contact("alice").await;
        alice.send_file("notes.txt", "something").await.unwrap();
        for text in ["1", "2", "3"] {
            alice.say(text).await.unwrap();
        }
        // When the response arrives, all earlier messages have been received.
        bot.client.send(&ShowActiveUser::new()).await.unwrap();
        // The first message is in the queue, and the second waits for a permit. The third stays in the client.
        until(|| bot.client.stats().unread == 1).await;
        gate.add_permits(1);
        for answer in ["notes.txt", "1", "2", "3"] {
            alice.expect(answer).await;
        }
    }
}

#[tokio::test]
async fn changes_of_the_connection_are_notices() {
    let gate = Arc::new(Semaphore::new(10));
    let (bot, mut notices) = gated_bot(&gate);
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    bot.server.send_frame("nonsense");
    let mut next = async || match soon(notices.recv()).await.unwrap() {
        Notice::Incoming(incoming) => *incoming,
        notice => panic!("{notice}"),
    };
    assert!(matches!(next().await, Incoming::Malformed { .. }));
    bot.server.drop_connections();
    assert!(matches!(next().await, Incoming::Disconnected { .. }));
    assert!(matches!(next().await, Incoming::Reconnected { .. }));
    alice.say("back?").await.unwrap();
    alice.expect("back?").await;
}

#[tokio::test]
async fn a_waiting_handler_gets_its_message_beyond_a_full_queue() {
    for (limit, length) in [
        (Builder::chat_queue_len as fn(Builder, usize) -> Builder, 4),
        (Builder::chat_queue_len, 1),
        (Builder::total_queue_len, 1),
    ] {
        let bot = Bot::builder().on_message(async |message: Message| {
            if message.text() != "count" {
                return Ok(message.text().to_owned());
            }
            let is_number = |item: &AChatItem| item.received_text() == Some("2");
            let mut waiting = pin!(message.next_message_if(LONG, is_number));
            // Messages after the question arrive after the wait has started.
            assert!(poll_immediate(&mut waiting).await.is_none());
            message.reply("how many?").await?;
            Ok(format!("number {}", waiting.await?.text()))
        });
        let bot = RunningBot::start(limit(bot, length)).await;
        let alice = bot.contact("alice").await;
        alice.say("count").await.unwrap();
        alice.expect("how many?").await;
        for text in ["a", "b", "c", "d", "e", "2"] {
            alice.say(text).await.unwrap();
        }
        for answer in ["number 2", "a", "b", "c", "d", "e"] {
            alice.expect(answer).await;
        }
    }
}

#[tokio::test]
async fn a_wait_that_starts_with_a_full_queue_uses_the_reserve() {
    let gate = Arc::new(Semaphore::new(0));
    let bot =
        Bot::with_state(Arc::clone(&gate)).on_message(async |message: Message<Arc<Semaphore>>| {
            if message.text() != "count" {
                return Ok(message.text().to_owned());
            }
            message.state().acquire().await?.forget();
            let is_number = |item: &AChatItem| item.received_text() == Some("2");
            let number = message.next_message_if(LONG, is_number).await?;
            Ok(format!("number {}", number.text()))
        });
    let bot = RunningBot::start(bot.chat_queue_len(1)).await;
    let alice = bot.contact("alice").await;
    for text in ["count", "a", "b", "c", "2"] {
        alice.say(text).await.unwrap();
    }
    bot.client.send(&ShowActiveUser::new()).await.unwrap();
    until(|| bot.client.stats().unread == 2).await;
    gate.add_permits(1);
    for answer in ["number 2", "a", "b", "c"] {
        alice.expect(answer).await;
    }
}
