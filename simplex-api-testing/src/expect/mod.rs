pub(crate) mod difference;
pub(crate) mod times;

use std::fmt::{self, Write as _};
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use simplex_api::command::Command;
use simplex_api::json::{JsonObject, Tagged};
use simplex_api::types::ChatError;

use crate::expect::difference::differences;
use crate::expect::times::Times;
use crate::server::hub::{Handler, Shared, failed};
use crate::transcript::report;

/// A response that the API lists for a command.
#[diagnostic::on_unimplemented(
    message = "the API lists no response `{Self}` to `{C}`",
    label = "not a response to `{C}`",
    note = "an answer that is not documented is given with `respond_json`"
)]
pub trait AnswerTo<C: Command>: Tagged {}

#[diagnostic::do_not_recommend]
impl<C: Command, R: Tagged + Into<C::Response>> AnswerTo<C> for R {}

/// Which commands an [`Expectation`] is about: all of a type, those that a test likes, or one.
///
/// A command is an `Expected` too, the one that must come.
pub struct Expected<C> {
    how: How<C>,
}

enum How<C> {
    Any,
    That(Box<dyn Fn(&C) -> bool + Send>),
    Equal(JsonObject),
}

impl<C: Command> Expected<C> {
    /// Any command of the type.
    pub fn any() -> Self {
        Self { how: How::Any }
    }

    /// Those for which `is_it` holds.
    pub fn that(is_it: impl Fn(&C) -> bool + Send + 'static) -> Self {
        Self {
            how: How::That(Box::new(is_it)),
        }
    }

    fn is(&self, command: &C) -> bool {
        match &self.how {
            How::Any => true,
            How::That(is_it) => is_it(command),
            How::Equal(params) => command.to_params().is_ok_and(|own| own == *params),
        }
    }
}

impl<C: Command> From<C> for Expected<C> {
    #[track_caller]
    fn from(command: C) -> Self {
        match command.to_params() {
            Ok(params) => Self {
                how: How::Equal(params),
            },
            Err(error) => panic!("no client can send this command: {error}"),
        }
    }
}

/// Commands that must come, and perhaps how they are answered.
///
/// It is checked by [`verify`](Self::verify), and at the latest when it is dropped, unless the test
/// fails already. Of several expectations that a command meets the last one gets it, as long as it
/// takes more.
#[must_use = "an expectation ends, and is checked, when it is dropped"]
pub struct Expectation<C> {
    shared: Arc<Shared>,
    /// How long commands are waited for.
    wait: Duration,
    slot: Arc<Mutex<Slot>>,
    verified: bool,
    command: PhantomData<fn(C)>,
}

/// All expectations of a server, in the order in which they were made.
#[derive(Default)]
pub(crate) struct Expectations(Vec<Arc<Mutex<Slot>>>);

/// One expectation and what has come of it.
struct Slot {
    name: Option<String>,
    command: &'static str,
    /// The parameters that must come, if they are known.
    equal: Option<JsonObject>,
    /// Whether a text is a command of the type.
    reads: fn(&str) -> bool,
    meets: Box<dyn Fn(&str) -> Meeting + Send>,
    answer: Option<Handler>,
    least: u64,
    most: Option<u64>,
    takes: Option<u64>,
    /// The one that must be met before.
    after: Option<Arc<Mutex<Slot>>>,
    /// How many commands came before it was.
    early: u64,
    count: u64,
    /// Of the commands of the type that were others the one that is most like what must come; the last one if
    /// that is not known.
    missed: Option<JsonObject>,
}

/// How a command and an expectation go together.
enum Meeting {
    OtherCommand,
    Missed(JsonObject),
    Met,
}

impl Expectations {
    /// Whether a text is a command of a type that is expected.
    pub(crate) fn know(&self, text: &str) -> bool {
        self.0.iter().any(|slot| (lock(slot).reads)(text))
    }

