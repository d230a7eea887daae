//! Random inputs for a connection, compared with a model of its requests.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::super::*;
use crate::protocol::{Outcome, Reconnect};

const MAX_IN_FLIGHT: usize = 3;
const ATTEMPTS: u32 = 4;

/// Frames that answer no request of the connection.
const FOREIGN: &[&str] = &[
    r#"{"resp":{"type":"newChatItems"}}"#,
    r#"{"corrId":"bot","resp":{"type":"cmdOk"}}"#,
    r#"{"corrId":"18446744073709551615","resp":{"type":"cmdOk"}}"#,
    r#"{"corrId":1,"resp":{"type":"cmdOk"}}"#,
    r#"{"resp":{"type":"chatCmdError"}}"#,
    "garbage",
];

#[derive(Debug, Clone)]
enum Input {
    Request {
        timeout: u64,
    },
    Cancel(Index),
    /// Runs all actions; `dial` is whether a dial succeeds.
    Run {
        dial: bool,
    },
    /// An answer; it may be a duplicate, or belong to a request that was not sent.
    Answer(Index),
    Frame(&'static str),
    Activity,
    Reading(bool),
    Wait(u64),
    Lost,
    Close {
        timeout: u64,
    },
}

fn input() -> impl Strategy<Value = Input> {
    prop_oneof![
        12 => (0..60_u64).prop_map(|timeout| Input::Request { timeout }),
        4 => any::<Index>().prop_map(Input::Cancel),
        12 => prop::bool::weighted(0.6).prop_map(|dial| Input::Run { dial }),
        12 => any::<Index>().prop_map(Input::Answer),
        4 => prop::sample::select(FOREIGN).prop_map(Input::Frame),
        2 => Just(Input::Activity),
        1 => any::<bool>().prop_map(Input::Reading),
        6 => (0..25_u64).prop_map(Input::Wait),
        2 => Just(Input::Lost),
        1 => (0..20_u64).prop_map(|timeout| Input::Close { timeout }),
    ]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RequestState {
    Queued,
    InFlight,
    /// Cancelled after it was sent.
    Cancelled,
    /// Sent, and its deadline has passed.
    TimedOut,
    /// No answer is expected.
    Ended,
}

use RequestState::{Cancelled, Ended, InFlight, Queued, TimedOut};

struct Model {
    connection: Connection,
    now: Instant,
    requests: BTreeMap<RequestId, (RequestState, Instant)>,
    corr_ids: BTreeSet<String>,
    /// How often each request has ended; it must be once.
    ends: BTreeMap<RequestId, u32>,
    up: bool,
    close_sent: bool,
}

impl Model {
    fn new(seed: u64) -> Self {
        let config = ConnectionConfig::default()
            .max_in_flight(MAX_IN_FLIGHT)
            .reconnect(Reconnect::attempts(ATTEMPTS))
            .seed(seed);
        Self {
            connection: Connection::new(config),
            now: Instant::now(),
            requests: BTreeMap::new(),
            corr_ids: BTreeSet::new(),
            ends: BTreeMap::new(),
            up: false,
            close_sent: false,
        }
    }

    fn pick(&self, index: Index) -> Option<RequestId> {
        let ids: Vec<_> = self.requests.keys().copied().collect();
        (!ids.is_empty()).then(|| *index.get(&ids))
    }

    fn state(&mut self, id: RequestId) -> &mut RequestState {
        &mut self.requests.get_mut(&id).expect("a known request").0
    }

    fn count(&self, wanted: &[RequestState]) -> usize {
        let states = self.requests.values().map(|(state, _)| state);
        states.filter(|state| wanted.contains(state)).count()
    }

    fn end(&mut self, id: RequestId) {
        *self.ends.entry(id).or_default() += 1;
    }

    fn has_ended(&self) -> bool {
        self.connection.end_reason().is_some()
    }

    fn apply(&mut self, input: Input) {
        match input {
            Input::Request { timeout } => self.request(timeout),
            Input::Cancel(index) => self.pick(index).into_iter().for_each(|id| self.cancel(id)),
            Input::Run { dial } => self.run(dial),
            Input::Answer(index) => self.pick(index).into_iter().for_each(|id| self.answer(id)),
            Input::Frame(text) => assert!(!matches!(
                self.connection.handle_frame(text),
                Received::Answer { .. } | Received::Late { .. }
            )),
            Input::Activity => self.connection.handle_activity(self.now),
            Input::Reading(reading) => self.connection.handle_reading(reading),
            Input::Wait(seconds) => self.wait(seconds),
            Input::Lost => self.lose(),
            Input::Close { timeout } => self.close(timeout),
        }
        self.check();
    }

    /// Checks the invariants.
    fn check(&self) {
        let stats = self.connection.stats();
        assert_eq!(stats.queued, self.count(&[Queued]));
        assert_eq!(stats.in_flight, self.count(&[InFlight, Cancelled]));
        assert!(stats.in_flight <= MAX_IN_FLIGHT);
        assert_eq!(stats.requests, self.requests.len() as u64);
        let ended = stats.answered + stats.timed_out + stats.cancelled + stats.lost + stats.unsent;
        let open = self.count(&[Queued, InFlight]) as u64;
        assert_eq!(ended + open, stats.requests);
        assert_eq!(self.connection.is_up(), self.up);
        if self.has_ended() {
            assert_eq!(self.count(&[Queued, InFlight, Cancelled, TimedOut]), 0);
            assert_eq!(self.connection.poll_timeout(), None);
        }
    }

    fn request(&mut self, timeout: u64) {
        if self.connection.is_closing() {
            return;
        }
        let deadline = self.now + Duration::from_secs(timeout);
        let id = self.connection.request("/u".into(), deadline);
        let previous = self.requests.insert(id, (Queued, deadline));
        assert_eq!(previous, None);
    }

    fn cancel(&mut self, id: RequestId) {
        self.connection.cancel(id);
        let state = self.state(id);
        let was = *state;
        match was {
            Queued => *state = Ended,
            InFlight => *state = Cancelled,
            _ => {}
        }
        if matches!(was, Queued | InFlight) {
            self.end(id);
        }
    }

    fn run(&mut self, dial: bool) {
        while let Some(action) = self.connection.poll_action(true) {
            assert!(!self.close_sent, "{action:?} after the close");
            match action {
                Action::Dial => self.dial(dial),
                Action::Transmit { id, frame } => self.sent(id, &frame),
                // The server does not read while it has this many commands.
                Action::Ping => assert!(self.count(&[InFlight, Cancelled]) < MAX_IN_FLIGHT),
                Action::DropLink => self.lose(),
                Action::Close => {
                    assert_eq!(self.count(&[Queued, InFlight]), 0);
                    self.close_sent = true;
                }
            }
        }
        let has_capacity = self.count(&[InFlight, Cancelled]) < MAX_IN_FLIGHT;
        assert!(
            !(self.up && has_capacity && self.count(&[Queued]) > 0),
            "a request that could be sent is still queued"
        );
    }

    fn dial(&mut self, succeeds: bool) {
        assert!(!self.up);
        if succeeds {
            self.connection.handle_connected(self.now);
            self.up = true;
        } else {
            let unanswered = self.connection.handle_dial_failed(self.now);
            self.expect_ends(&unanswered, &[Queued], !self.has_ended());
        }
    }

    fn sent(&mut self, id: RequestId, frame: &str) {
        assert!(self.up);
        let first = self
            .requests
            .iter()
            .find(|(_, (state, _))| *state == Queued);
        assert_eq!(first.map(|(&id, _)| id), Some(id), "in order");
        assert!(
            self.corr_ids.insert(id.to_string()),
            "a corrId was used twice"
        );
        assert_eq!(frame, format!(r#"{{"corrId":"{id}","cmd":"/u"}}"#));
        *self.state(id) = InFlight;
    }

    fn answer(&mut self, id: RequestId) {
        let text = format!(r#"{{"corrId":"{id}","resp":{{"type":"cmdOk"}}}}"#);
        let received = self.connection.handle_frame(&text);
        let state = &mut self.requests.get_mut(&id).expect("a known request").0;
        match (*state, received) {
            (InFlight, Received::Answer { id: answered, .. }) => {
                assert_eq!(answered, id);
                *state = Ended;
                self.end(id);
            }
            (Cancelled | TimedOut, Received::Late { id: late, .. }) => {
                assert_eq!(late, id);
                *state = Ended;
            }
            (Queued | Ended, Received::Unmatched(_)) => {}
            (state, received) => panic!("{state:?} was answered with {received:?}"),
        }
    }

    fn wait(&mut self, seconds: u64) {
        self.now += Duration::from_secs(seconds);
        let now = self.now;
        let unanswered = self.connection.handle_timeout(now);
        let mut due = BTreeMap::new();
        for (&id, (state, _)) in self.requests.iter_mut().filter(|(_, r)| r.1 <= now) {
            let (outcome, next) = match state {
                Queued => (Some(Outcome::NotSent), Ended),
                InFlight => (Some(Outcome::Unknown), TimedOut),
                Cancelled => (None, TimedOut),
                TimedOut | Ended => continue,
            };
            *state = next;
            due.extend(outcome.map(|outcome| (id, outcome)));
        }
        let is_expired = |u: &Unanswered| u.cause == EndCause::TimedOut;
        let (expired, closed): (Vec<_>, _) = unanswered.into_iter().partition(is_expired);
        for ended in &expired {
            assert_eq!(due.remove(&ended.id), Some(ended.outcome));
        }
        assert_eq!(due, BTreeMap::new());
        expired.iter().for_each(|u| self.end(u.id));
        // The deadline for closing may have passed too.
        assert!(closed.is_empty() || self.has_ended());
        self.up &= !self.has_ended();
        self.expect_ends(&closed, &[Queued, InFlight], !self.has_ended());
        let next = self.connection.poll_timeout();
        assert!(next.is_none_or(|next| next > now), "nothing is due twice");
    }

    fn lose(&mut self) {
        if !self.up {
            return;
        }
        self.up = false;
        let unanswered = self.connection.handle_lost(self.now);
        let has_ended = self.has_ended();
        let ended: &[RequestState] = if has_ended {
            &[Queued, InFlight]
        } else {
            &[InFlight]
        };
        self.expect_ends(&unanswered, ended, false);
        for (state, _) in self.requests.values_mut() {
            if matches!(state, Cancelled | TimedOut) {
                *state = Ended;
            }
        }
    }

    fn close(&mut self, timeout: u64) {
        let deadline = self.now + Duration::from_secs(timeout);
        let unanswered = self.connection.close(deadline);
        let has_ended = self.has_ended();
        self.expect_ends(&unanswered, &[Queued], !has_ended);
    }

    /// Checks that exactly the requests in one of these states have ended, or no request if `none` is true.
    fn expect_ends(&mut self, unanswered: &[Unanswered], states: &[RequestState], none: bool) {
        let mut expected = Vec::new();
        for (&id, (state, _)) in &mut self.requests {
            if none || !states.contains(state) {
                continue;
            }
            let outcome = match state {
                Queued => Outcome::NotSent,
                _ => Outcome::Unknown,
            };
            expected.push((id, outcome));
            *state = Ended;
        }
        if self.has_ended() {
            self.requests
                .values_mut()
                .for_each(|(state, _)| *state = Ended);
        }
        let mut ended: Vec<_> = unanswered.iter().map(|u| (u.id, u.outcome)).collect();
        ended.sort_by_key(|&(id, _)| id);
        assert_eq!(ended, expected);
        ended.iter().for_each(|&(id, _)| self.end(id));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 8 * ProptestConfig::default().cases, ..ProptestConfig::default() })]

    #[test]
    fn every_request_ends_exactly_once(inputs in vec(input(), 0..300), seed: u64) {
        let mut model = Model::new(seed);
        for input in inputs {
            model.apply(input);
        }
        let unanswered = model.connection.abort();
        model.up = false;
        if !unanswered.is_empty() {
            model.expect_ends(&unanswered, &[Queued, InFlight], false);
        }
        assert_eq!(model.ends.len(), model.requests.len());
        assert!(model.ends.values().all(|&times| times == 1), "{:?}", model.ends);
    }
}
