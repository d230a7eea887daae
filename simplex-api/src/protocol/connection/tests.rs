use std::time::Duration;

use super::*;

fn in_seconds(start: Instant, seconds: u64) -> Instant {
    start + Duration::from_secs(seconds)
}

fn answer(id: RequestId) -> String {
    format!(r#"{{"corrId":"{id}","resp":{{"type":"cmdOk"}}}}"#)
}

fn transmit_all(connection: &mut Connection) -> Vec<RequestId> {
    std::iter::from_fn(|| connection.poll_transmit().map(|(id, _)| id)).collect()
}

#[test]
fn requests_go_out_in_order_within_the_window() {
    let now = Instant::now();
    let mut connection = Connection::new(2);
    let ids: Vec<_> = (0..4)
        .map(|n| connection.request(format!("/{n}"), now))
        .collect();
    assert_eq!(
        connection.poll_transmit(),
        Some((ids[0], r#"{"corrId":"1","cmd":"/0"}"#.to_owned()))
    );
    assert_eq!(transmit_all(&mut connection), ids[1..2]);
    connection.handle_frame(&answer(ids[1]));
    assert_eq!(transmit_all(&mut connection), ids[2..3]);
    assert_eq!(connection.peek_transmit(), None);
}

#[test]
fn answers_find_their_request_once() {
    let mut connection = Connection::new(8);
    let ids = [(); 2].map(|()| connection.request("/u".into(), Instant::now()));
    transmit_all(&mut connection);
    for id in [ids[1], ids[0]] {
        let text = answer(id);
        let received = connection.handle_frame(&text);
        assert!(matches!(received, Received::Answer { id: answered, .. } if answered == id));
        assert!(matches!(
            connection.handle_frame(&text),
            Received::Unmatched(_)
        ));
    }
    assert_eq!(connection.poll_timeout(), None);
}

#[test]
fn only_a_canonical_id_is_ours() {
    let mut connection = Connection::new(8);
    connection.request("/u".into(), Instant::now());
    transmit_all(&mut connection);
    for corr_id in ["01", "+1", "1 ", "x", "0", "2", "99999999999999999999"] {
        let text = format!(r#"{{"corrId":"{corr_id}","resp":{{"type":"cmdOk"}}}}"#);
        assert!(
            matches!(connection.handle_frame(&text), Received::Unmatched(_)),
            "{corr_id}"
        );
    }
}

#[test]
fn an_answer_to_a_queued_request_is_not_its_answer() {
    let mut connection = Connection::new(8);
    let id = connection.request("/u".into(), Instant::now());
    assert!(matches!(
        connection.handle_frame(&answer(id)),
        Received::Unmatched(_)
    ));
    assert_eq!(transmit_all(&mut connection), [id]);
}

#[test]
fn frames_without_a_request_are_told_apart() {
    let mut connection = Connection::new(8);
    let event = r#"{"resp":{"type":"contactConnected"}}"#;
    assert!(matches!(connection.handle_frame(event), Received::Event(_)));
    let error = r#"{"resp":{"type":"chatCmdError","chatError":{}}}"#;
    assert!(matches!(connection.handle_frame(error), Received::Error(_)));
    assert!(matches!(
        connection.handle_frame("?"),
        Received::Malformed(_)
    ));
}

#[test]
fn a_deadline_says_whether_the_request_was_sent() {
    let start = Instant::now();
    let mut connection = Connection::new(1);
    let sent = connection.request("/a".into(), in_seconds(start, 2));
    let queued = connection.request("/b".into(), in_seconds(start, 1));
    let later = connection.request("/c".into(), in_seconds(start, 9));
    connection.poll_transmit();

    assert_eq!(connection.poll_timeout(), Some(in_seconds(start, 1)));
    assert_eq!(connection.handle_timeout(start), []);
    assert_eq!(
        connection.handle_timeout(in_seconds(start, 2)),
        [
            Unanswered {
                id: queued,
                outcome: Outcome::NotSent
            },
            Unanswered {
                id: sent,
                outcome: Outcome::Unknown
            },
        ]
    );
    assert_eq!(transmit_all(&mut connection), [later]);
    let text = answer(sent);
    assert!(matches!(connection.handle_frame(&text), Received::Late { id, .. } if id == sent));
    assert!(matches!(
        connection.handle_frame(&text),
        Received::Unmatched(_)
    ));
}

#[test]
fn a_cancelled_request_is_not_sent() {
    let mut connection = Connection::new(1);
    let [first, second] = [(); 2].map(|()| connection.request("/u".into(), Instant::now()));
    connection.cancel(first);
    assert_eq!(transmit_all(&mut connection), [second]);
}

#[test]
fn a_request_cancelled_in_flight_keeps_its_place_until_its_end() {
    let start = Instant::now();
    let mut connection = Connection::new(1);
    let ids = [1, 2, 3].map(|n| connection.request("/u".into(), in_seconds(start, n)));

    connection.poll_transmit();
    connection.cancel(ids[0]);
    assert_eq!(connection.poll_transmit(), None);
    assert!(matches!(
        connection.handle_frame(&answer(ids[0])),
        Received::Late { .. }
    ));

    connection.poll_transmit();
    connection.cancel(ids[1]);
    assert_eq!(connection.handle_timeout(in_seconds(start, 2)), []);
    assert_eq!(transmit_all(&mut connection), [ids[2]]);
    assert!(matches!(
        connection.handle_frame(&answer(ids[1])),
        Received::Late { .. }
    ));
}

#[test]
fn closing_ends_every_request() {
    let mut connection = Connection::new(2);
    let ids = [(); 4].map(|()| connection.request("/u".into(), Instant::now()));
    transmit_all(&mut connection);
    connection.cancel(ids[0]);
    assert_eq!(
        connection.handle_closed(),
        [
            Unanswered {
                id: ids[1],
                outcome: Outcome::Unknown
            },
            Unanswered {
                id: ids[2],
                outcome: Outcome::NotSent
            },
            Unanswered {
                id: ids[3],
                outcome: Outcome::NotSent
            },
        ]
    );
    assert_eq!(connection.poll_timeout(), None);
    assert!(matches!(
        connection.handle_frame(&answer(ids[1])),
        Received::Unmatched(_)
    ));
}

#[test]
fn what_is_remembered_is_bounded() {
    let now = Instant::now();
    let mut connection = Connection::new(usize::MAX);
    let ids: Vec<_> = (0..=REMEMBERED)
        .map(|_| connection.request("/u".into(), now))
        .collect();
    transmit_all(&mut connection);
    assert_eq!(connection.handle_timeout(now).len(), REMEMBERED + 1);
    assert!(matches!(
        connection.handle_frame(&answer(ids[0])),
        Received::Unmatched(_)
    ));
    assert!(matches!(
        connection.handle_frame(&answer(ids[1])),
        Received::Late { .. }
    ));
}