    /// Gives a command to the expectation that it meets; the answer, if that has one.
    pub(crate) fn meet(&mut self, text: &str) -> Option<String> {
        for slot in self.0.iter().rev() {
            let mut slot = lock(slot);
            if slot.takes.is_some_and(|takes| slot.count >= takes) {
                continue;
            }
            match (slot.meets)(text) {
                Meeting::OtherCommand => {}
                Meeting::Missed(params) => slot.miss(params),
                Meeting::Met if slot.is_early() => slot.early += 1,
                Meeting::Met => {
                    slot.count += 1;
                    return slot.answer.as_ref().and_then(|answer| answer(text));
                }
            }
        }
        None
    }
}

impl<C: Command + 'static> Expectation<C> {
    pub(crate) fn new(shared: Arc<Shared>, wait: Duration, expected: Expected<C>) -> Self {
        let equal = match &expected.how {
            How::Equal(params) => Some(params.clone()),
            _ => None,
        };
        let meets = move |text: &str| match C::decode(text) {
            Err(_) => Meeting::OtherCommand,
            Ok(command) if expected.is(&command) => Meeting::Met,
            Ok(command) => match command.to_params() {
                Ok(params) => Meeting::Missed(params),
                Err(_) => Meeting::OtherCommand,
            },
        };
        let slot = Arc::new(Mutex::new(Slot {
            name: None,
            command: C::SPEC.name,
            equal,
            reads: |text| C::decode(text).is_ok(),
            meets: Box::new(meets),
            answer: None,
            least: 1,
            most: None,
            takes: None,
            after: None,
            early: 0,
            count: 0,
            missed: None,
        }));
        shared.look(|port| port.expectations.0.push(Arc::clone(&slot)));
        Self {
            shared,
            wait,
            slot,
            verified: false,
            command: PhantomData,
        }
    }

    /// What the failure calls it.
    pub fn named(self, name: impl Into<String>) -> Self {
        lock(&self.slot).name = Some(name.into());
        self
    }

    /// How often the command must come, for instance `2`, `1..=3` or `0`. Once or more if not set.
    pub fn times(self, times: impl Into<Times>) -> Self {
        let Times { least, most } = times.into();
        {
            let mut slot = lock(&self.slot);
            slot.least = least;
            slot.most = most;
        }
        self
    }

    /// How many commands it takes; more go to the expectations made before, or to the network.
    pub fn up_to(self, count: u64) -> Self {
        lock(&self.slot).takes = Some(count);
        self
    }

    /// Lets the command count only when another has come as often as it must. If it comes before, the
    /// expectation fails, and says so.
    ///
    /// ```
    /// use simplex_api::Client;
    /// use simplex_api::commands::{ListUsers, ShowActiveUser};
    /// use simplex_api_testing::ChatServer;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = ChatServer::start().await?;
    /// let first = server.expect(ShowActiveUser::new());
    /// let then = server.expect(ListUsers::new()).after(&first);
    ///
    /// let (client, _events) = Client::connect(&server.url()).await?;
    /// client.send(&ShowActiveUser::new()).await?;
    /// client.send(&ListUsers::new()).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn after<O>(self, other: &Expectation<O>) -> Self {
        lock(&self.slot).after = Some(Arc::clone(&other.slot));
        self
    }

    /// Answers the command, which then does not reach the network.
    ///
    /// `answer` must not use the server, which waits for it.
    pub fn respond<R: AnswerTo<C>>(
        self,
        answer: impl Fn(C) -> Result<R, Box<ChatError>> + Send + 'static,
    ) -> Self {
        self.answer(move |command| Some(answer(command).map_or_else(failed, |r| r.encode())))
    }

    /// The same with an answer given as JSON, the whole `resp` object. It need not be one that the API
    /// documents for the command, nor JSON.
    pub fn respond_json(self, answer: impl Fn(C) -> String + Send + 'static) -> Self {
        self.answer(move |command| Some(answer(command)))
    }

    /// Answers the command with an error.
    pub fn fail(self, error: impl Fn(C) -> Box<ChatError> + Send + 'static) -> Self {
        self.answer(move |command| Some(failed(error(command))))
    }

    fn answer(self, answer: impl Fn(C) -> Option<String> + Send + 'static) -> Self {
        let answer = move |text: &str| C::decode(text).ok().and_then(&answer);
        lock(&self.slot).answer = Some(Box::new(answer));
        self
    }

    /// How many commands have come.
    pub fn count(&self) -> u64 {
        lock(&self.slot).count
    }

    /// Waits until as many commands have come as must, as long as contacts of the server
    /// [wait](crate::Builder::wait).
    ///
    /// # Panics
    /// If they do not come in time.
    pub async fn met(&self) {
        let mut changes = self.shared.hub.changes();
        let met = async {
            while !lock(&self.slot).has_enough() {
                // The sender is in the hub, so that it cannot be gone.
                let _ = changes.changed().await;
            }
        };
        let in_time = tokio::time::timeout(self.wait, met).await.is_ok();
        assert!(in_time, "{}", self.failure().unwrap_or_default());
    }

    /// Ends the expectation.
    ///
    /// # Panics
    /// If other commands came than must.
    #[track_caller]
    pub fn verify(mut self) {
        self.check();
    }
}

