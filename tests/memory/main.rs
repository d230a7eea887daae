//! The memory behind a bot that cannot keep up, alone in its process: all of a program allocates in one place.

use std::alloc::System;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use simplex_api::bot::{Bot, Context, Message, Notice};
use simplex_api::client::Config;
use simplex_api::json;
use simplex_api::types::User;
use simplex_api_testing::sample;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio_tungstenite::accept_async;
use tokio_tungstenite::tungstenite;

#[global_allocator]
static ALLOC: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What may wait, in bytes of frames.
const BUDGET: usize = 1 << 20;

/// How often the budget its memory may be: what is decoded of a frame takes about one and a half times as much.
const TIMES: usize = 3;

/// How many messages come.
const MESSAGES: usize = 1_000;

/// A message of a contact who is ready, as a server sent it.
fn template() -> Value {
    let recorded = include_str!("../network/recorded/contacts.jsonl").lines();
    let is_message = |event: &&str| event.contains("rcvMsgContent");
    let event = recorded.into_iter().find(is_message).unwrap();
    serde_json::from_str(event).unwrap()
}

/// Answers the question for the user, and sends messages of a length as fast as they are taken.
async fn serve(stream: TcpStream, length: usize) -> Result<(), tungstenite::Error> {
    let mut socket = accept_async(stream).await?;
    let question = socket.next().await.transpose()?.unwrap();
    let question: Value = serde_json::from_str(question.to_text()?).unwrap();
    let user: Value = serde_json::from_str(&json::encode(&sample::<User>())).unwrap();
    let answer = json!({
        "corrId": question["corrId"],
        "resp": {"type": "activeUser", "user": user},
    });
    socket.send(answer.to_string().into()).await?;
    let mut event = template();
    for number in 0..MESSAGES {
        let item = &mut event["chatItems"][0]["chatItem"];
        let text = format!("{number} {}", "x".repeat(length));
        item["content"]["msgContent"]["text"] = text.clone().into();
        item["meta"]["itemText"] = text.into();
        let frame = json!({ "resp": event });
        socket.send(frame.to_string().into()).await?;
    }
    std::future::pending().await
}

#[tokio::test]
async fn a_slow_handler_costs_no_more_than_the_budget() {
    // What is around a text counts as well.
    for length in [5_000, 1] {
        keep_waiting(length).await;
    }
}

async fn keep_waiting(length: usize) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        serve(stream, length).await
    });

    let gate = Arc::new(Semaphore::new(0));
    let (tell, mut told) = mpsc::unbounded_channel();
    let bot = Bot::with_state(Arc::clone(&gate))
        .no_address()
        .on_message(move |message: Message<Arc<Semaphore>>| {
            let tell = tell.clone();
            async move {
                message.state().acquire().await?.forget();
                let number = message.text().split(' ').next().unwrap_or_default();
                tell.send(number.parse::<usize>()?)?;
                Ok(())
            }
        })
        .on_notice(|_: Context<_>, notice: Notice| -> std::future::Ready<()> {
            panic!("{notice}")
        });
    let config = Config::default()
        .event_queue_bytes(BUDGET)
        .version_timeout(None);
    let before = Region::new(ALLOC);
    let bot = bot.connect_with(&url, &config).await.unwrap();
    let client = bot.client().clone();
    let stop = bot.stop_handle();
    let running = tokio::spawn(bot.run());
    let kept = || {
        let change = before.change();
        change
            .bytes_allocated
            .saturating_sub(change.bytes_deallocated)
    };

    let mut most = 0;
    for _ in 0..20 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        most = most.max(kept());
    }
    let stats = client.stats();
    println!("{most} bytes of memory for {} of frames", stats.event_bytes);
    assert!(
        stats.event_bytes >= BUDGET && stats.event_bytes < 2 * BUDGET,
        "{stats:?}"
    );
    assert!(most < TIMES * BUDGET, "{most}");

    gate.add_permits(MESSAGES);
    for number in 0..MESSAGES {
        let next = tokio::time::timeout(simplex_api_tests::LONG, told.recv());
        assert_eq!(next.await.unwrap(), Some(number));
    }
    stop.stop();
    assert_eq!(running.await.unwrap().unhandled, 0);
}
