mod model;

use std::time::Duration;

use super::*;
use crate::protocol::{Outcome, Reconnect};

const PING_AFTER: u64 = 30;
const PING_TIMEOUT: u64 = 20;

/// A connection and its clock, in seconds.
struct Bench {
    connection: Connection,
    start: Instant,
}

impl Bench {
    fn new(settings: ConnectionConfig) -> Self {
        let connection = Connection::new(settings);
        let start = Instant::now();
        Self { connection, start }
    }

    /// With a link.
    fn up(settings: ConnectionConfig) -> Self {
        let mut bench = Self::new(settings);
        assert_eq!(bench.connection.poll_action(true), Some(Action::Dial));
        assert_eq!(bench.connection.handle_connected(bench.start), None);
        bench
    }

    fn at(&self, seconds: u64) -> Instant {
        self.start + Duration::from_secs(seconds)
    }

    fn request(&mut self, deadline: u64) -> RequestId {
        self.connection.request("/u".into(), self.at(deadline))
    }

    fn actions(&mut self) -> Vec<Action> {
        std::iter::from_fn(|| self.connection.poll_action(true)).collect()
    }

    /// The requests that are sent next.
    fn sent(&mut self) -> Vec<RequestId> {
        let sent = self.actions().into_iter().map(|action| match action {
            Action::Transmit { id, .. } => id,
            other => panic!("{other:?}"),
        });
        sent.collect()
    }

    fn timeout(&mut self, seconds: u64) -> Vec<Unanswered> {
        self.connection.handle_timeout(self.at(seconds))
    }

    fn next_timeout(&self) -> Option<u64> {
        let next = self.connection.poll_timeout()?;
        Some(next.duration_since(self.start).as_secs())
    }
}

