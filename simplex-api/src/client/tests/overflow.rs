//! A consumer that is slower than the server.

use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::*;
use crate::client::{CloseReason, Outcome, Overflow};

const WAIT: Duration = Duration::from_secs(60);

fn small_queue(overflow: Overflow) -> Config {
    Config::default().event_queue_len(4).overflow(overflow)
}

fn numbered(n: u32) -> String {
    format!(r#"{{"corrId":"x{n}","resp":{{"type":"a"}}}}"#)
}

/// Sends the given number of items as fast as the client reads.
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
    let (client, mut events, server) = connected(&small_queue(Overflow::Wait(WAIT))).await;
    let flood = flood(server, 1000);
    settle().await;
    assert_eq!(client.stats().unread, 4);
    assert!(!flood.is_finished());
    for n in 0..1000 {
        tokio::time::sleep(WAIT / 2).await;
        assert_eq!(kind(events.next().await), format!("a for x{n}"));
    }
    assert_eq!(client.stats().dropped, 0);
}

#[tokio::test(start_paused = true)]
async fn a_consumer_that_sends_between_events_gets_its_answers() {
    let (client, mut events, mut server) = connected(&small_queue(Overflow::Wait(WAIT))).await;
    let start = Instant::now();
    let script = async {
        for round in 0..200 {
            // More than the queue holds. The server reads the command only after that.
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
async fn an_answer_after_events_is_received() {
    let (client, mut events, mut server) = connected(&small_queue(Overflow::Wait(WAIT))).await;
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
async fn an_inactive_consumer_loses_the_oldest_items_and_gets_their_number() {
    let (client, mut events, server) = connected(&small_queue(Overflow::Wait(WAIT))).await;
    let start = Instant::now();
    let flood = flood(server, 100);
    let _server = flood.await.unwrap();
    assert_eq!(start.elapsed(), WAIT);
    settle().await;
    assert_eq!((client.stats().unread, client.stats().dropped), (8, 92));
    assert_eq!(kind(events.next().await), "lagged 92");
    assert_eq!(kind(events.next().await), "a for x92");
}

#[tokio::test(start_paused = true)]
async fn dropping_the_consumer_resumes_reading() {
    let (client, events, server) = connected(&small_queue(Overflow::Wait(WAIT))).await;
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
    let config = small_queue(Overflow::Close);
    let (client, mut events, mut server, mut network) = connected_network(&config).await;
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
    assert_eq!(kind(events.next().await), "closed: the event queue is full");
    assert!(matches!(server.message().await, Some(Message::Close(_))));
    assert!(network.is_not_dialled().await);
}

#[tokio::test(start_paused = true)]
async fn a_link_that_is_not_read_is_not_dropped() {
    let overflow = Overflow::Wait(Duration::from_secs(600));
    let (client, mut events, server) = connected(&small_queue(overflow)).await;
    let flood = flood(server, 100);
    tokio::time::sleep(Duration::from_secs(500)).await;
    for n in 0..100 {
        assert_eq!(kind(events.next().await), format!("a for x{n}"));
    }
    drop(flood.await.unwrap());
    assert_eq!(client.stats().dropped, 0);
}
