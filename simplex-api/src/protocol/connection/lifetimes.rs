//! Random lives of a connection, held against a model of what its user may expect.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::protocol::{Outcome, Reconnect};

const WINDOW: usize = 3;
const ATTEMPTS: u32 = 4;

/// Frames that answer no request.
const FOREIGN: &[&str] = &[
    r#"{"resp":{"type":"newChatItems"}}"#,
    r#"{"corrId":"bot","resp":{"type":"cmdOk"}}"#,
    r#"{"corrId":"18446744073709551615","resp":{"type":"cmdOk"}}"#,
    r#"{"corrId":1,"resp":{"type":"cmdOk"}}"#,
    r#"{"resp":{"type":"chatCmdError"}}"#,
    "garbage",
];

#[derive(Debug, Clone)]
enum Event {
    Request {
        timeout: u64,
    },
    Cancel(Index),
    /// The shell does what there is to do; `dial` says how a dial goes.
    Run {
        dial: bool,
    },
    /// An answer, perhaps a duplicate, or to a request that was not sent.
    Answer(Index),
    Frame(&'static str),
    Alive,
    Reading(bool),
    Wait(u64),
    Lost,
    Close {
        timeout: u64,
    },
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        12 => (0..60_u64).prop_map(|timeout| Event::Request { timeout }),
        4 => any::<Index>().prop_map(Event::Cancel),
        12 => prop::bool::weighted(0.6).prop_map(|dial| Event::Run { dial }),
        12 => any::<Index>().prop_map(Event::Answer),
        4 => prop::sample::select(FOREIGN).prop_map(Event::Frame),
        2 => Just(Event::Alive),
        1 => any::<bool>().prop_map(Event::Reading),
        6 => (0..25_u64).prop_map(Event::Wait),
        2 => Just(Event::Lost),
        1 => (0..20_u64).prop_map(|timeout| Event::Close { timeout }),
    ]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Queued,
    InFlight,
    /// Cancelled after it was sent.
    Abandoned,
    /// Timed out after it was sent, or abandoned until its deadline.
    GivenUp,
    /// Over: no answer is expected.
    Ended,
}

use State::{Abandoned, Ended, GivenUp, InFlight, Queued};

struct Model {
    connection: Connection,
    now: Instant,
    requests: BTreeMap<RequestId, (State, Instant)>,
    corr_ids: BTreeSet<String>,
    /// How often the requests have ended, to be once each.
    ends: BTreeMap<RequestId, u32>,
    up: bool,
    said_farewell: bool,
}

impl Model {
    fn new(seed: u64) -> Self {
        let settings = Settings::default()
            .window(WINDOW)
            .reconnect(Reconnect::attempts(ATTEMPTS))
            .seed(seed);
        Self {
            connection: Connection::new(settings),
            now: Instant::now(),
            requests: BTreeMap::new(),
            corr_ids: BTreeSet::new(),
            ends: BTreeMap::new(),
            up: false,
            said_farewell: false,
        }
    }

    fn pick(&self, index: Index) -> Option<RequestId> {
        let ids: Vec<_> = self.requests.keys().copied().collect();
        (!ids.is_empty()).then(|| *index.get(&ids))
    }

    fn state(&mut self, id: RequestId) -> &mut State {
        &mut self.requests.get_mut(&id).expect("a request of ours").0
    }

    fn count(&self, wanted: &[State]) -> usize {
        let states = self.requests.values().map(|(state, _)| state);
        states.filter(|state| wanted.contains(state)).count()
    }

    fn end(&mut self, id: RequestId) {
        *self.ends.entry(id).or_default() += 1;
    }

    fn is_over(&self) -> bool {
        self.connection.ending().is_some()
    }

    fn apply(&mut self, event: Event) {
        match event {
            Event::Request { timeout } => self.request(timeout),
            Event::Cancel(index) => self.pick(index).into_iter().for_each(|id| self.cancel(id)),
            Event::Run { dial } => self.run(dial),
            Event::Answer(index) => self.pick(index).into_iter().for_each(|id| self.answer(id)),
            Event::Frame(text) => assert!(!matches!(
                self.connection.handle_frame(text),
                Received::Answer { .. } | Received::Late { .. }
            )),
            Event::Alive => self.connection.handle_alive(self.now),
            Event::Reading(reading) => self.connection.handle_reading(reading),
            Event::Wait(seconds) => self.wait(seconds),
            Event::Lost => self.lose(),
            Event::Close { timeout } => self.close(timeout),
        }
        self.check();
    }

