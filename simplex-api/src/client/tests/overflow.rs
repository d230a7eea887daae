//! A consumer that is slower than the events.

use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::*;
use crate::client::{CloseReason, Outcome, Overflow};

const PATIENCE: Duration = Duration::from_secs(60);

fn small(overflow: Overflow) -> Config {
    Config::default().event_capacity(4).overflow(overflow)
}

fn numbered(n: u32) -> String {
    format!(r#"{{"corrId":"x{n}","resp":{{"type":"a"}}}}"#)
}

/// Sends so many numbered items as fast as they are read.
fn flood(mut server: Server, items: u32) -> JoinHandle<Server> {
    tokio::spawn(async move {
        for n in 0..items {
            server.send(numbered(n)).await;
        }
        server
    })
}

#[tokio::test(start_paused = true)]
async fn reading_waits_for_a_slow_consumer_and_nothing_is_lost() {
    let (client, mut events, server) = connected(&small(Overflow::Wait(PATIENCE))).await;
    let flood = flood(server, 1000);
    settle().await;
    assert_eq!(client.stats().unread, 4);
    assert!(!flood.is_finished());
    for n in 0..1000 {
        tokio::time::sleep(PATIENCE / 2).await;
        assert_eq!(kind(events.next().await), format!("a for x{n}"));
    }
    assert_eq!(client.stats().dropped, 0);
}

#[tokio::test(start_paused = true)]
async fn a_consumer_that_sends_between_events_gets_its_answers() {
    let (client, mut events, mut server) = connected(&small(Overflow::Wait(PATIENCE))).await;
    let start = Instant::now();
    let script = async {
        for round in 0..200 {
            // More than the queue is to hold, and only then the server reads.
            for n in 0..7 {
                server.send(numbered(7 * round + n)).await;
            }
            let corr_id = server.expect("/1").await;
            server.answer(&corr_id, OK).await;
        }
    };
    let consumer = async {
        for n in 0..1400 {
            assert_eq!(kind(events.next().await), format!("a for x{n}"));
            if n % 7 == 0 {
                client.send_raw("/1").await.unwrap();
            }
        }
    };
    tokio::join!(script, consumer);
    assert_eq!(start.elapsed(), Duration::ZERO);
    assert_eq!(client.stats().dropped, 0);
}

#[tokio::test(start_paused = true)]
async fn an_answer_behind_events_is_reached() {
    let (client, mut events, mut server) = connected(&small(Overflow::Wait(PATIENCE))).await;
    for n in 0..4 {
        server.send(numbered(n)).await;
    }
    settle().await;
    let start = Instant::now();
    let request = spawn_raw(&client, "/1");
    let corr_id = server.expect("/1").await;
    for n in 4..7 {
        server.send(numbered(n)).await;
    }
    server.answer(&corr_id, OK).await;
    assert!(request.await.unwrap().is_ok());
    assert_eq!(start.elapsed(), Duration::ZERO);
    for n in 0..7 {
        assert_eq!(kind(events.next().await), format!("a for x{n}"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_consumer_that_takes_nothing_loses_the_oldest_and_is_told() {
    let (client, mut events, server) = connected(&small(Overflow::Wait(PATIENCE))).await;
    let start = Instant::now();
    let flood = flood(server, 100);
    let _server = flood.await.unwrap();
    assert_eq!(start.elapsed(), PATIENCE);
    settle().await;
    assert_eq!((client.stats().unread, client.stats().dropped), (8, 92));
    assert_eq!(kind(events.next().await), "lagged 92");
    assert_eq!(kind(events.next().await), "a for x92");
}

#[tokio::test(start_paused = true)]
async fn a_consumer_that_leaves_holds_up_nothing() {
    let (client, events, server) = connected(&small(Overflow::Wait(PATIENCE))).await;
    let flood = flood(server, 100);
    settle().await;
    assert!(!flood.is_finished());
    drop(events);
    let mut server = flood.await.unwrap();
    let request = spawn_raw(&client, "/1");
    let corr_id = server.expect("/1").await;
    server.answer(&corr_id, OK).await;
    assert!(request.await.unwrap().is_ok());
}

#[tokio::test(start_paused = true)]
async fn an_overflow_can_end_the_connection() {
    let config = small(Overflow::Close);
    let (client, mut events, mut server, mut network) = network(&config).await;
    let request = spawn_raw(&client, "/1");
    server.expect("/1").await;
    for n in 0..5 {
        server.send(numbered(n)).await;
    }
    let error = request.await.unwrap().unwrap_err();
    assert!(
        matches!(
            error,
            Error::Closed {
                outcome: Outcome::Unknown,
                reason: CloseReason::Overflow,
                ..
            }
        ),
        "{error}"
    );
    for n in 0..4 {
        assert_eq!(kind(events.next().await), format!("a for x{n}"));
    }
    assert_eq!(
        kind(events.next().await),
        "closed: more events came than its queue may hold"
    );
    assert!(matches!(server.message().await, Some(Message::Close(_))));
    assert!(network.hears_nothing().await);
}

#[tokio::test(start_paused = true)]
async fn a_link_that_is_not_read_is_not_given_up() {
    let overflow = Overflow::Wait(Duration::from_secs(600));
    let (client, mut events, server) = connected(&small(overflow)).await;
    let flood = flood(server, 100);
    tokio::time::sleep(Duration::from_secs(500)).await;
    for n in 0..100 {
        assert_eq!(kind(events.next().await), format!("a for x{n}"));
    }
    drop(flood.await.unwrap());
    assert_eq!(client.stats().dropped, 0);
}
