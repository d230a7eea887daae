use tokio_tungstenite::tungstenite::Bytes;

use super::*;
use crate::client::{Incoming, Overflow};
use crate::types::UserId;

#[tokio::test(start_paused = true)]
async fn an_event_before_an_answer_does_not_disturb_it() {
    let (client, mut events, mut server) = connected(&Config::default()).await;
    let script = async {
        let corr_id = server.expect("/1").await;
        server.send(r#"{"resp":{"type":"somethingNew"}}"#).await;
        server.answer(&corr_id, OK).await;
    };
    let (answer, ()) = tokio::join!(client.send_raw("/1"), script);
    assert_eq!(answer.unwrap().tag(), "cmdOk");
    assert_eq!(kind(events.next().await), "event");
}

#[tokio::test(start_paused = true)]
async fn any_frame_is_an_item_and_the_connection_continues() {
    let (client, mut events, mut server) = connected(&Config::default()).await;
    let error = r#"{"resp":{"type":"chatCmdError","chatError":{"type":"error","errorType":{"type":"commandError","message":"invalid request"}}}}"#;
    for (frame, expected) in [
        (r#"{"corrId":"77","resp":{"type":"cmdOk"}}"#, "cmdOk for 77"),
        (
            r#"{"corrId":"bot","resp":{"type":"cmdOk"}}"#,
            "cmdOk for bot",
        ),
        (error, "error"),
        ("what?", "malformed: the frame is not a JSON object"),
        ("", "malformed: the frame is not a JSON object"),
        (
            r#"{"resp":{"type":"a"}}}"#,
            "malformed: the frame is not a JSON object",
        ),
        (
            r#"{"resp":{"type":"contactConnected"}}"#,
            "malformed: event `contactConnected`",
        ),
        (r#"{"resp":{"type":"somethingNew"}}"#, "event"),
        (r#"{"resp":{"type":"somethingNew"},"more":{}}"#, "event"),
        (r#"{ "resp": {"Right": {"type":"somethingNew"}} }"#, "event"),
    ] {
        server.send(frame).await;
        let kind = kind(events.next().await);
        assert!(kind.starts_with(expected), "{frame}: {kind}");
    }
    let script = async {
        let corr_id = server.expect("/1").await;
        server.answer(&corr_id, OK).await;
    };
    assert!(tokio::join!(client.send_raw("/1"), script).0.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_binary_frame_is_read_like_text() {
    let (_client, mut events, mut server) = connected(&Config::default()).await;
    server
        .send(Bytes::from_static(br#"{"resp":{"type":"somethingNew"}}"#))
        .await;
    assert_eq!(kind(events.next().await), "event");

    server.send(Bytes::from_static(b"{\"resp\":\xff}")).await;
    match events.next().await {
        Some(Incoming::Malformed { text, error }) => {
            assert_eq!(text, "{\"resp\":\u{fffd}}");
            assert!(error.to_string().contains("not UTF-8"), "{error}");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_consumer_gets_the_number_of_missed_items() {
    let config = Config::default()
        .event_queue_len(2)
        .overflow(Overflow::DropOldest);
    let (client, mut events, mut server) = connected(&config).await;
    let frame = |n: u32| format!(r#"{{"corrId":"x{n}","resp":{{"type":"a"}}}}"#);
    for n in 0..5 {
        server.send(frame(n)).await;
    }
    settle().await;
    assert_eq!((client.stats().dropped, client.stats().unread), (3, 2));
    assert_eq!(kind(events.next().await), "lagged 3");
    assert_eq!(kind(events.next().await), "a for x3");
    server.send(frame(5)).await;
    settle().await;
    assert_eq!(kind(events.next().await), "a for x4");
    assert_eq!(kind(events.next().await), "a for x5");
    assert!(pending(&mut Box::pin(events.next())).await);
}

#[tokio::test(start_paused = true)]
async fn the_client_works_without_a_consumer() {
    let (client, events, mut server) = connected(&Config::default()).await;
    drop(events);
    server.send(r#"{"resp":{"type":"somethingNew"}}"#).await;
    let script = async {
        let corr_id = server.expect("/1").await;
        server.answer(&corr_id, OK).await;
    };
    assert!(tokio::join!(client.send_raw("/1"), script).0.is_ok());
}

#[tokio::test(start_paused = true)]
async fn next_is_cancel_safe() {
    let (_client, mut events, mut server) = connected(&Config::default()).await;
    for _ in 0..3 {
        assert!(pending(&mut Box::pin(events.next())).await);
    }
    server.send(r#"{"resp":{"type":"somethingNew"}}"#).await;
    settle().await;
    assert_eq!(kind(events.next().await), "event");
}

#[tokio::test(start_paused = true)]
async fn filtered_events_are_dropped() {
    let (_client, events, mut server) = connected(&Config::default()).await;
    let events = events.filter_events(|event| event.tag == "wanted");
    let mut events = events.filter_events(|event| event.user_id() == Some(UserId(1)));
    for frame in [
        r#"{"resp":{"type":"other","user":{"userId":1}}}"#,
        r#"{"resp":{"type":"wanted","user":{"userId":2}}}"#,
        r#"{"resp":{"type":"newChatItems","user":"no user"}}"#,
        "what?",
        r#"{"corrId":"77","resp":{"type":"cmdOk"}}"#,
        r#"{"resp":{"type":"wanted","user":{"userId":1}}}"#,
    ] {
        server.send(frame).await;
    }
    assert!(kind(events.next().await).starts_with("malformed"));
    assert_eq!(kind(events.next().await), "cmdOk for 77");
    assert_eq!(kind(events.next().await), "event");
}

/// A custom event.
#[crate::api_type(event)]
struct Wanted {
    n: i64,
}

#[tokio::test(start_paused = true)]
async fn events_can_be_filtered_by_type() {
    let (_client, events, mut server) = connected(&Config::default()).await;
    let mut events = events.of_type::<Wanted>();
    server.send(r#"{"resp":{"type":"other","n":6}}"#).await;
    server.send(r#"{"resp":{"type":"wanted","n":7}}"#).await;
    let incoming = events.next().await.unwrap();
    assert_eq!(incoming.to_string(), "an event `wanted`");
    let event = incoming.into_event().unwrap();
    let wanted = event.record::<Wanted>().unwrap();
    assert_eq!(wanted.unwrap(), Wanted::new(7));
}

#[tokio::test(start_paused = true)]
async fn a_busy_consumer_lets_other_tasks_run() {
    let (_client, mut events, mut server) = connected(&Config::default()).await;
    for _ in 0..1000 {
        server.send(r#"{"resp":{"type":"somethingNew"}}"#).await;
    }
    settle().await;
    let other = tokio::spawn(async {});
    let mut other_waits = true;
    for _ in 0..1000 {
        assert_eq!(kind(events.next().await), "event");
        other_waits &= !other.is_finished();
    }
    assert!(!other_waits, "the other task did not run");
}
