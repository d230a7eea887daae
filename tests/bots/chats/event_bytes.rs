//! The byte limit of events, in the client and in the bot.

use std::pin::pin;
use std::sync::Arc;

use futures_util::future::poll_immediate;
use tokio::sync::{Semaphore, mpsc};

use crate::harness::{ALICE, LONG, RunningBot, soon, until};
use simplex_api::bot::{Bot, Builder, Context, Message, Notice};
use simplex_api::client::{Config, Incoming, Overflow};
use simplex_api::commands::ApiSetAddressSettings;
use simplex_api::types::{AChatItem, AddressSettings};
use simplex_api_testing::{ChatServer, Contact};

/// The limit in bytes.
const BUDGET: usize = 100_000;

/// More than the bytes of the frame of a large message.
const FRAME: usize = 20_000;

/// A number of large messages that exceeds the limit.
const MANY: usize = 100;

async fn start<S: Send + Sync + 'static>(bot: Builder<S>, config: Config) -> RunningBot {
    let server = ChatServer::builder().wait(LONG).start().await.unwrap();
    let config = config.event_queue_bytes(BUDGET);
    let bot = bot
        .auto_accept(true)
        .connect_with(&server.url(), &config)
        .await
        .unwrap();
    RunningBot::on(server, bot)
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
    report: mpsc::UnboundedSender<(String, usize)>,
}

/// A bot whose handlers wait for a permit, and then report the text and the bytes that are held.
fn gated_bot() -> (
    Builder<State>,
    Arc<Semaphore>,
    mpsc::UnboundedReceiver<(String, usize)>,
) {
    let gate = Arc::new(Semaphore::new(0));
    let (report, reported) = mpsc::unbounded_channel();
    let state = State {
        gate: Arc::clone(&gate),
        report,
    };
    let bot = Bot::with_state(state).on_message(async |message: Message<State>| {
        let state = message.state();
        state.gate.acquire().await?.forget();
        let bytes = message.client().stats().event_bytes;
        state.report.send((message.text().to_owned(), bytes))?;
        Ok(())
    });
    (bot, gate, reported)
}

#[tokio::test]
async fn a_slow_handler_does_not_exceed_the_byte_limit_of_the_client() {
    let (bot, gate, mut reported) = gated_bot();
    let bot = bot.on_notice(|_, notice| -> std::future::Ready<()> { panic!("{notice}") });
    let bot = start(bot, Config::default()).await;
    let alice = bot.contact("alice").await;
    say_many(&alice).await;
    let bytes = || bot.client.stats().event_bytes;
    until(|| bytes() >= BUDGET && bot.client.stats().unread > 0).await;
    gate.add_permits(MANY);
    for number in 0..MANY {
        let (text, bytes) = soon(reported.recv()).await.unwrap();
        assert_eq!(text, large(number));
        assert!(bytes <= 2 * BUDGET + FRAME, "{bytes}");
    }
    until(|| bytes() == 0).await;
}

#[tokio::test]
async fn dropped_events_are_reported() {
    let (bot, gate, mut reported) = gated_bot();
    let (notify, mut notices) = mpsc::unbounded_channel();
    let bot = bot.on_notice(move |_: Context<_>, notice| {
        notify.send(notice).unwrap();
        async {}
    });
    let bot = start(bot, Config::default().overflow(Overflow::DropOldest)).await;
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
        let (text, bytes) = soon(reported.recv()).await.unwrap();
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
async fn a_waiting_handler_gets_its_message_beyond_the_byte_limit() {
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
    let bot = start(bot, Config::default()).await;
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
async fn held_first_messages_have_a_share_of_the_byte_limit() {
    let (notify, mut notices) = mpsc::unbounded_channel();
    let bot =
        Bot::builder()
            .on_message(async |_| Ok("yes?"))
            .on_notice(move |_: Context, notice| {
                notify.send(notice).unwrap();
                async {}
            });
    let bot = start(bot, Config::default()).await;
    // No request is accepted.
    let set = ApiSetAddressSettings::new(1, AddressSettings::new());
    bot.client.send(&set).await.unwrap();
    for name in ["alice", "bob", "carol"] {
        let contact = bot.server.contact(name);
        // Each takes more than a third of the share of held messages, which is a quarter of the limit.
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
    assert_eq!(bot.stop().await.unhandled, 2);
}