impl<C> Expectation<C> {
    #[track_caller]
    fn check(&mut self) {
        if std::mem::replace(&mut self.verified, true) {
            return;
        }
        let failure = self.failure();
        let slots = |port: &mut crate::server::hub::Port| {
            let ended = |slot: &Arc<Mutex<Slot>>| Arc::ptr_eq(slot, &self.slot);
            port.expectations.0.retain(|slot| !ended(slot));
        };
        self.shared.look(slots);
        if let Some(failure) = failure {
            panic!("{failure}");
        }
    }

    fn failure(&self) -> Option<String> {
        let told = lock(&self.slot).failure()?;
        let wire = self.shared.look(|port| report::wire(port));
        Some(format!("{told}\nthe last commands and answers:\n{wire}"))
    }
}

impl<C> Drop for Expectation<C> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.check();
        }
    }
}

impl Slot {
    fn is_early(&self) -> bool {
        let before = self.after.as_ref();
        before.is_some_and(|before| !lock(before).has_enough())
    }

    fn has_enough(&self) -> bool {
        self.count >= self.least
    }

    fn miss(&mut self, other: JsonObject) {
        let known = self.equal.as_ref().zip(self.missed.as_ref());
        let stays = known.is_some_and(|(equal, nearest)| {
            differences(equal, nearest).len() <= differences(equal, &other).len()
        });
        if !stays {
            self.missed = Some(other);
        }
    }

    fn failure(&self) -> Option<String> {
        let many = self.most.is_some_and(|most| self.count > most);
        if !many && self.early == 0 && self.has_enough() {
            return None;
        }
        let Self { least, count, .. } = self;
        let expected = match self.most {
            Some(most) if most == *least => format!("{least}"),
            Some(most) => format!("{least} to {most}"),
            None => format!("{least} or more"),
        };
        let name = self.told();
        let mut told = format!("expected {name} {expected} times, and it came {count} times");
        if let Some(before) = self.after.as_ref().filter(|_| self.early > 0) {
            let (early, before) = (self.early, lock(before).told());
            let _ = write!(told, ", and {early} times too early, before {before}");
        }
        if let Some(nearest) = self.nearest() {
            told.push_str(&nearest);
        }
        Some(told)
    }

    /// What the failure calls it.
    fn told(&self) -> String {
        match &self.name {
            Some(name) => format!("{} ({name})", self.command),
            None => self.command.to_owned(),
        }
    }

    /// What came that is most like what must, and where it differs.
    fn nearest(&self) -> Option<String> {
        let nearest = self.missed.as_ref()?;
        let Some(equal) = &self.equal else {
            return Some(format!("\nanother came: {}", show(nearest)));
        };
        let mut told = "\nthe nearest that came differs in:".to_owned();
        for (name, expected, came) in differences(equal, nearest) {
            let _ = write!(told, "\n  {name}: expected {expected}, came {came}");
        }
        Some(told)
    }
}

fn show(params: &JsonObject) -> String {
    serde_json::Value::Object(params.clone()).to_string()
}

fn lock(slot: &Mutex<Slot>) -> MutexGuard<'_, Slot> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<C> fmt::Debug for Expectation<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let slot = lock(&self.slot);
        f.debug_struct("Expectation")
            .field("command", &slot.command)
            .field("name", &slot.name)
            .field("count", &slot.count)
            .finish_non_exhaustive()
    }
}

impl<C> fmt::Debug for Expected<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expected").finish_non_exhaustive()
    }
}
