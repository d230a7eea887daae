//! The bytes of what waits, in the client and in the bot.

use std::pin::pin;
use std::sync::Arc;

use futures_util::future::poll_immediate;
use tokio::sync::{Semaphore, mpsc};

use crate::harness::{ALICE, LONG, Running, soon, until};
use simplex_api::bot::{Bot, Builder, Context, Message, Notice};
use simplex_api::client::{Config, Incoming, Overflow};
use simplex_api::commands::ApiSetAddressSettings;
use simplex_api::types::{AChatItem, AddressSettings};
use simplex_api_testing::{ChatServer, Contact};

/// What may wait, in bytes.
const BUDGET: usize = 100_000;

/// More than the frame of a large message has.
const FRAME: usize = 20_000;

/// How many large messages are more than that.
const MANY: usize = 100;

async fn running<S: Send + Sync + 'static>(bot: Builder<S>, config: Config) -> Running {
    let server = ChatServer::builder().wait(LONG).start().await.unwrap();
    let config = config.event_queue_bytes(BUDGET);
    let bot = bot
        .auto_accept(true)
        .connect_with(&server.url(), &config)
        .await
        .unwrap();
    Running::on(server, bot)
}

fn large(number: usize) -> String {
    format!("{number} {}", "x".repeat(5_000))
}

async fn say_many(alice: &Contact) {
    for number in 0..MANY {
        alice.say(large(number)).await.unwrap();
    }
}

#[derive(Clone)]
struct State {
    gate: Arc<Semaphore>,
    tell: mpsc::UnboundedSender<(String, usize)>,
}

/// A bot whose handlers wait to be let go, and say what they got and how many bytes count then.
fn slow() -> (
    Builder<State>,
    Arc<Semaphore>,
    mpsc::UnboundedReceiver<(String, usize)>,
) {
    let gate = Arc::new(Semaphore::new(0));
    let (tell, told) = mpsc::unbounded_channel();
    let state = State {
        gate: Arc::clone(&gate),
        tell,
    };
    let bot = Bot::with_state(state).on_message(async |message: Message<State>| {
        let state = message.state();
        state.gate.acquire().await?.forget();
        let bytes = message.client().stats().event_bytes;
        state.tell.send((message.text().to_owned(), bytes))?;
        Ok(())
    });
    (bot, gate, told)
}

#[tokio::test]
async fn a_slow_handler_keeps_no_more_bytes_than_the_client_may() {
    let (bot, gate, mut told) = slow();
    let bot = bot.on_notice(|_, notice| -> std::future::Ready<()> { panic!("{notice}") });
    let bot = running(bot, Config::default()).await;
    let alice = bot.contact("alice").await;
    say_many(&alice).await;
    let bytes = || bot.client.stats().event_bytes;
    until(|| bytes() >= BUDGET && bot.client.stats().unread > 0).await;
    gate.add_permits(MANY);
    for number in 0..MANY {
        let (text, bytes) = soon(told.recv()).await.unwrap();
        assert_eq!(text, large(number));
        assert!(bytes <= 2 * BUDGET + FRAME, "{bytes}");
    }
    until(|| bytes() == 0).await;
}

#[tokio::test]
async fn what_is_more_than_the_budget_is_announced() {
    let (bot, gate, mut told) = slow();
    let (notify, mut notices) = mpsc::unbounded_channel();
    let bot = bot.on_notice(move |_: Context<_>, notice| {
        notify.send(notice).unwrap();
        async {}
    });
    let bot = running(bot, Config::default().overflow(Overflow::DropOldest)).await;
    let alice = bot.contact("alice").await;
    say_many(&alice).await;
    let stats = || bot.client.stats();
    until(|| stats().dropped > 50).await;
    assert!(stats().event_bytes <= BUDGET + 2 * FRAME, "{:?}", stats());
    gate.add_permits(MANY);
    let last = large(MANY - 1);
    let mut handled = 0;
    let mut most = 0;
    loop {
        let (text, bytes) = soon(told.recv()).await.unwrap();
        handled += 1;
        most = most.max(bytes);
        if text == last {
            break;
        }
    }
    assert!(most <= BUDGET + 2 * FRAME, "{most}");
    let mut announced = 0;
    while let Ok(Notice::Incoming(incoming)) = notices.try_recv() {
        let Incoming::Lagged(count) = *incoming else {
            panic!("{incoming}");
        };
        announced += count;
    }
    assert_eq!(announced, stats().dropped);
    assert!(handled + announced >= MANY as u64, "{handled}, {announced}");
}

#[tokio::test]
async fn who_waits_for_a_message_gets_it_though_the_budget_is_used_up() {
    let bot = Bot::builder().on_message(async |message: Message| {
        if message.text() != "count" {
            return Ok(String::from("later"));
        }
        let is_number = |item: &AChatItem| item.received_text() == Some("2");
        let mut waiting = pin!(message.next_message_if(LONG, is_number));
        assert!(poll_immediate(&mut waiting).await.is_none());
        message.reply("how many?").await?;
        Ok(format!("number {}", waiting.await?.text()))
    });
    let bot = running(bot, Config::default()).await;
    let alice = bot.contact("alice").await;
    alice.say("count").await.unwrap();
    alice.expect("how many?").await;
    for number in 0..12 {
        alice.say(large(number)).await.unwrap();
    }
    alice.say("2").await.unwrap();
    alice.expect("number 2").await;
    for _ in 0..12 {
        alice.expect("later").await;
    }
}

#[tokio::test]
async fn messages_that_cannot_be_answered_yet_have_a_part_of_the_budget() {
    let (notify, mut notices) = mpsc::unbounded_channel();
    let bot =
        Bot::builder()
            .on_message(async |_| Ok("yes?"))
            .on_notice(move |_: Context, notice| {
                notify.send(notice).unwrap();
                async {}
            });
    let bot = running(bot, Config::default()).await;
    // Nobody is accepted.
    let set = ApiSetAddressSettings::new(1, AddressSettings::new());
    bot.client.send(&set).await.unwrap();
    for name in ["alice", "bob", "carol"] {
        let contact = bot.server.contact(name);
        // Of their part, a quarter of all, each takes more than a third.
        let text = "x".repeat(4_000);
        let asked = contact.connect_with_message(&bot.address, text);
        asked.await.unwrap();
    }
    let notice = soon(notices.recv()).await.unwrap();
    let Notice::FirstMessagesDropped { chat, count: 1 } = &notice else {
        panic!("{notice}");
    };
    assert_eq!(*chat, Some(ALICE.into()), "the oldest goes");
    until(|| bot.client.stats().unread == 0).await;
    assert!(bot.client.stats().event_bytes > BUDGET / 8);
    assert!(notices.try_recv().is_err());
    assert_eq!(bot.stopped().await.unhandled, 2);
}
