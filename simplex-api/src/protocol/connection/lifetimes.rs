//! Random lives of a connection, held against a model of what its user may expect.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;

use super::{Connection, Outcome, Received, RequestId, Unanswered};

const WINDOW: usize = 3;

/// Frames that answer no request.
const FOREIGN: &[&str] = &[
    r#"{"resp":{"type":"newChatItems"}}"#,
    r#"{"corrId":"bot","resp":{"type":"cmdOk"}}"#,
    r#"{"resp":{"type":"chatCmdError"}}"#,
    "garbage",
];

#[derive(Debug, Clone)]
enum Step {
    Request { timeout: u64 },
    Cancel(prop::sample::Index),
    Transmit,
    Answer(prop::sample::Index),
    Frame(&'static str),
    Wait(u64),
    Close,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..20_u64).prop_map(|timeout| Step::Request { timeout }),
        2 => any::<prop::sample::Index>().prop_map(Step::Cancel),
        6 => Just(Step::Transmit),
        6 => any::<prop::sample::Index>().prop_map(Step::Answer),
        2 => prop::sample::select(FOREIGN).prop_map(Step::Frame),
        2 => (0..10_u64).prop_map(Step::Wait),
        1 => Just(Step::Close),
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

struct Model {
    connection: Connection,
    now: Instant,
    requests: BTreeMap<RequestId, (State, Instant)>,
    corr_ids: BTreeSet<String>,
}

impl Model {
    fn new() -> Self {
        Self {
            connection: Connection::new(WINDOW),
            now: Instant::now(),
            requests: BTreeMap::new(),
            corr_ids: BTreeSet::new(),
        }
    }

    fn pick(&self, index: prop::sample::Index) -> Option<RequestId> {
        let ids: Vec<_> = self.requests.keys().copied().collect();
        (!ids.is_empty()).then(|| *index.get(&ids))
    }

    fn state(&mut self, id: RequestId) -> &mut State {
        &mut self.requests.get_mut(&id).expect("a request of ours").0
    }

    fn count(&self, wanted: &[State]) -> usize {
        self.requests
            .values()
            .filter(|(state, _)| wanted.contains(state))
            .count()
    }

    fn apply(&mut self, step: Step) {
        match step {
            Step::Request { timeout } => self.request(timeout),
            Step::Cancel(index) => self.pick(index).into_iter().for_each(|id| self.cancel(id)),
            Step::Transmit => self.transmit(),
            Step::Answer(index) => self.pick(index).into_iter().for_each(|id| self.answer(id)),
            Step::Frame(text) => assert!(!matches!(
                self.connection.handle_frame(text),
                Received::Answer { .. } | Received::Late { .. }
            )),
            Step::Wait(seconds) => self.wait(seconds),
            Step::Close => self.close(),
        }
    }

    fn request(&mut self, timeout: u64) {
        let deadline = self.now + Duration::from_secs(timeout);
        let id = self.connection.request("/u".into(), deadline);
        assert!(
            self.requests
                .insert(id, (State::Queued, deadline))
                .is_none()
        );
    }

    fn cancel(&mut self, id: RequestId) {
        self.connection.cancel(id);
        let state = self.state(id);
        match state {
            State::Queued => *state = State::Ended,
            State::InFlight => *state = State::Abandoned,
            _ => {}
        }
    }

    fn transmit(&mut self) {
        let first = self
            .requests
            .iter()
            .find(|(_, (state, _))| *state == State::Queued);
        let may_send = self.count(&[State::InFlight, State::Abandoned]) < WINDOW;
        let expected = first.map(|(&id, _)| id).filter(|_| may_send);
        let sent = self.connection.poll_transmit();
        assert_eq!(sent.as_ref().map(|(id, _)| *id), expected);
        if let Some((id, frame)) = sent {
            assert!(
                self.corr_ids.insert(id.to_string()),
                "a corrId was used twice"
            );
            assert_eq!(frame, format!(r#"{{"corrId":"{id}","cmd":"/u"}}"#));
            *self.state(id) = State::InFlight;
        }
    }

    fn answer(&mut self, id: RequestId) {
        let text = format!(r#"{{"corrId":"{id}","resp":{{"type":"cmdOk"}}}}"#);
        let received = self.connection.handle_frame(&text);
        let state = &mut self.requests.get_mut(&id).expect("a request of ours").0;
        match (*state, received) {
            (State::InFlight, Received::Answer { id: answered, .. })
            | (State::Abandoned | State::GivenUp, Received::Late { id: answered, .. }) => {
                assert_eq!(answered, id);
                *state = State::Ended;
            }
            (State::Queued | State::Ended, Received::Unmatched(_)) => {}
            (state, received) => panic!("{state:?} was answered with {received:?}"),
        }
    }

    fn wait(&mut self, seconds: u64) {
        self.now += Duration::from_secs(seconds);
        let now = self.now;
        let mut ended = self.connection.handle_timeout(now);
        let mut expected = Vec::new();
        for (&id, (state, _)) in self.requests.iter_mut().filter(|(_, r)| r.1 <= now) {
            match state {
                State::Queued => {
                    expected.push(Unanswered {
                        id,
                        outcome: Outcome::NotSent,
                    });
                    *state = State::Ended;
                }
                State::InFlight => {
                    expected.push(Unanswered {
                        id,
                        outcome: Outcome::Unknown,
                    });
                    *state = State::GivenUp;
                }
                State::Abandoned => *state = State::GivenUp,
                State::GivenUp | State::Ended => {}
            }
        }
        ended.sort_by_key(|request| request.id);
        assert_eq!(ended, expected);
        assert!(self.connection.poll_timeout().is_none_or(|next| next > now));
    }

    fn close(&mut self) {
        let mut expected = Vec::new();
        for (&id, (state, _)) in &mut self.requests {
            match std::mem::replace(state, State::Ended) {
                State::Queued => expected.push(Unanswered {
                    id,
                    outcome: Outcome::NotSent,
                }),
                State::InFlight => expected.push(Unanswered {
                    id,
                    outcome: Outcome::Unknown,
                }),
                _ => {}
            }
        }
        assert_eq!(self.connection.handle_closed(), expected);
        assert_eq!(self.connection.poll_timeout(), None);
    }
}

proptest! {
    #[test]
    fn every_request_ends_exactly_once(steps in vec(step(), 0..200)) {
        let mut model = Model::new();
        for step in steps {
            model.apply(step);
        }
        model.close();
        assert_eq!(model.count(&[State::Ended]), model.requests.len());
    }
}
