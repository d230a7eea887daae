use std::time::Duration;

use super::*;
use crate::protocol::{Outcome, Reconnect};

const IDLE: u64 = 30;
const PATIENCE: u64 = 20;

/// A connection and its clock, in seconds.
struct Bench {
    connection: Connection,
    start: Instant,
}

impl Bench {
    fn new(settings: Settings) -> Self {
        let connection = Connection::new(settings);
        let start = Instant::now();
        Self { connection, start }
    }

    /// With a link from the start on.
    fn up(settings: Settings) -> Self {
        let mut bench = Self::new(settings);
        assert_eq!(bench.connection.poll_step(true), Some(Step::Dial));
        assert_eq!(bench.connection.handle_connected(bench.start), None);
        bench
    }

    fn at(&self, seconds: u64) -> Instant {
        self.start + Duration::from_secs(seconds)
    }

    fn request(&mut self, deadline: u64) -> RequestId {
        self.connection.request("/u".into(), self.at(deadline))
    }

    fn steps(&mut self) -> Vec<Step> {
        std::iter::from_fn(|| self.connection.poll_step(true)).collect()
    }

    /// The requests that are sent now.
    fn sent(&mut self) -> Vec<RequestId> {
        let sent = self.steps().into_iter().map(|step| match step {
            Step::Transmit { id, .. } => id,
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
fn frames_without_a_request_are_told_apart() {
    let mut connection = Connection::new(Settings::default());
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
    let mut bench = Bench::new(Settings::default());
    let id = bench.request(60);
    assert_eq!(bench.steps(), [Step::Dial]);
    assert_eq!(bench.steps(), []);
    assert_eq!(bench.connection.handle_connected(bench.at(1)), None);
    assert_eq!(bench.sent(), [id]);
}

#[test]
fn a_lost_link_ends_what_was_sent_and_keeps_what_waits() {
    let mut bench = Bench::up(Settings::default().window(1));
    let [sent, waits] = [60, 60].map(|deadline| bench.request(deadline));
    assert_eq!(bench.sent(), [sent]);
    let unanswered = bench.connection.handle_lost(bench.at(5));
    assert_eq!(ends(&unanswered), [(sent, Outcome::Unknown)]);
    assert_eq!(bench.steps(), []);

    bench.timeout(6);
    assert_eq!(bench.steps(), [Step::Dial]);
    let gap = bench.connection.handle_connected(bench.at(8)).unwrap();
    assert_eq!((gap.downtime.as_secs(), gap.attempts), (3, 1));
    assert_eq!(bench.sent(), [waits], "what was sent is not sent again");
    let late = answer(sent);
    assert!(matches!(
        bench.connection.handle_frame(&late),
        Received::Unmatched(_)
    ));
}

#[test]
fn what_waits_for_a_link_has_its_deadline() {
    let mut bench = Bench::up(Settings::default());
    bench.connection.handle_lost(bench.at(0));
    bench.timeout(1);
    assert_eq!(bench.steps(), [Step::Dial]);
    let id = bench.request(7);
    assert_eq!(bench.next_timeout(), Some(7));
    assert_eq!(ends(&bench.timeout(7)), [(id, Outcome::NotSent)]);
}

#[test]
fn bounded_attempts_end_the_connection() {
    let mut bench = Bench::up(Settings::default().reconnect(Reconnect::attempts(2)));
    assert_eq!(bench.connection.handle_lost(bench.at(0)), []);
    let waits = bench.request(600);
    for attempt in 1..=2 {
        bench.timeout(10 * attempt);
        assert_eq!(bench.steps(), [Step::Dial]);
        let unanswered = bench.connection.handle_refused(bench.at(10 * attempt));
        let expected = (attempt == 2).then_some((waits, Outcome::NotSent));
        assert_eq!(ends(&unanswered), Vec::from_iter(expected));
    }
    let ending = Ending::GaveUp { attempts: 2 };
    assert_eq!(bench.connection.ending(), Some(ending));
    assert_eq!(bench.next_timeout(), None);
}

#[test]
fn a_server_that_refuses_is_dialled_after_the_longest_delay() {
    for (policy, next) in [
        (Reconnect::endless(), Some(110)),
        (Reconnect::attempts(1), None),
    ] {
        let mut bench = Bench::up(Settings::default().reconnect(policy));
        assert_eq!(bench.connection.handle_lost(bench.at(90)), []);
        bench.timeout(100);
        assert_eq!(bench.steps(), [Step::Dial]);
        assert_eq!(bench.connection.handle_rejected(bench.at(100)), []);
        assert_eq!(bench.next_timeout(), next);
        let ending = Ending::GaveUp { attempts: 1 };
        let expected = Some(ending).filter(|_| next.is_none());
        assert_eq!(bench.connection.ending(), expected);
    }
}

#[test]
fn without_reconnects_a_lost_link_is_the_end() {
    let mut bench = Bench::up(Settings::default().window(1).reconnect(Reconnect::never()));
    let [sent, waits] = [60, 60].map(|deadline| bench.request(deadline));
    bench.sent();
    let unanswered = bench.connection.handle_lost(bench.at(1));
    assert_eq!(
        ends(&unanswered),
        [(sent, Outcome::Unknown), (waits, Outcome::NotSent)]
    );
    assert_eq!(bench.connection.ending(), Some(Ending::Lost));
}

#[test]
fn a_link_that_dies_young_is_dialled_less_and_less_often() {
    let mut bench = Bench::up(Settings::default());
    let mut now = 0;
    let mut longest = 0;
    for _ in 0..30 {
        bench.connection.handle_lost(bench.at(now));
        let dial = bench.next_timeout().unwrap();
        longest = longest.max(dial - now);
        now = dial + 1;
        bench.timeout(now);
        assert_eq!(bench.steps(), [Step::Dial]);
        assert!(bench.connection.handle_connected(bench.at(now)).is_some());
    }
    assert!((5..=10).contains(&longest), "{longest}");
}

#[test]
fn an_idle_link_is_pinged_then_abandoned() {
    let mut bench = Bench::up(Settings::default());
    assert_eq!(bench.next_timeout(), Some(IDLE));
    bench.timeout(IDLE);
    assert_eq!(bench.steps(), [Step::Ping]);
    assert_eq!(bench.next_timeout(), Some(IDLE + PATIENCE));
    bench.timeout(IDLE + PATIENCE);
    assert_eq!(bench.steps(), [Step::Abandon]);
}

#[test]
fn a_link_that_takes_no_ping_is_dead_all_the_same() {
    let mut bench = Bench::up(Settings::default());
    bench.request(60);
    bench.timeout(IDLE);
    assert_eq!(bench.connection.poll_step(false), None);
    bench.timeout(IDLE + PATIENCE);
    assert_eq!(bench.connection.poll_step(false), Some(Step::Abandon));
}

#[test]
fn a_sign_of_life_is_enough() {
    let mut bench = Bench::up(Settings::default());
    bench.timeout(IDLE);
    assert_eq!(bench.steps(), [Step::Ping]);
    bench.connection.handle_alive(bench.at(IDLE + PATIENCE - 1));
    bench.timeout(IDLE + PATIENCE);
    assert_eq!(bench.steps(), []);
    assert_eq!(bench.next_timeout(), Some(IDLE + PATIENCE - 1 + IDLE));
}

#[test]
fn three_commands_in_flight_excuse_silence() {
    let mut bench = Bench::up(Settings::default());
    let slow = [500, 500, 500].map(|deadline| bench.request(deadline));
    assert_eq!(bench.sent(), slow);
    assert_eq!(bench.next_timeout(), Some(500));
    assert_eq!(bench.timeout(499), []);
    assert_eq!(bench.steps(), []);
    // Their own deadline ends them; the server may be busy for a while.
    assert_eq!(bench.timeout(500).len(), 3);
    assert_eq!(bench.next_timeout(), Some(600));
    bench.timeout(600);
    assert_eq!(bench.steps(), [Step::Ping]);
    assert_eq!(bench.next_timeout(), Some(600 + PATIENCE));
}

#[test]
fn commands_are_no_excuse_for_the_ping_before_them() {
    let mut bench = Bench::up(Settings::default());
    bench.timeout(IDLE);
    assert_eq!(bench.steps(), [Step::Ping]);
    let later = [500, 500, 500].map(|deadline| bench.request(deadline));
    assert_eq!(bench.sent(), later);
    bench.timeout(IDLE + PATIENCE);
    assert_eq!(bench.steps(), [Step::Abandon]);
}

#[test]
fn two_commands_in_flight_excuse_nothing() {
    let mut bench = Bench::up(Settings::default());
    let first = bench.request(500);
    assert_eq!(bench.sent(), [first]);
    bench.timeout(IDLE);
    assert_eq!(bench.steps(), [Step::Ping]);
    let second = bench.request(500);
    assert_eq!(bench.sent(), [second]);
    bench.timeout(IDLE + PATIENCE);
    assert_eq!(bench.steps(), [Step::Abandon]);
}

/// As a bot does that looks at something once in a while, over a link that nothing comes back on.
#[test]
fn a_command_for_every_timeout_does_not_keep_a_silent_link() {
    for at_once in [1, 3] {
        let mut bench = Bench::up(Settings::default());
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
            if bench.steps().contains(&Step::Abandon) {
                break;
            }
            now = bench.next_timeout().map_or(next, |at| at.min(next));
            assert!(now < 700, "it is never judged");
        }
        assert!(at_once == 3 || now == IDLE + PATIENCE, "{now}");
    }
}

#[test]
fn a_server_with_three_lost_commands_may_be_too_busy_to_answer() {
    let mut bench = Bench::up(Settings::default());
    let ids = [1, 1, 1].map(|deadline| bench.request(deadline));
    assert_eq!(bench.sent(), ids);
    assert_eq!(bench.timeout(1).len(), 3);
    assert_eq!(bench.next_timeout(), Some(600));
    bench.connection.handle_frame(&answer(ids[0]));
    assert_eq!(bench.next_timeout(), Some(IDLE));
}

#[test]
fn a_link_that_is_not_read_is_not_judged() {
    let mut bench = Bench::up(Settings::default());
    bench.connection.handle_reading(false);
    assert_eq!(bench.next_timeout(), None);
    bench.connection.handle_reading(true);
    assert_eq!(bench.next_timeout(), Some(IDLE));
}

#[test]
fn closing_waits_for_what_was_accepted() {
    let mut bench = Bench::up(Settings::default());
    let id = bench.request(60);
    assert_eq!(bench.sent(), [id]);
    assert_eq!(bench.connection.close(bench.at(5)), []);
    assert!(bench.connection.is_closing());
    assert_eq!(bench.steps(), []);
    bench.connection.handle_frame(&answer(id));
    assert_eq!(bench.steps(), [Step::Farewell]);
    assert_eq!(bench.steps(), [], "once");
    assert_eq!(bench.connection.handle_lost(bench.at(1)), []);
    assert_eq!(bench.connection.ending(), Some(Ending::Closed));
}

#[test]
fn closing_has_a_deadline() {
    let mut bench = Bench::up(Settings::default());
    let id = bench.request(60);
    bench.sent();
    bench.connection.close(bench.at(5));
    assert_eq!(bench.next_timeout(), Some(5));
    let unanswered = bench.timeout(5);
    assert_eq!(ends(&unanswered), [(id, Outcome::Unknown)]);
    assert_eq!(unanswered[0].cause, Cause::End);
    assert_eq!(bench.connection.ending(), Some(Ending::Closed));
}

#[test]
fn closing_stops_the_attempts() {
    let mut bench = Bench::up(Settings::default());
    bench.connection.handle_lost(bench.at(0));
    let waits = bench.request(60);
    let unanswered = bench.connection.close(bench.at(5));
    assert_eq!(ends(&unanswered), [(waits, Outcome::NotSent)]);
    assert_eq!(bench.connection.ending(), Some(Ending::Closed));
    bench.timeout(100);
    assert_eq!(bench.steps(), []);
}
