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
    message = "the API lists no response `{Self}` to `{C}`",
    label = "not a response to `{C}`",
    note = "an answer that is not documented is given with `respond_json`"
)]
pub trait ResponseFor<C: Command>: Tagged {}

#[diagnostic::do_not_recommend]
impl<C: Command, R: Tagged + Into<C::Response>> ResponseFor<C> for R {}

/// Which commands an [`Expectation`] is about: all of a type, those that a test likes, or one.
///
/// A command is an `Expected` too, the one that must come.
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

    /// Those for which `is_it` holds.
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
    server: Arc<ServerHandle>,
    /// How long commands are waited for.
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

    /// What the failure calls it.
    pub fn named(self, name: impl Into<String>) -> Self {
        lock(&self.state).name = Some(name.into());
        self
    }

    /// How often the command must come, for instance `2`, `1..=3` or `0`. Once or more if not set.
    pub fn times(self, times: impl Into<Times>) -> Self {
        let Times { min, max } = times.into();
        {
            let mut state = lock(&self.state);
            state.min = min;
            state.max = max;
        }
        self
    }

    /// How many commands it takes; more go to the expectations made before, or to the network.
    pub fn up_to(self, count: u64) -> Self {
        lock(&self.state).capacity = Some(count);
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
        lock(&self.state).after = Some(Arc::clone(&other.state));
        self
    }

    /// Answers the command, which then does not reach the network.
    ///
    /// `answer` must not use the server, which waits for it.
    pub fn respond<R: ResponseFor<C>>(
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
        lock(&self.state).answer = Some(Box::new(answer));
        self
    }

    /// How many commands have come.
    pub fn count(&self) -> u64 {
        lock(&self.state).count
    }

    /// Waits until as many commands have come as must, as long as contacts of the server
    /// [wait](crate::Builder::wait).
    ///
    /// # Panics
    /// If they do not come in time.
    pub async fn met(&self) {
        let mut changes = self.server.hub.changes();
        let met = async {
            while !lock(&self.state).has_enough() {
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
