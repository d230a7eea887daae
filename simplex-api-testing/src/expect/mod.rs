pub(crate) mod difference;
pub(crate) mod table;
pub(crate) mod times;

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use simplex_api::command::Command;
use simplex_api::json::{JsonObject, Tagged};
use simplex_api::types::ChatError;

use crate::expect::table::{ExpectationState, Match, lock};
use crate::expect::times::Times;
use crate::server::hub::{ServerHandle, failed};
use crate::transcript::report;

/// A response that the API lists for a command.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a response to `{C}`",
    label = "the API does not list this response for `{C}`",
    note = "use `respond_json` for an undocumented answer"
)]
pub trait ResponseFor<C: Command>: Tagged {}

#[diagnostic::do_not_recommend]
impl<C: Command, R: Tagged + Into<C::Response>> ResponseFor<C> for R {}

/// The commands that match an [`Expectation`]: all of a type, those with a property, or a single one.
///
/// A command converts to an `Expected` that only this command matches.
pub struct Expected<C> {
    criterion: Criterion<C>,
}

enum Criterion<C> {
    Any,
    Predicate(Box<dyn Fn(&C) -> bool + Send>),
    Equal(JsonObject),
}

impl<C: Command> Expected<C> {
    /// Any command of the type.
    pub fn any() -> Self {
        Self {
            criterion: Criterion::Any,
        }
    }

    /// The commands for which `predicate` returns `true`.
    pub fn that(predicate: impl Fn(&C) -> bool + Send + 'static) -> Self {
        Self {
            criterion: Criterion::Predicate(Box::new(predicate)),
        }
    }

    fn matches(&self, command: &C) -> bool {
        match &self.criterion {
            Criterion::Any => true,
            Criterion::Predicate(predicate) => predicate(command),
            Criterion::Equal(params) => command.to_params().is_ok_and(|own| own == *params),
        }
    }
}

impl<C: Command> From<C> for Expected<C> {
    #[track_caller]
    fn from(command: C) -> Self {
        match command.to_params() {
            Ok(params) => Self {
                criterion: Criterion::Equal(params),
            },
            Err(error) => panic!("this command cannot be encoded: {error}"),
        }
    }
}

/// A number of commands that the bot must send, and optionally the answer to them.
///
/// It is checked by [`verify`](Self::verify), or when it is dropped, unless the test is already panicking. A command
/// that matches several expectations counts for the last one that still [accepts](Self::up_to) commands.
#[must_use = "an expectation is checked when it is dropped"]
pub struct Expectation<C> {
    server: Arc<ServerHandle>,
    /// How long [`met`](Self::met) waits.
    wait: Duration,
    state: Arc<Mutex<ExpectationState>>,
    verified: bool,
    command: PhantomData<fn(C)>,
}

