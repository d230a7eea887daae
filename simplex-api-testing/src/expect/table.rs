//! The expectations of a server.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use simplex_api::json::JsonObject;

use crate::expect::difference::differences;

/// Answers an encoded command with a `resp` object; `None` if the command is of another type.
pub(crate) type Handler = Box<dyn Fn(&str) -> Option<String> + Send>;

/// All expectations of a server, in the order of their creation.
#[derive(Default)]
pub(crate) struct Expectations(pub(crate) Vec<Arc<Mutex<ExpectationState>>>);

/// The state of an expectation.
pub(crate) struct ExpectationState {
    pub(crate) name: Option<String>,
    pub(crate) command: &'static str,
    /// The expected parameters, if a single command is expected.
    pub(crate) equal: Option<JsonObject>,
    /// Whether an encoded command is of the expected type.
    pub(crate) decodes: fn(&str) -> bool,
    pub(crate) matches: Box<dyn Fn(&str) -> Match + Send>,
    pub(crate) answer: Option<Handler>,
    pub(crate) min: u64,
    pub(crate) max: Option<u64>,
    pub(crate) capacity: Option<u64>,
    /// The expectation that must be fulfilled before.
    pub(crate) after: Option<Arc<Mutex<ExpectationState>>>,
    /// The number of commands received before that.
    pub(crate) early: u64,
    pub(crate) count: u64,
    /// The most similar command of the type that did not match; the last one if there are no expected parameters to
    /// compare with.
    pub(crate) nearest_miss: Option<JsonObject>,
}

/// Whether a command matches an expectation.
pub(crate) enum Match {
    OtherCommand,
    Mismatch(JsonObject),
    Met,
}

impl Expectations {
    /// Whether an encoded command is of an expected type.
    pub(crate) fn is_expected(&self, text: &str) -> bool {
        self.0.iter().any(|state| (lock(state).decodes)(text))
    }

    /// Counts a command for the expectation that it matches, and returns the answer of that expectation.
    pub(crate) fn handle(&mut self, text: &str) -> Option<String> {
        for state in self.0.iter().rev() {
            let mut state = lock(state);
            if state
                .capacity
                .is_some_and(|capacity| state.count >= capacity)
            {
                continue;
            }
            match (state.matches)(text) {
                Match::OtherCommand => {}
                Match::Mismatch(params) => state.record_mismatch(params),
                Match::Met if state.is_early() => state.early += 1,
                Match::Met => {
                    state.count += 1;
                    return state.answer.as_ref().and_then(|answer| answer(text));
                }
            }
        }
        None
    }
}

impl ExpectationState {
    fn is_early(&self) -> bool {
        let before = self.after.as_ref();
        before.is_some_and(|before| !lock(before).has_enough())
    }

    pub(crate) fn has_enough(&self) -> bool {
        self.count >= self.min
    }

    fn record_mismatch(&mut self, other: JsonObject) {
        let known = self.equal.as_ref().zip(self.nearest_miss.as_ref());
        let stays = known.is_some_and(|(equal, nearest)| {
            differences(equal, nearest).len() <= differences(equal, &other).len()
        });
        if !stays {
            self.nearest_miss = Some(other);
        }
    }

    pub(crate) fn failure(&self) -> Option<String> {
        let too_many = self.max.is_some_and(|max| self.count > max);
        if !too_many && self.early == 0 && self.has_enough() {
            return None;
        }
        let Self { min, count, .. } = self;
        let expected = match self.max {
            Some(max) if max == *min => format!("{min}"),
            Some(max) => format!("{min} to {max}"),
            None => format!("{min} or more"),
        };
        let name = self.label();
        let mut failure = format!("expected {name} {expected} times, received it {count} times");
        if let Some(before) = self.after.as_ref().filter(|_| self.early > 0) {
            let (early, before) = (self.early, lock(before).label());
            let _ = write!(failure, " and {early} times too early, before {before}");
        }
        if let Some(nearest) = self.nearest() {
            failure.push_str(&nearest);
        }
        Some(failure)
    }

    /// The name in failure messages.
    fn label(&self) -> String {
        match &self.name {
            Some(name) => format!("{} ({name})", self.command),
            None => self.command.to_owned(),
        }
    }

    /// The most similar command received, and its differences.
    fn nearest(&self) -> Option<String> {
        let nearest = self.nearest_miss.as_ref()?;
        let Some(equal) = &self.equal else {
            return Some(format!("\nreceived another one: {}", show(nearest)));
        };
        let mut text = "\nthe most similar one received differs in:".to_owned();
        for (name, expected, received) in differences(equal, nearest) {
            let _ = write!(text, "\n  {name}: expected {expected}, received {received}");
        }
        Some(text)
    }
}

fn show(params: &JsonObject) -> String {
    serde_json::Value::Object(params.clone()).to_string()
}

pub(crate) fn lock(state: &Mutex<ExpectationState>) -> MutexGuard<'_, ExpectationState> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
