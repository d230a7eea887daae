use tokio::time::Instant;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use super::*;
use crate::client::{CloseReason, Outcome};

fn outcome<T>(result: Result<T, Error>) -> (Outcome, CloseReason) {
    match result {
        Err(Error::Closed {
            outcome, reason, ..
        }) => (outcome, reason),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("an answer"),
    }
}

#[tokio::test(start_paused = true)]
async fn closing_waits_for_answers_and_accepts_nothing_new() {
    let (client, mut events, mut server) = connected(&Config::default().max_in_flight(1)).await;
    let first = spawn_raw(&client, "/1");
    let second = spawn_raw(&client, "/2");
    let corr_id = server.expect("/1").await;
    let mut close = Box::pin(client.close());
    assert!(pending(&mut close).await);
    settle().await;

    let (late, reason) = outcome(client.send_raw("/3").await);
    assert_eq!(late, Outcome::NotSent);
    assert!(matches!(reason, CloseReason::Client));

    server.answer(&corr_id, OK).await;
    let corr_id = server.expect("/2").await;
    server.answer(&corr_id, OK).await;
    assert!(first.await.unwrap().is_ok() && second.await.unwrap().is_ok());
    assert!(matches!(server.message().await, Some(Message::Close(_))));
    assert!(server.message().await.is_none());
    drop(server);

    close.await;
    assert!(client.is_closed());
    assert_eq!(kind(events.next().await), "closed: the client was closed");
    assert_eq!(kind(events.next().await), "end");
    assert_eq!(kind(events.next().await), "end");
    client.close().await;
}