impl<C: Command + 'static> Expectation<C> {
    pub(crate) fn new(server: Arc<ServerHandle>, wait: Duration, expected: Expected<C>) -> Self {
        let equal = match &expected.criterion {
            Criterion::Equal(params) => Some(params.clone()),
            _ => None,
        };
        let matches = move |text: &str| match C::decode(text) {
            Err(_) => Match::OtherCommand,
            Ok(command) if expected.matches(&command) => Match::Met,
            Ok(command) => match command.to_params() {
                Ok(params) => Match::Mismatch(params),
                Err(_) => Match::OtherCommand,
            },
        };
        let state = Arc::new(Mutex::new(ExpectationState {
            name: None,
            command: C::SPEC.name,
            equal,
            decodes: |text| C::decode(text).is_ok(),
            matches: Box::new(matches),
            answer: None,
            min: 1,
            max: None,
            capacity: None,
            after: None,
            early: 0,
            count: 0,
            nearest_miss: None,
        }));
        server.with(|server| server.expectations.0.push(Arc::clone(&state)));
        Self {
            server,
            wait,
            state,
            verified: false,
            command: PhantomData,
        }
    }

    /// A name for failure messages.
    pub fn named(self, name: impl Into<String>) -> Self {
        lock(&self.state).name = Some(name.into());
        self
    }

    /// How often the command must be sent, for example `2`, `1..=3` or `0`. The default is once or more.
    pub fn times(self, times: impl Into<Times>) -> Self {
        let Times { min, max } = times.into();
        {
            let mut state = lock(&self.state);
            state.min = min;
            state.max = max;
        }
        self
    }

    /// The number of commands that the expectation accepts. More commands go to earlier expectations, or to the
    /// network.
    pub fn up_to(self, count: u64) -> Self {
        lock(&self.state).capacity = Some(count);
        self
    }

    /// Counts the command only after `other` has received its minimum number of commands. If the command is sent
    /// before that, the expectation fails.
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
        lock(&self.state).after = Some(Arc::clone(&other.state));
        self
    }

    /// Answers the command. It does not reach the network then.
    ///
    /// `answer` must not use the server: the server is locked while it runs.
    pub fn respond<R: ResponseFor<C>>(
        self,
        answer: impl Fn(C) -> Result<R, Box<ChatError>> + Send + 'static,
    ) -> Self {
        self.answer(move |command| Some(answer(command).map_or_else(failed, |r| r.encode())))
    }

    /// The same with an answer in JSON, the whole `resp` object. It does not have to be documented or even valid JSON.
    pub fn respond_json(self, answer: impl Fn(C) -> String + Send + 'static) -> Self {
        self.answer(move |command| Some(answer(command)))
    }

    /// Answers the command with an error.
    pub fn fail(self, error: impl Fn(C) -> Box<ChatError> + Send + 'static) -> Self {
        self.answer(move |command| Some(failed(error(command))))
    }

    fn answer(self, answer: impl Fn(C) -> Option<String> + Send + 'static) -> Self {
        let answer = move |text: &str| C::decode(text).ok().and_then(&answer);
        lock(&self.state).answer = Some(Box::new(answer));
        self
    }

    /// The number of commands received.
    pub fn count(&self) -> u64 {
        lock(&self.state).count
    }

    /// Waits until the minimum number of commands is received, at most for the [timeout](crate::Builder::wait) of the
    /// server.
    ///
    /// # Panics
    /// If they are not received in time.
    pub async fn met(&self) {
        let mut changes = self.server.hub.changes();
        let met = async {
            while !lock(&self.state).has_enough() {
                // Cannot fail: the hub owns the sender.
                let _ = changes.changed().await;
            }
        };
        let in_time = tokio::time::timeout(self.wait, met).await.is_ok();
        assert!(in_time, "{}", self.failure().unwrap_or_default());
    }

    /// Checks the expectation and ends it.
    ///
    /// # Panics
    /// If the number of commands, or their order, is not as expected.
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
        let remove = |state: &mut crate::server::hub::ServerState| {
            let ended = |state: &Arc<Mutex<ExpectationState>>| Arc::ptr_eq(state, &self.state);
            state.expectations.0.retain(|state| !ended(state));
        };
        self.server.with(remove);
        if let Some(failure) = failure {
            panic!("{failure}");
        }
    }

    fn failure(&self) -> Option<String> {
        let failure = lock(&self.state).failure()?;
        let wire = self.server.with(|state| report::wire(state));
        Some(format!("{failure}\nthe last commands and answers:\n{wire}"))
    }
}

impl<C> Drop for Expectation<C> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.check();
        }
    }
}

impl<C> fmt::Debug for Expectation<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = lock(&self.state);
        f.debug_struct("Expectation")
            .field("command", &state.command)
            .field("name", &state.name)
            .field("count", &state.count)
            .finish_non_exhaustive()
    }
}

impl<C> fmt::Debug for Expected<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expected").finish_non_exhaustive()
    }
}
