use std::time::Duration;

use tokio::time::Instant;

use super::*;
use crate::client::{CloseReason, KeepAlive, Outcome};
use crate::command::EncodeErrorKind;
use crate::commands::{ApiGetGroupRelays, ApiListGroups};

fn seeded() -> Config {
    Config::default().seed(1)
}

/// Ends the link without a close frame.
fn cut(server: Server) {
    drop(server);
}

#[tokio::test(start_paused = true)]
async fn a_lost_link_is_replaced_and_reported_in_the_stream() {
    let (client, mut events, server, mut network) = connected_network(&seeded()).await;
    cut(server);
    let lost = kind(events.next().await);
    assert!(
        lost.starts_with("disconnected: the connection was lost"),
        "{lost}"
    );
    assert!(!client.is_connected() && !client.is_closed());

    let mut server = network.accept().await;
    server.send(r#"{"resp":{"type":"somethingNew"}}"#).await;
    match events.next().await {
        Some(Incoming::Reconnected { gap }) => {
            assert_eq!(gap.attempts, 1);
            assert!(gap.downtime <= Duration::from_millis(100));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(kind(events.next().await), "event");
    assert!(client.is_connected());
    assert_eq!(client.stats().connects, 2);
}

#[tokio::test(start_paused = true)]
async fn sent_commands_fail_immediately_and_queued_ones_are_sent_later() {
    let (client, _events, mut server, mut network) =
        connected_network(&seeded().max_in_flight(1)).await;
    let start = Instant::now();
    let sent = spawn_raw(&client, "/sent");
    server.expect("/sent").await;
    let waits = spawn_raw(&client, "/waits");
    settle().await;
    cut(server);

    let error = sent.await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Disconnected { .. }), "{error}");
    assert!(error.was_sent() && !error.is_retryable());
    assert!(start.elapsed() < Duration::from_millis(100));

    let new = spawn_raw(&client, "/new");
    let mut server = network.accept().await;
    for text in ["/waits", "/new"] {
        let corr_id = server.expect(text).await;
        server.answer(&corr_id, OK).await;
    }
    assert!(waits.await.unwrap().is_ok() && new.await.unwrap().is_ok());
    assert!(server.receives_nothing().await, "nothing is sent again");
}

#[tokio::test(start_paused = true)]
async fn a_command_without_a_link_times_out() {
    let (client, _events, server, mut network) = connected_network(&seeded()).await;
    cut(server);
    let start = Instant::now();
    let waiting = client.with_timeout(Duration::from_secs(7));
    let refusing = async {
        loop {
            network.refuse().await;
        }
    };
    let error = tokio::select! {
        answer = waiting.send_raw("/waits") => answer.unwrap_err(),
        () = refusing => unreachable!(),
    };
    let outcome = Outcome::NotSent;
    assert!(
        matches!(error, Error::TimedOut { outcome: o, .. } if o == outcome),
        "{error}"
    );
    assert!(error.is_retryable());
    assert_eq!(start.elapsed().as_secs(), 7);
}

#[tokio::test(start_paused = true)]
async fn the_delays_between_attempts_are_random_and_grow() {
    let (client, _events, server, mut network) = connected_network(&seeded()).await;
    cut(server);
    let mut last = Instant::now();
    let mut delays = Vec::new();
    for _ in 0..40 {
        network.refuse().await;
        delays.push(last.elapsed());
        last = Instant::now();
    }
    settle().await;
    let max = |delays: &[Duration]| delays.iter().max().unwrap().as_millis();
    assert!(max(&delays[..1]) <= 100, "{delays:?}");
    assert!((5_000..=10_001).contains(&max(&delays)), "{delays:?}");
    assert_eq!(client.stats().failed_dials, 40);
}

#[tokio::test(start_paused = true)]
async fn the_last_failed_attempt_ends_the_connection() {
    let config = seeded().reconnect(Reconnect::attempts(3));
    let (client, mut events, server, mut network) = connected_network(&config).await;
    cut(server);
    settle().await;
    let waits = spawn_raw(&client, "/waits");
    for _ in 0..3 {
        network.refuse().await;
    }
    assert!(kind(events.next().await).starts_with("disconnected"));
    let closed = kind(events.next().await);
    assert!(
        closed.starts_with("closed: 3 attempts to reconnect failed (cannot connect to memory"),
        "{closed}"
    );
    assert_eq!(kind(events.next().await), "end");
    let error = waits.await.unwrap().unwrap_err();
    assert!(
        matches!(
            error,
            Error::Closed {
                outcome: Outcome::NotSent,
                ..
            }
        ),
        "{error}"
    );
    assert!(network.is_not_dialled().await);
}

#[tokio::test(start_paused = true)]
async fn closing_and_dropping_stop_reconnecting() {
    for drop_it in [false, true] {
        let (client, mut events, server, mut network) = connected_network(&seeded()).await;
        cut(server);
        assert!(kind(events.next().await).starts_with("disconnected"));
        let start = Instant::now();
        if drop_it {
            drop(client);
        } else {
            let waits = spawn_raw(&client, "/waits");
            settle().await;
            let report = client.close().await;
            assert!(matches!(report.reason, CloseReason::Client));
            assert_eq!(report.unanswered, 1);
            assert!(!waits.await.unwrap().unwrap_err().was_sent());
        }
        assert_eq!(kind(events.next().await), "closed: the client was closed");
        assert!(start.elapsed() < Duration::from_millis(100));
        tokio::time::sleep(Duration::from_secs(60)).await;
        while let Ok(dial) = network.dials.try_recv() {
            assert!(dial.is_closed(), "the client still dials");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn short_links_increase_the_delay_before_the_next_attempt() {
    let (_client, mut events, server, mut network) = connected_network(&seeded()).await;
    cut(server);
    let start = Instant::now();
    for _ in 0..30 {
        cut(network.accept().await);
        assert!(kind(events.next().await).starts_with("disconnected"));
        assert_eq!(kind(events.next().await), "reconnected");
    }
    assert!(
        start.elapsed() > Duration::from_secs(30),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn after_a_close_frame_the_client_answers_it_and_reconnects() {
    let (client, mut events, mut server, mut network) = connected_network(&seeded()).await;
    server.socket.close(None).await.unwrap();
    assert_eq!(
        kind(events.next().await),
        "disconnected: the server closed the connection"
    );
    assert!(matches!(server.message().await, Some(Message::Close(_))));
    let mut server = network.accept().await;
    let answer = spawn_raw(&client, "/1");
    let corr_id = server.expect("/1").await;
    server.answer(&corr_id, OK).await;
    assert!(answer.await.unwrap().is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_frame_above_the_limit_drops_only_the_link() {
    let config = seeded().max_frame_size(100);
    let (client, mut events, mut server, mut network) = connected_network(&config).await;
    let waits = spawn_raw(&client, "/1");
    let corr_id = server.expect("/1").await;
    let large = format!(r#"{{"type":"{}"}}"#, "x".repeat(200));
    // The client drops the link in the middle of it.
    let frame = format!(r#"{{"corrId":"{corr_id}","resp":{large}}}"#);
    let _ = server.socket.send(frame.into()).await;
    let error = waits.await.unwrap().unwrap_err();
    let problem = "a frame of 233 bytes, the limit is 100";
    assert!(error.to_string().contains(problem), "{error}");
    assert!(kind(events.next().await).contains(problem));
    network.accept().await;
    assert_eq!(kind(events.next().await), "reconnected");
}

#[tokio::test(start_paused = true)]
async fn an_idle_half_open_link_is_detected() {
    let keep_alive = KeepAlive::default()
        .ping_after(Duration::from_secs(30))
        .ping_timeout(Duration::from_secs(20));
    let config = seeded().keep_alive(keep_alive);
    let (_client, mut events, mut server, mut network) = connected_network(&config).await;
    let start = Instant::now();
    assert!(matches!(server.any_message().await, Some(Message::Ping(_))));
    assert_eq!(start.elapsed().as_secs(), 30);
    // The server has received the ping, and never sends a pong.
    assert_eq!(
        kind(events.next().await),
        "disconnected: the server did not answer a ping within 20s"
    );
    assert_eq!(start.elapsed().as_secs(), 50);
    network.accept().await;
    assert_eq!(kind(events.next().await), "reconnected");
}

#[tokio::test(start_paused = true)]
async fn a_zero_ping_timeout_is_raised_to_the_minimum() {
    let keep_alive = KeepAlive::default().ping_timeout(Duration::ZERO);
    let config = seeded().keep_alive(keep_alive);
    let (_client, mut events, mut server, _network) = connected_network(&config).await;
    assert!(matches!(server.any_message().await, Some(Message::Ping(_))));
    assert_eq!(
        kind(events.next().await),
        "disconnected: the server did not answer a ping within 10ms"
    );
}

#[tokio::test(start_paused = true)]
async fn a_busy_server_is_not_pinged() {
    let (client, mut events, server, _network) = connected_network(&seeded()).await;
    let slow_client = client.with_timeout(Duration::from_secs(600));
    // The server reads nothing for 599 s, then answers.
    let requests = [(); 3].map(|()| spawn_raw(&slow_client, "/slow"));
    tokio::time::sleep(Duration::from_secs(599)).await;
    assert!(pending(&mut Box::pin(events.next())).await);
    let mut server = server;
    for _ in &requests {
        let corr_id = server.expect("/slow").await;
        server.answer(&corr_id, OK).await;
    }
    for request in requests {
        assert!(request.await.unwrap().is_ok());
    }
    assert_eq!(client.stats().connects, 1);
}

#[tokio::test(start_paused = true)]
async fn events_count_as_activity() {
    let (client, _events, mut server, _network) = connected_network(&seeded()).await;
    for _ in 0..20 {
        tokio::time::sleep(Duration::from_secs(29)).await;
        server.send(r#"{"resp":{"type":"somethingNew"}}"#).await;
    }
    settle().await;
    assert!(server.receives_nothing().await);
    assert_eq!(client.stats().events, 20);
}

#[tokio::test(start_paused = true)]
async fn each_byte_of_a_slow_frame_counts_as_activity() {
    let (client, mut events, server, _network) = connected_network(&seeded()).await;
    let frame = br#"{"resp":{"type":"somethingNew"}}"#;
    let mut bytes = vec![0x81, u8::try_from(frame.len()).unwrap()];
    bytes.extend(frame);
    let mut stream = server.socket.into_inner();
    for byte in bytes {
        tokio::time::sleep(Duration::from_secs(25)).await;
        tokio::io::AsyncWriteExt::write_all(&mut stream, &[byte])
            .await
            .unwrap();
    }
    assert_eq!(kind(events.next().await), "event");
    assert_eq!(client.stats().connects, 1);
}

#[tokio::test(start_paused = true)]
async fn the_version_is_asked_for_on_each_link() {
    let (dialer, mut network) = dialer(&seeded());
    let (socket, server) = tokio::join!(dialer.dial(), network.accept());
    let config = seeded();
    let connecting = Client::with_socket(dialer, socket.unwrap(), &config);
    let answering = async {
        let mut server = server;
        let corr_id = server.expect("/v").await;
        server.answer(&corr_id, &version("6.4.3")).await;
        server
    };
    let ((client, _events, _), server) = tokio::join!(connecting, answering);
    assert_eq!(client.server_version(), "6.4.3".parse().ok());

    let mut server = server;
    drop(spawn_list(&client));
    server.expect("/_groups1").await;
    let too_new = client.send(&ApiGetGroupRelays::new(1)).await;
    let Err(Error::Encode { error, .. }) = too_new else {
        panic!("{too_new:?}");
    };
    assert!(
        matches!(error.kind(), EncodeErrorKind::Unsupported { .. }),
        "{error}"
    );

    cut(server);
    let mut server = network.accept().await;
    let corr_id = server.expect("/v").await;
    assert_eq!(client.server_version(), "6.4.3".parse().ok());
    server.answer(&corr_id, &version("7.0.0")).await;
    settle().await;
    assert_eq!(client.server_version(), "7.0.0".parse().ok());
    drop(spawn_list(&client));
    server.expect("/_groups 1").await;

    // An invalid version counts as unknown, so the newest syntax is used.
    cut(server);
    let mut server = network.accept().await;
    let corr_id = server.expect("/v").await;
    server.answer(&corr_id, &version("next")).await;
    settle().await;
    assert_eq!(client.server_version(), None);
}

/// Sends a command whose syntax depends on the version of the server.
fn spawn_list(client: &Client) -> tokio::task::JoinHandle<bool> {
    let client = client.clone();
    tokio::spawn(async move { client.send(&ApiListGroups::new(1)).await.is_ok() })
}

#[tokio::test(start_paused = true)]
async fn a_server_that_does_not_report_its_version_is_used() {
    let config = seeded();
    let (dialer, mut network) = dialer(&config);
    let (socket, mut server) = tokio::join!(dialer.dial(), network.accept());
    let start = Instant::now();
    let (client, _events, _) = Client::with_socket(dialer, socket.unwrap(), &config).await;
    assert_eq!(start.elapsed().as_secs(), 5);
    assert_eq!(client.server_version(), None);
    server.expect("/v").await;
    let answer = spawn_raw(&client, "/1");
    let corr_id = server.expect("/1").await;
    server.answer(&corr_id, OK).await;
    assert!(answer.await.unwrap().is_ok());
}

fn version(version: &str) -> String {
    format!(r#"{{"type":"versionInfo","versionInfo":{{"version":"{version}"}}}}"#)
}

#[tokio::test(start_paused = true)]
async fn a_link_established_after_the_end_is_dropped() {
    let config = seeded();
    let (dialer, mut network) = dialer(&config);
    let (socket, mut server) = tokio::join!(dialer.dial(), network.accept());
    let version = async {
        let corr_id = server.expect("/v").await;
        server.answer(&corr_id, OK).await;
    };
    let connecting = Client::with_socket(dialer, socket.unwrap(), &config);
    let ((client, mut events, _), ()) = tokio::join!(connecting, version);
    cut(server);

    // The task of the connection receives the new socket and the close in the same poll.
    let mut server = network.accept().await;
    let mut close = Box::pin(client.close());
    assert!(pending(&mut close).await);
    close.await;
    assert!(server.message().await.is_none());
    let stats = client.stats();
    assert_eq!((stats.connects, stats.requests, stats.queued), (1, 1, 0));
    assert!(kind(events.next().await).starts_with("disconnected"));
    assert_eq!(kind(events.next().await), "closed: the client was closed");
}
