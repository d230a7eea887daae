//! The memory of a bot that cannot keep up. It is a separate test binary because it measures the allocations of the
//! whole process.

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

/// How many bytes of frames may wait.
const BUDGET: usize = 1 << 20;

/// The maximum memory in multiples of the budget. A decoded event needs about one and a half times the bytes of its
/// frame.
const MAX_RATIO: usize = 3;

/// How many messages the server sends.
const MESSAGES: usize = 1_000;

/// A message event of a contact, recorded from a server.
fn template() -> Value {
    let recorded = include_str!("../network/recorded/contacts.jsonl").lines();
    let is_message = |event: &&str| event.contains("rcvMsgContent");
    let event = recorded.into_iter().find(is_message).unwrap();
    serde_json::from_str(event).unwrap()
}

/// Answers the request for the active user, then sends messages of this length as fast as the client reads.
async fn serve(stream: TcpStream, length: usize) -> Result<(), tungstenite::Error> {
    let mut socket = accept_async(stream).await?;
    let request = socket.next().await.transpose()?.unwrap();
    let request: Value = serde_json::from_str(request.to_text()?).unwrap();
    let user: Value = serde_json::from_str(&json::encode(&sample::<User>())).unwrap();
    let answer = json!({
        "corrId": request["corrId"],
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
async fn a_slow_handler_keeps_the_memory_within_the_budget() {
    // With short texts, the rest of the frames counts most.
    for length in [5_000, 1] {
        block_handler(length).await;
    }
}

async fn block_handler(length: usize) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        serve(stream, length).await
    });

    let gate = Arc::new(Semaphore::new(0));
    let (sender, mut handled) = mpsc::unbounded_channel();
    let bot = Bot::with_state(Arc::clone(&gate))
        .address(false)
        .on_message(move |message: Message<Arc<Semaphore>>| {
            let sender = sender.clone();
            async move {
                message.state().acquire().await?.forget();
                let number = message.text().split(' ').next().unwrap_or_default();
                sender.send(number.parse::<usize>()?)?;
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
    let allocated = || {
        let change = before.change();
        change
            .bytes_allocated
            .saturating_sub(change.bytes_deallocated)
    };

    let mut max = 0;
    for _ in 0..20 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        max = max.max(allocated());
    }
    let stats = client.stats();
    println!("{max} bytes of memory for {} of frames", stats.event_bytes);
    assert!(
        stats.event_bytes >= BUDGET && stats.event_bytes < 2 * BUDGET,
        "{stats:?}"
    );
    assert!(max < MAX_RATIO * BUDGET, "{max}");

    gate.add_permits(MESSAGES);
    for number in 0..MESSAGES {
        let next = tokio::time::timeout(simplex_api_tests::LONG, handled.recv());
        assert_eq!(next.await.unwrap(), Some(number));
    }
    stop.stop();
    assert_eq!(running.await.unwrap().unhandled, 0);
}
