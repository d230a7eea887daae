use super::*;

fn in_seconds(start: Instant, seconds: u64) -> Instant {
    start + Duration::from_secs(seconds)
}

fn transmit_all(requests: &mut Requests) -> Vec<RequestId> {
    std::iter::from_fn(|| requests.poll_transmit().map(|(id, _)| id)).collect()
}

fn expired(id: RequestId, outcome: Outcome) -> Unanswered {
    let cause = EndCause::TimedOut;
    Unanswered { id, outcome, cause }
}

#[test]
fn requests_are_sent_in_order_up_to_the_limit() {
    let now = Instant::now();
    let mut requests = Requests::new(2);
    let ids: Vec<_> = (0..4)
        .map(|n| requests.push(format!("/{n}"), now))
        .collect();
    assert_eq!(
        requests.poll_transmit(),
        Some((ids[0], r#"{"corrId":"1","cmd":"/0"}"#.to_owned()))
    );
    assert_eq!(transmit_all(&mut requests), ids[1..2]);
    requests.answered("2");
    assert_eq!(transmit_all(&mut requests), ids[2..3]);
}

#[test]
fn an_answer_ends_its_request_once() {
    let mut requests = Requests::new(8);
    let ids = [(); 2].map(|()| requests.push("/u".into(), Instant::now()));
    transmit_all(&mut requests);
    for id in [ids[1], ids[0]] {
        assert_eq!(requests.answered(&id.to_string()), AnswerTo::Pending(id));
        assert_eq!(requests.answered(&id.to_string()), AnswerTo::Unknown);
    }
    assert_eq!(requests.next_deadline(), None);
}

#[test]
fn only_a_canonical_corr_id_matches() {
    let mut requests = Requests::new(8);
    requests.push("/u".into(), Instant::now());
    transmit_all(&mut requests);
    for corr_id in ["01", "+1", "1 ", "x", "0", "2", "99999999999999999999"] {
        assert_eq!(requests.answered(corr_id), AnswerTo::Unknown, "{corr_id}");
    }
}

#[test]
fn a_queued_request_cannot_be_answered() {
    let mut requests = Requests::new(8);
    let id = requests.push("/u".into(), Instant::now());
    assert_eq!(requests.answered("1"), AnswerTo::Unknown);
    assert_eq!(transmit_all(&mut requests), [id]);
}

#[test]
fn a_timeout_reports_whether_the_request_was_sent() {
    let start = Instant::now();
    let mut requests = Requests::new(1);
    let sent = requests.push("/a".into(), in_seconds(start, 2));
    let queued = requests.push("/b".into(), in_seconds(start, 1));
    let later = requests.push("/c".into(), in_seconds(start, 9));
    requests.poll_transmit();

    assert_eq!(requests.next_deadline(), Some(in_seconds(start, 1)));
    assert_eq!(requests.expire(start), []);
    assert_eq!(
        requests.expire(in_seconds(start, 2)),
        [
            expired(sent, Outcome::Unknown),
            expired(queued, Outcome::NotSent)
        ]
    );
    assert_eq!(transmit_all(&mut requests), [later]);
    assert_eq!(requests.answered("1"), AnswerTo::Abandoned(sent));
    assert_eq!(requests.answered("1"), AnswerTo::Unknown);
}

#[test]
fn a_cancelled_request_is_not_sent() {
    let mut requests = Requests::new(1);
    let [first, second] = [(); 2].map(|()| requests.push("/u".into(), Instant::now()));
    assert!(requests.cancel(first));
    assert!(!requests.cancel(first));
    assert_eq!(transmit_all(&mut requests), [second]);
}

#[test]
fn a_request_cancelled_in_flight_counts_until_its_answer_or_deadline() {
    let start = Instant::now();
    let mut requests = Requests::new(1);
    let ids = [1, 2, 3].map(|n| requests.push("/u".into(), in_seconds(start, n)));

    requests.poll_transmit();
    assert!(requests.cancel(ids[0]));
    assert!(!requests.cancel(ids[0]));
    assert_eq!(requests.poll_transmit(), None);
    assert_eq!(requests.answered("1"), AnswerTo::Abandoned(ids[0]));

    requests.poll_transmit();
    requests.cancel(ids[1]);
    assert_eq!(requests.expire(in_seconds(start, 2)), []);
    assert_eq!(transmit_all(&mut requests), [ids[2]]);
    assert_eq!(requests.answered("2"), AnswerTo::Abandoned(ids[1]));
}

#[test]
fn a_lost_link_ends_the_sent_requests() {
    let start = Instant::now();
    let mut requests = Requests::new(2);
    let ids = [1, 2, 3].map(|n| requests.push("/u".into(), in_seconds(start, n)));
    transmit_all(&mut requests);
    requests.cancel(ids[0]);
    let cause = EndCause::LinkLost;
    let lost = Unanswered {
        id: ids[1],
        outcome: Outcome::Unknown,
        cause,
    };
    assert_eq!(requests.end_sent(cause), [lost]);
    assert!(requests.next_deadline() <= Some(in_seconds(start, 3)));
    assert_eq!(requests.expire(in_seconds(start, 2)), []);
    assert_eq!(requests.next_deadline(), Some(in_seconds(start, 3)));
    assert_eq!(transmit_all(&mut requests), [ids[2]]);
    assert_eq!(requests.answered("2"), AnswerTo::Unknown);
}

#[test]
fn the_end_of_the_connection_ends_all_requests() {
    let mut requests = Requests::new(1);
    let ids = [(); 2].map(|()| requests.push("/u".into(), Instant::now()));
    transmit_all(&mut requests);
    assert!(!requests.is_idle());
    let cause = EndCause::ConnectionEnded;
    let ended = [requests.end_sent(cause), requests.end_queued()].concat();
    let outcomes = [Outcome::Unknown, Outcome::NotSent];
    let expected = ids.into_iter().zip(outcomes);
    let expected = expected.map(|(id, outcome)| Unanswered { id, outcome, cause });
    assert_eq!(ended, Vec::from_iter(expected));
    assert_eq!(requests.next_deadline(), None);
    assert!(requests.is_idle());
}

#[test]
fn the_number_of_remembered_requests_is_limited() {
    let now = Instant::now();
    let mut requests = Requests::new(usize::MAX);
    let ids: Vec<_> = (0..=MAX_REMEMBERED)
        .map(|_| requests.push("/u".into(), now))
        .collect();
    transmit_all(&mut requests);
    assert_eq!(requests.expire(now).len(), MAX_REMEMBERED + 1);
    assert_eq!(requests.answered(&ids[0].to_string()), AnswerTo::Unknown);
    assert_eq!(
        requests.answered(&ids[1].to_string()),
        AnswerTo::Abandoned(ids[1])
    );
}

#[test]
fn a_server_is_busy_for_a_while_after_three_timeouts() {
    let start = Instant::now();
    let mut requests = Requests::new(8);
    for n in 1..=3 {
        assert_eq!(requests.busy_until(), None);
        requests.push("/u".into(), in_seconds(start, n));
        requests.poll_transmit();
        requests.expire(in_seconds(start, n));
    }
    assert_eq!(
        requests.busy_until(),
        Some(in_seconds(start, 1) + STALL_LIMIT)
    );
    requests.answered("1");
    assert_eq!(requests.busy_until(), None);
    // A request in flight counts like the one that was answered.
    requests.push("/u".into(), in_seconds(start, 60));
    requests.poll_transmit();
    assert_eq!(
        requests.busy_until(),
        Some(in_seconds(start, 2) + STALL_LIMIT)
    );
}