#[tokio::test(start_paused = true)]
async fn closing_has_a_timeout() {
    let (client, _events, mut server) = connected(&Config::default()).await;
    let start = Instant::now();
    let request = spawn_raw(&client, "/1");
    server.expect("/1").await;
    client.close().await;
    assert_eq!(outcome(request.await.unwrap()).0, Outcome::Unknown);
    assert!(start.elapsed().as_secs() <= 6, "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn the_last_handle_closes_the_connection() {
    let (client, mut events, mut server) = connected(&Config::default()).await;
    let clone = client.clone();
    drop(client);
    assert!(server.receives_nothing().await);
    drop(clone);
    assert!(matches!(server.message().await, Some(Message::Close(_))));
    assert!(server.message().await.is_none());
    assert_eq!(kind(events.next().await), "closed: the client was closed");
}

#[tokio::test(start_paused = true)]
async fn a_close_frame_ends_every_request() {
    let (client, mut events, mut server) = connected(&Config::default().max_in_flight(1)).await;
    let sent = spawn_raw(&client, "/1");
    server.expect("/1").await;
    let queued = spawn_raw(&client, "/2");
    settle().await;

    let frame = CloseFrame {
        code: 1001.into(),
        reason: "bye".into(),
    };
    server.socket.close(Some(frame)).await.unwrap();
    assert_eq!(outcome(sent.await.unwrap()).0, Outcome::Unknown);
    let (queued, reason) = outcome(queued.await.unwrap());
    assert_eq!(queued, Outcome::NotSent);
    assert!(matches!(
        reason,
        CloseReason::Server {
            code: Some(1001),
            ..
        }
    ));
    assert_eq!(
        kind(events.next().await),
        r#"closed: the server closed the connection with code 1001 and the reason "bye""#
    );
    assert_eq!(kind(events.next().await), "end");

    assert!(
        matches!(server.message().await, Some(Message::Close(_))),
        "the close frame is answered"
    );
    let (later, reason) = outcome(client.send_raw("/3").await);
    assert_eq!(later, Outcome::NotSent);
    assert!(matches!(reason, CloseReason::Server { .. }));
}

#[tokio::test(start_paused = true)]
async fn a_close_frame_ends_an_idle_connection() {
    let (client, mut events, mut server) = connected(&Config::default()).await;
    server.socket.close(None).await.unwrap();
    assert!(matches!(
        client.closed().await,
        CloseReason::Server { code: None, .. }
    ));
    assert_eq!(
        kind(events.next().await),
        "closed: the server closed the connection"
    );
}

#[tokio::test(start_paused = true)]
async fn a_lost_link_ends_every_request() {
    let (client, mut events, mut server) = connected(&Config::default()).await;
    let request = spawn_raw(&client, "/1");
    server.expect("/1").await;
    drop(server);
    let (outcome, reason) = outcome(request.await.unwrap());
    assert_eq!(outcome, Outcome::Unknown);
    assert!(matches!(reason, CloseReason::Lost(_)), "{reason}");
    assert!(kind(events.next().await).starts_with("closed: the connection was lost"));
}

#[tokio::test(start_paused = true)]
async fn a_frame_above_the_limit_is_the_close_reason() {
    let (client, _events, mut server) = connected(&Config::default().max_frame_size(100)).await;
    let large = format!(r#"{{"resp":{{"type":"{}"}}}}"#, "x".repeat(200));
    server.send(large).await;
    let reason = client.closed().await.to_string();
    assert_eq!(
        reason,
        "the server sent a frame of 220 bytes, the limit is 100"
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_polled_after_the_end_reports_that_it_was_not_sent() {
    let (client, _events, mut server) = connected(&Config::default()).await;
    // More than the limit in flight, so that the last one is queued.
    let mut calls: Vec<_> = (0..100).map(|_| Box::pin(client.send_raw("/1"))).collect();
    for call in &mut calls {
        assert!(pending(call).await);
    }
    server.socket.close(None).await.unwrap();
    assert!(matches!(client.closed().await, CloseReason::Server { .. }));
    settle().await;
    let last = calls.pop().unwrap();
    assert_eq!(outcome(last.await).0, Outcome::NotSent);
}

#[test]
fn dropping_the_runtime_closes_the_connection() {
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let first = runtime();
    let (client, mut events, _server) = first.block_on(connected(&Config::default()));
    drop(first);
    runtime().block_on(async {
        assert_eq!(outcome(client.send_raw("/1").await).0, Outcome::NotSent);
        assert!(client.is_closed());
        assert!(kind(events.next().await).contains("shut down"));
        client.close().await;
    });
}

#[tokio::test(start_paused = true)]
async fn the_report_counts_what_was_unfinished() {
    let (client, mut events, mut server) = connected(&Config::default()).await;
    let requests = [(); 2].map(|()| spawn_raw(&client, "/1"));
    let corr_id = server.expect("/1").await;
    server.expect("/1").await;
    for _ in 0..3 {
        server.send(r#"{"resp":{"type":"somethingNew"}}"#).await;
    }
    server.answer(&corr_id, OK).await;
    let report = client.close().await;
    assert!(matches!(report.reason, CloseReason::Client));
    assert_eq!((report.unanswered, report.unread), (1, 3));
    let [first, second] = requests;
    assert!(first.await.unwrap().is_ok());
    assert_eq!(outcome(second.await.unwrap()).0, Outcome::Unknown);
    for expected in ["event", "event", "event", "closed: the client was closed"] {
        assert_eq!(kind(events.next().await), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn draining_waits_for_the_consumer() {
    let (client, mut events, mut server) = connected(&Config::default()).await;
    for _ in 0..3 {
        server.send(r#"{"resp":{"type":"somethingNew"}}"#).await;
    }
    settle().await;
    drop(server);
    let consumer = tokio::spawn(async move {
        let mut taken = 0;
        while let Some(Incoming::Event(_)) = events.next().await {
            taken += 1;
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        }
        taken
    });
    let start = Instant::now();
    let report = client.drain().await;
    assert_eq!(report.unread, 0);
    assert_eq!(start.elapsed().as_secs(), 2);
    assert_eq!(consumer.await.unwrap(), 3);
}

#[tokio::test(start_paused = true)]
async fn draining_has_a_timeout() {
    let (client, _events, mut server) = connected(&Config::default()).await;
    server.send(r#"{"resp":{"type":"somethingNew"}}"#).await;
    settle().await;
    drop(server);
    let start = Instant::now();
    let reports = tokio::join!(client.drain(), client.drain());
    assert_eq!((reports.0.unread, reports.1.unread), (1, 1));
    assert_eq!(start.elapsed().as_secs(), 5);
}