    /// What holds at any time.
    fn check(&self) {
        let stats = self.connection.stats();
        assert_eq!(stats.queued, self.count(&[Queued]));
        assert_eq!(stats.in_flight, self.count(&[InFlight, Abandoned]));
        assert!(stats.in_flight <= WINDOW);
        assert_eq!(stats.requests, self.requests.len() as u64);
        let ended = stats.answered + stats.timed_out + stats.cancelled + stats.lost + stats.refused;
        let abandoned = self.count(&[Queued, InFlight]) as u64;
        assert_eq!(ended + abandoned, stats.requests);
        assert_eq!(self.connection.is_up(), self.up);
        if self.is_over() {
            assert_eq!(self.count(&[Queued, InFlight, Abandoned, GivenUp]), 0);
            assert_eq!(self.connection.poll_timeout(), None);
        }
    }

    fn request(&mut self, timeout: u64) {
        if self.connection.is_closing() {
            return;
        }
        let deadline = self.now + Duration::from_secs(timeout);
        let id = self.connection.request("/u".into(), deadline);
        let earlier = self.requests.insert(id, (Queued, deadline));
        assert_eq!(earlier, None);
    }

    fn cancel(&mut self, id: RequestId) {
        self.connection.cancel(id);
        let state = self.state(id);
        let was = *state;
        match was {
            Queued => *state = Ended,
            InFlight => *state = Abandoned,
            _ => {}
        }
        if matches!(was, Queued | InFlight) {
            self.end(id);
        }
    }

    fn run(&mut self, dial: bool) {
        while let Some(step) = self.connection.poll_step(true) {
            assert!(!self.said_farewell, "{step:?} after the farewell");
            match step {
                Step::Dial => self.dial(dial),
                Step::Transmit { id, frame } => self.sent(id, &frame),
                // With a full window the server does not read.
                Step::Ping => assert!(self.count(&[InFlight, Abandoned]) < WINDOW),
                Step::Abandon => self.lose(),
                Step::Farewell => {
                    assert_eq!(self.count(&[Queued, InFlight]), 0);
                    self.said_farewell = true;
                }
            }
        }
        let room = self.count(&[InFlight, Abandoned]) < WINDOW;
        assert!(
            !(self.up && room && self.count(&[Queued]) > 0),
            "it sends what it can"
        );
    }

    fn dial(&mut self, succeeds: bool) {
        assert!(!self.up);
        if succeeds {
            self.connection.handle_connected(self.now);
            self.up = true;
        } else {
            let unanswered = self.connection.handle_refused(self.now);
            self.expect_ends(&unanswered, &[Queued], !self.is_over());
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
        let state = &mut self.requests.get_mut(&id).expect("a request of ours").0;
        match (*state, received) {
            (InFlight, Received::Answer { id: answered, .. }) => {
                assert_eq!(answered, id);
                *state = Ended;
                self.end(id);
            }
            (Abandoned | GivenUp, Received::Late { id: late, .. }) => {
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
                InFlight => (Some(Outcome::Unknown), GivenUp),
                Abandoned => (None, GivenUp),
                GivenUp | Ended => continue,
            };
            *state = next;
            due.extend(outcome.map(|outcome| (id, outcome)));
        }
        let is_expired = |u: &Unanswered| u.cause == Cause::Deadline;
        let (expired, closed): (Vec<_>, _) = unanswered.into_iter().partition(is_expired);
        for ended in &expired {
            assert_eq!(due.remove(&ended.id), Some(ended.outcome));
        }
        assert_eq!(due, BTreeMap::new());
        expired.iter().for_each(|u| self.end(u.id));
        // The deadline of closing has come as well.
        assert!(closed.is_empty() || self.is_over());
        self.up &= !self.is_over();
        self.expect_ends(&closed, &[Queued, InFlight], !self.is_over());
        let next = self.connection.poll_timeout();
        assert!(next.is_none_or(|next| next > now), "nothing is due twice");
    }

    fn lose(&mut self) {
        if !self.up {
            return;
        }
        self.up = false;
        let unanswered = self.connection.handle_lost(self.now);
        let over = self.is_over();
        let ended: &[State] = if over {
            &[Queued, InFlight]
        } else {
            &[InFlight]
        };
        self.expect_ends(&unanswered, ended, false);
        for (state, _) in self.requests.values_mut() {
            if matches!(state, Abandoned | GivenUp) {
                *state = Ended;
            }
        }
    }

    fn close(&mut self, timeout: u64) {
        let deadline = self.now + Duration::from_secs(timeout);
        let unanswered = self.connection.close(deadline);
        let over = self.is_over();
        self.expect_ends(&unanswered, &[Queued], !over);
    }

    /// All requests in one of these states have ended, unless it is `none`.
    fn expect_ends(&mut self, unanswered: &[Unanswered], states: &[State], none: bool) {
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
        if self.is_over() {
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
    fn every_request_ends_exactly_once(events in vec(event(), 0..300), seed: u64) {
        let mut model = Model::new(seed);
        for event in events {
            model.apply(event);
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
