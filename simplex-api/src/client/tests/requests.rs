use std::time::Duration;

use tokio::time::Instant;

use super::*;
use crate::client::Outcome;
use crate::types::ChatErrorType;

const EVENT: &str = r#"{"resp":{"type":"somethingNew","n":1}}"#;

/// For a server that sends nothing for a long time, not even a pong.
fn no_keep_alive() -> Config {
    Config::default().keep_alive(None)
}

#[tokio::test(start_paused = true)]
async fn a_command_returns_its_response_type() {
    let (client, _events, mut server) = connected(&Config::default()).await;
    let script = async {
        let corr_id = server.expect("/say \"ж\"").await;
        server.answer(&corr_id, r#"{"type":"said","n":7}"#).await;
    };
    let say = Say::new("\"ж\"");
    let (said, ()) = tokio::join!(client.send(&say), script);
    assert_eq!(said.unwrap(), Said::new(7));
}

#[tokio::test(start_paused = true)]
async fn an_unexpected_response_is_in_the_error() {
    let (client, _events, mut server) = connected(&Config::default()).await;
    let script = async {
        let corr_id = server.expect("/say it").await;
        server
            .answer(&corr_id, r#"{"type":"cmdOk","user_":null}"#)
            .await;
    };
    let (said, ()) = tokio::join!(client.send(&Say::new("it")), script);
    match said {
        Err(Error::Answer {
            error: ResponseError::Unexpected { response, .. },
            ..
        }) => {
            assert_eq!(response.tag(), "cmdOk");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_chat_error_is_returned_as_an_error() {
    let (client, _events, mut server) = connected(&Config::default()).await;
    for wrapper in ["", r#"{"Left":"#] {
        let script = async {
            let corr_id = server.expect("/say secret").await;
            let error = r#"{"type":"chatCmdError","chatError":{"type":"error","errorType":{"type":"commandError","message":"Failed reading: empty"}}}"#;
            let end = if wrapper.is_empty() { "" } else { "}" };
            server
                .answer(&corr_id, &format!("{wrapper}{error}{end}"))
                .await;
        };
        let (said, ()) = tokio::join!(client.send(&Say::new("secret")), script);
        let error = said.unwrap_err();
        assert_eq!(
            error.to_string(),
            "Say failed: error / commandError: Failed reading: empty"
        );
        assert!(error.was_sent() && !error.is_retryable());
        assert!(matches!(
            error.chat_error_type(),
            Some(ChatErrorType::CommandError { message, .. }) if message == "Failed reading: empty"
        ));
        assert!(error.store_error().is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn answers_may_arrive_in_any_order() {
    let (client, _events, mut server) = connected(&Config::default()).await;
    let script = async {
        let first = server.expect("/1").await;
        let second = server.expect("/2").await;
        server.answer(&second, r#"{"type":"second"}"#).await;
        server.answer(&first, r#"{"type":"first"}"#).await;
    };
    let (first, second, ()) = tokio::join!(client.send_raw("/1"), client.send_raw("/2"), script);
    assert_eq!(first.unwrap().tag(), "first");
    assert_eq!(second.unwrap().tag(), "second");
}

#[tokio::test(start_paused = true)]
async fn a_command_that_cannot_be_encoded_is_not_sent() {
    let (client, _events, mut server) = connected(&Config::default()).await;
    let error = client.send(&Say::new("")).await.unwrap_err();
    assert!(matches!(error, Error::Encode { command: "Say", .. }));
    assert!(!error.was_sent());
    assert!(server.receives_nothing().await);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_not_json_ends_its_request() {
    let (client, _events, mut server) = connected(&Config::default()).await;
    let script = async {
        let corr_id = server.expect("/1").await;
        server.answer(&corr_id, r#"{"type":"cmdOk","a":tru}"#).await;
    };
    let (answer, ()) = tokio::join!(client.send_raw("/1"), script);
    let error = answer.unwrap_err();
    assert!(matches!(error, Error::Frame { .. }), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_timeout_in_flight_leaves_the_outcome_unknown() {
    let (client, mut events, mut server) = connected(&no_keep_alive()).await;
    let start = Instant::now();
    let (answer, corr_id) = tokio::join!(
        client.send_raw("/_send secret"),
        server.expect("/_send secret")
    );
    assert_eq!(start.elapsed().as_secs(), 60);
    let error = answer.unwrap_err();
    assert!(matches!(
        error,
        Error::TimedOut {
            outcome: Outcome::Unknown,
            ..
        }
    ));
    assert!(error.was_sent() && !error.is_retryable());
    assert!(!error.to_string().contains("secret"));

    server.answer(&corr_id, OK).await;
    server.send(EVENT).await;
    assert_eq!(
        kind(events.next().await),
        "event",
        "the late answer is not an item of the stream"
    );
    assert_eq!(client.stats().late_answers, 1, "the late answer is counted");
}

#[tokio::test(start_paused = true)]
async fn a_timeout_in_the_queue_is_not_sent() {
    let (client, _events, mut server) = connected(&Config::default().max_in_flight(1)).await;
    let slow = spawn_raw(&client, "/slow");
    let corr_id = server.expect("/slow").await;

    let short_timeout = client.with_timeout(Duration::from_secs(1));
    let error = short_timeout.send_raw("/queued").await.unwrap_err();
    assert!(matches!(
        error,
        Error::TimedOut {
            outcome: Outcome::NotSent,
            ..
        }
    ));
    assert!(!error.was_sent() && error.is_retryable());

    server.answer(&corr_id, OK).await;
    assert!(slow.await.unwrap().is_ok());
    assert!(server.receives_nothing().await);
}

#[tokio::test(start_paused = true)]
async fn a_timed_out_command_does_not_block_the_next_one() {
    let (client, _events, mut server) = connected(&no_keep_alive().max_in_flight(1)).await;
    let (answer, _) = tokio::join!(client.send_raw("/1"), server.expect("/1"));
    assert!(answer.is_err());
    let script = async {
        let corr_id = server.expect("/2").await;
        server.answer(&corr_id, OK).await;
    };
    let (answer, ()) = tokio::join!(client.send_raw("/2"), script);
    assert!(answer.is_ok());
}

#[tokio::test(start_paused = true)]
async fn dropping_the_future_of_a_queued_command_cancels_it() {
    let (client, _events, mut server) = connected(&Config::default().max_in_flight(1)).await;
    let slow = spawn_raw(&client, "/slow");
    let corr_id = server.expect("/slow").await;

    for _ in 0..1000 {
        assert!(pending(&mut Box::pin(client.send_raw("/dropped"))).await);
        tokio::task::yield_now().await;
    }
    let last = spawn_raw(&client, "/last");
    settle().await;
    server.answer(&corr_id, OK).await;
    let corr_id = server.expect("/last").await;
    server.answer(&corr_id, OK).await;
    assert!(slow.await.unwrap().is_ok() && last.await.unwrap().is_ok());
}

#[tokio::test(start_paused = true)]
async fn the_answer_to_a_dropped_future_is_not_an_item() {
    let (client, mut events, mut server) = connected(&Config::default()).await;
    let mut dropped = Box::pin(client.send_raw("/dropped"));
    assert!(pending(&mut dropped).await);
    let corr_id = server.expect("/dropped").await;
    drop(dropped);
    server.answer(&corr_id, OK).await;
    server.send(EVENT).await;
    assert_eq!(kind(events.next().await), "event");
}

#[tokio::test(start_paused = true)]
async fn a_blocked_write_does_not_stop_reading() {
    let (client, mut events, mut server) = connected(&Config::default()).await;
    let large = "x".repeat(100_000);
    let request = spawn_raw(&client, &large);
    settle().await;

    server.send(EVENT).await;
    assert_eq!(kind(events.next().await), "event");
    let corr_id = server.expect(&large).await;
    server.answer(&corr_id, OK).await;
    assert!(request.await.unwrap().is_ok());
}

#[tokio::test(start_paused = true)]
async fn the_longest_timeout_does_not_overflow() {
    let config = Config::default()
        .request_timeout(Duration::MAX)
        .close_timeout(Duration::MAX);
    let (client, _events, mut server) = connected(&config).await;
    let script = async {
        let corr_id = server.expect("/1").await;
        server.answer(&corr_id, OK).await;
    };
    let (answer, ()) = tokio::join!(client.send_raw("/1"), script);
    assert!(answer.is_ok());
}

/// An interactive command.
#[command(syntax = "/slow", network = interactive, responses(Said))]
struct Slow;

#[tokio::test(start_paused = true)]
async fn interactive_commands_have_a_longer_timeout() {
    let (client, _events, _server) = connected(&no_keep_alive()).await;
    let timeout = async |client: &Client, slow: bool| {
        let start = Instant::now();
        let error = if slow {
            client.send(&Slow::new()).await.unwrap_err()
        } else {
            client.send(&Say::new("it")).await.unwrap_err()
        };
        assert!(matches!(error, Error::TimedOut { .. }), "{error}");
        start.elapsed().as_secs()
    };
    assert_eq!(timeout(&client, false).await, 60);
    assert_eq!(timeout(&client, true).await, 180);
    let other = client.with_timeout(Duration::from_secs(7));
    assert_eq!(timeout(&other, true).await, 7);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_future_leaves_no_state_behind() {
    let (client, _events, mut server) = connected(&Config::default().max_in_flight(1)).await;
    // Dropped before the first poll; queued or in flight; with the answer ready.
    drop(client.send_raw("/never"));
    for answered in [false, true] {
        let mut dropped = Box::pin(client.send_raw("/dropped"));
        assert!(pending(&mut dropped).await);
        let corr_id = server.expect("/dropped").await;
        let mut queued = Box::pin(client.send_raw("/queued"));
        assert!(pending(&mut queued).await);
        assert_eq!((client.stats().in_flight, client.stats().queued), (1, 1));
        if answered {
            server.answer(&corr_id, OK).await;
            settle().await;
            server.expect("/queued").await;
        }
        drop(queued);
        drop(dropped);
        assert_eq!(client.stats().queued, 0);
        server.answer(&corr_id, OK).await;
        settle().await;
        if answered {
            server.answer("4", OK).await;
            settle().await;
        }
        let stats = client.stats();
        assert_eq!((stats.in_flight, stats.queued), (0, 0), "{answered}");
        assert_eq!(client.shared().lock().callers(), 0);
    }
    let stats = client.stats();
    assert_eq!((stats.requests, stats.answered, stats.cancelled), (4, 1, 3));
    assert_eq!((stats.late_answers, stats.unmatched), (2, 1));
}