fn answer(id: RequestId) -> String {
    format!(r#"{{"corrId":"{id}","resp":{{"type":"cmdOk"}}}}"#)
}

fn ends(unanswered: &[Unanswered]) -> Vec<(RequestId, Outcome)> {
    unanswered.iter().map(|u| (u.id, u.outcome)).collect()
}

#[test]
fn frames_without_a_request_are_classified() {
    let mut connection = Connection::new(ConnectionConfig::default());
    let event = r#"{"resp":{"type":"contactConnected"}}"#;
    assert!(matches!(connection.handle_frame(event), Received::Event(_)));
    let error = r#"{"resp":{"type":"chatCmdError","chatError":{}}}"#;
    assert!(matches!(connection.handle_frame(error), Received::Error(_)));
    assert!(matches!(
        connection.handle_frame("?"),
        Received::Malformed(_)
    ));
    let stats = connection.stats();
    assert_eq!((stats.events, stats.errors, stats.malformed), (1, 1, 1));
}

#[test]
fn nothing_is_sent_without_a_link() {
    let mut bench = Bench::new(ConnectionConfig::default());
    let id = bench.request(60);
    assert_eq!(bench.actions(), [Action::Dial]);
    assert_eq!(bench.actions(), []);
    assert_eq!(bench.connection.handle_connected(bench.at(1)), None);
    assert_eq!(bench.sent(), [id]);
}

#[test]
fn a_lost_link_ends_the_sent_requests_and_keeps_the_queued_ones() {
    let mut bench = Bench::up(ConnectionConfig::default().max_in_flight(1));
    let [sent, waits] = [60, 60].map(|deadline| bench.request(deadline));
    assert_eq!(bench.sent(), [sent]);
    let unanswered = bench.connection.handle_lost(bench.at(5));
    assert_eq!(ends(&unanswered), [(sent, Outcome::Unknown)]);
    assert_eq!(bench.actions(), []);

    bench.timeout(6);
    assert_eq!(bench.actions(), [Action::Dial]);
    let gap = bench.connection.handle_connected(bench.at(8)).unwrap();
    assert_eq!((gap.downtime.as_secs(), gap.attempts), (3, 1));
    assert_eq!(bench.sent(), [waits], "a sent request is not sent again");
    let late = answer(sent);
    assert!(matches!(
        bench.connection.handle_frame(&late),
        Received::Unmatched(_)
    ));
}

#[test]
fn a_request_without_a_link_times_out() {
    let mut bench = Bench::up(ConnectionConfig::default());
    bench.connection.handle_lost(bench.at(0));
    bench.timeout(1);
    assert_eq!(bench.actions(), [Action::Dial]);
    let id = bench.request(7);
    assert_eq!(bench.next_timeout(), Some(7));
    assert_eq!(ends(&bench.timeout(7)), [(id, Outcome::NotSent)]);
}

#[test]
fn the_last_failed_attempt_ends_the_connection() {
    let mut bench = Bench::up(ConnectionConfig::default().reconnect(Reconnect::attempts(2)));
    assert_eq!(bench.connection.handle_lost(bench.at(0)), []);
    let waits = bench.request(600);
    for attempt in 1..=2 {
        bench.timeout(10 * attempt);
        assert_eq!(bench.actions(), [Action::Dial]);
        let unanswered = bench.connection.handle_dial_failed(bench.at(10 * attempt));
        let expected = (attempt == 2).then_some((waits, Outcome::NotSent));
        assert_eq!(ends(&unanswered), Vec::from_iter(expected));
    }
    let reason = EndReason::GaveUp { attempts: 2 };
    assert_eq!(bench.connection.end_reason(), Some(reason));
    assert_eq!(bench.next_timeout(), None);
}

#[test]
fn a_server_that_refuses_is_dialled_after_the_maximum_delay() {
    for (policy, next) in [
        (Reconnect::endless(), Some(110)),
        (Reconnect::attempts(1), None),
    ] {
        let mut bench = Bench::up(ConnectionConfig::default().reconnect(policy));
        assert_eq!(bench.connection.handle_lost(bench.at(90)), []);
        bench.timeout(100);
        assert_eq!(bench.actions(), [Action::Dial]);
        assert_eq!(bench.connection.handle_dial_refused(bench.at(100)), []);
        assert_eq!(bench.next_timeout(), next);
        let reason = EndReason::GaveUp { attempts: 1 };
        let expected = Some(reason).filter(|_| next.is_none());
        assert_eq!(bench.connection.end_reason(), expected);
    }
}

#[test]
fn without_reconnects_a_lost_link_ends_the_connection() {
    let mut bench = Bench::up(
        ConnectionConfig::default()
            .max_in_flight(1)
            .reconnect(Reconnect::never()),
    );
    let [sent, waits] = [60, 60].map(|deadline| bench.request(deadline));
    bench.sent();
    let unanswered = bench.connection.handle_lost(bench.at(1));
    assert_eq!(
        ends(&unanswered),
        [(sent, Outcome::Unknown), (waits, Outcome::NotSent)]
    );
    assert_eq!(bench.connection.end_reason(), Some(EndReason::Lost));
}

#[test]
fn short_links_increase_the_delay_before_the_next_attempt() {
    let mut bench = Bench::up(ConnectionConfig::default());
    let mut now = 0;
    let mut longest = 0;
    for _ in 0..30 {
        bench.connection.handle_lost(bench.at(now));
        let dial = bench.next_timeout().unwrap();
        longest = longest.max(dial - now);
        now = dial + 1;
        bench.timeout(now);
        assert_eq!(bench.actions(), [Action::Dial]);
        assert!(bench.connection.handle_connected(bench.at(now)).is_some());
    }
    assert!((5..=10).contains(&longest), "{longest}");
}

#[test]
fn an_idle_link_is_pinged_then_dropped() {
    let mut bench = Bench::up(ConnectionConfig::default());
    assert_eq!(bench.next_timeout(), Some(PING_AFTER));
    bench.timeout(PING_AFTER);
    assert_eq!(bench.actions(), [Action::Ping]);
    assert_eq!(bench.next_timeout(), Some(PING_AFTER + PING_TIMEOUT));
    bench.timeout(PING_AFTER + PING_TIMEOUT);
    assert_eq!(bench.actions(), [Action::DropLink]);
}

#[test]
fn a_link_that_is_not_writable_is_dropped_too() {
    let mut bench = Bench::up(ConnectionConfig::default());
    bench.request(60);
    bench.timeout(PING_AFTER);
    assert_eq!(bench.connection.poll_action(false), None);
    bench.timeout(PING_AFTER + PING_TIMEOUT);
    assert_eq!(bench.connection.poll_action(false), Some(Action::DropLink));
}

#[test]
fn activity_cancels_the_ping_timeout() {
    let mut bench = Bench::up(ConnectionConfig::default());
    bench.timeout(PING_AFTER);
    assert_eq!(bench.actions(), [Action::Ping]);
    bench
        .connection
        .handle_activity(bench.at(PING_AFTER + PING_TIMEOUT - 1));
    bench.timeout(PING_AFTER + PING_TIMEOUT);
    assert_eq!(bench.actions(), []);
    assert_eq!(
        bench.next_timeout(),
        Some(PING_AFTER + PING_TIMEOUT - 1 + PING_AFTER)
    );
}

#[test]
fn three_commands_in_flight_suppress_the_ping() {
    let mut bench = Bench::up(ConnectionConfig::default());
    let slow = [500, 500, 500].map(|deadline| bench.request(deadline));
    assert_eq!(bench.sent(), slow);
    assert_eq!(bench.next_timeout(), Some(500));
    assert_eq!(bench.timeout(499), []);
    assert_eq!(bench.actions(), []);
    // They time out, and the server may still be busy with them.
    assert_eq!(bench.timeout(500).len(), 3);
    assert_eq!(bench.next_timeout(), Some(600));
    bench.timeout(600);
    assert_eq!(bench.actions(), [Action::Ping]);
    assert_eq!(bench.next_timeout(), Some(600 + PING_TIMEOUT));
}

#[test]
fn commands_sent_after_a_ping_do_not_suppress_its_timeout() {
    let mut bench = Bench::up(ConnectionConfig::default());
    bench.timeout(PING_AFTER);
    assert_eq!(bench.actions(), [Action::Ping]);
    let later = [500, 500, 500].map(|deadline| bench.request(deadline));
    assert_eq!(bench.sent(), later);
    bench.timeout(PING_AFTER + PING_TIMEOUT);
    assert_eq!(bench.actions(), [Action::DropLink]);
}

#[test]
fn two_commands_in_flight_do_not_suppress_the_ping() {
    let mut bench = Bench::up(ConnectionConfig::default());
    let first = bench.request(500);
    assert_eq!(bench.sent(), [first]);
    bench.timeout(PING_AFTER);
    assert_eq!(bench.actions(), [Action::Ping]);
    let second = bench.request(500);
    assert_eq!(bench.sent(), [second]);
    bench.timeout(PING_AFTER + PING_TIMEOUT);
    assert_eq!(bench.actions(), [Action::DropLink]);
}

/// Like a bot that polls something, over a link that returns nothing.
#[test]
fn repeated_commands_do_not_keep_a_silent_link_alive() {
    for at_once in [1, 3] {
        let mut bench = Bench::up(ConnectionConfig::default());
        let mut now = 0;
        let mut next = 0;
        loop {
            if now == next {
                next = now + 15;
                for _ in 0..at_once {
                    bench.request(next);
                }
            }
            bench.timeout(now);
            if bench.actions().contains(&Action::DropLink) {
                break;
            }
            now = bench.next_timeout().map_or(next, |at| at.min(next));
            assert!(now < 700, "the link is never dropped");
        }
        assert!(at_once == 3 || now == PING_AFTER + PING_TIMEOUT, "{now}");
    }
}

#[test]
fn three_timed_out_commands_delay_the_ping() {
    let mut bench = Bench::up(ConnectionConfig::default());
    let ids = [1, 1, 1].map(|deadline| bench.request(deadline));
    assert_eq!(bench.sent(), ids);
    assert_eq!(bench.timeout(1).len(), 3);
    assert_eq!(bench.next_timeout(), Some(600));
    bench.connection.handle_frame(&answer(ids[0]));
    assert_eq!(bench.next_timeout(), Some(PING_AFTER));
}

#[test]
fn a_link_that_is_not_read_is_not_pinged() {
    let mut bench = Bench::up(ConnectionConfig::default());
    bench.connection.handle_reading(false);
    assert_eq!(bench.next_timeout(), None);
    bench.connection.handle_reading(true);
    assert_eq!(bench.next_timeout(), Some(PING_AFTER));
}

#[test]
fn closing_waits_for_the_accepted_requests() {
    let mut bench = Bench::up(ConnectionConfig::default());
    let id = bench.request(60);
    assert_eq!(bench.sent(), [id]);
    assert_eq!(bench.connection.close(bench.at(5)), []);
    assert!(bench.connection.is_closing());
    assert_eq!(bench.actions(), []);
    bench.connection.handle_frame(&answer(id));
    assert_eq!(bench.actions(), [Action::Close]);
    assert_eq!(bench.actions(), [], "once");
    assert_eq!(bench.connection.handle_lost(bench.at(1)), []);
    assert_eq!(bench.connection.end_reason(), Some(EndReason::Closed));
}

#[test]
fn closing_has_a_deadline() {
    let mut bench = Bench::up(ConnectionConfig::default());
    let id = bench.request(60);
    bench.sent();
    bench.connection.close(bench.at(5));
    assert_eq!(bench.next_timeout(), Some(5));
    let unanswered = bench.timeout(5);
    assert_eq!(ends(&unanswered), [(id, Outcome::Unknown)]);
    assert_eq!(unanswered[0].cause, EndCause::ConnectionEnded);
    assert_eq!(bench.connection.end_reason(), Some(EndReason::Closed));
}

#[test]
fn closing_stops_reconnecting() {
    let mut bench = Bench::up(ConnectionConfig::default());
    bench.connection.handle_lost(bench.at(0));
    let waits = bench.request(60);
    let unanswered = bench.connection.close(bench.at(5));
    assert_eq!(ends(&unanswered), [(waits, Outcome::NotSent)]);
    assert_eq!(bench.connection.end_reason(), Some(EndReason::Closed));
    bench.timeout(100);
    assert_eq!(bench.actions(), []);
}
