//! Configures a bot: its profile, its address, its limits and its handlers.

mod handlers;
mod limits;
mod profile;

use std::fmt::{self, Display};
use std::sync::Arc;
use std::time::Duration;

use crate::bot::context::Context;
use crate::bot::error::{BotExit, BoxError, StartError};
use crate::bot::run::Bot;
use crate::bot::run::capacity::QueueLimits;
use crate::bot::run::fallback_log::FallbackLog;
use crate::bot::run::handlers::Handlers;
use crate::bot::run::held::HoldTimeouts;
use crate::bot::run::inboxes::Inboxes;
use crate::bot::run::os_signals::StopSignals;
use crate::bot::run::worker::HandlerRunner;
use crate::bot::stop::StopOnDrop;
use crate::bot::user_setup::UserSetup;
use crate::client::{Client, Config, Events};

/// Configures a bot: its profile, its address and its handlers.
///
/// `S` is the state that handlers share. `E` is the error type of the handlers.
#[must_use = "a bot does nothing until it runs"]
pub struct Builder<S = (), E = BoxError> {
    state: S,
    user_setup: UserSetup,
    handlers: Handlers<S, E>,
    queue_limits: QueueLimits,
    handler_timeout: Option<Duration>,
    hold_timeouts: HoldTimeouts,
    splits_long_replies: bool,
    shutdown_timeout: Duration,
    stops_on_signals: bool,
}

impl Bot {
    /// Configures a bot without state.
    pub fn builder() -> Builder {
        Builder::new(())
    }

    /// Configures a bot whose handlers share a state.
    pub fn with_state<S: Send + Sync + 'static>(state: S) -> Builder<S> {
        Builder::new(state)
    }
}

/// Creating and starting a bot.
impl<S, E> Builder<S, E>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    /// Configures a bot with a state and its own error type. [`Bot::builder`] and [`Bot::with_state`] use
    /// [`BoxError`], which holds any error.
    ///
    /// ```
    /// use std::fmt;
    /// use std::num::ParseIntError;
    ///
    /// use simplex_api::bot::{Builder, Context, HandlerError, HandlerErrorKind, Message};
    /// use simplex_api_testing::ChatServer;
    ///
    /// /// The errors of the handlers.
    /// #[derive(Debug)]
    /// enum BotError {
    ///     Number(ParseIntError),
    ///     Client(simplex_api::Error),
    /// }
    ///
    /// impl From<ParseIntError> for BotError {
    ///     fn from(error: ParseIntError) -> Self {
    ///         Self::Number(error)
    ///     }
    /// }
    ///
    /// /// Needed because the handler returns a reply.
    /// impl From<simplex_api::Error> for BotError {
    ///     fn from(error: simplex_api::Error) -> Self {
    ///         Self::Client(error)
    ///     }
    /// }
    ///
    /// impl fmt::Display for BotError {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         match self {
    ///             Self::Number(error) => write!(f, "that is not a number: {error}"),
    ///             Self::Client(error) => write!(f, "{error}"),
    ///         }
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = ChatServer::start().await?;
    /// let bot = Builder::new(())
    ///     .auto_accept(true)
    ///     .on_message(async |message: Message| {
    ///         let number: u32 = message.text().parse()?;
    ///         Ok::<_, BotError>(number.saturating_add(1).to_string())
    ///     })
    ///     .on_error(async |bot: Context, error: HandlerError<BotError>| {
    ///         if let (Some(chat), HandlerErrorKind::Error(error)) = (error.chat, error.kind) {
    ///             let _ = bot.chat(chat).send(error.to_string()).await;
    ///         }
    ///     })
    ///     .connect(&server.url())
    ///     .await?;
    /// # let alice = server.contact("alice");
    /// # alice.connect(bot.address().unwrap()).await?;
    /// # tokio::spawn(bot.run());
    /// alice.say("41").await?;
    /// alice.expect("42").await;
    /// alice.say("many").await?;
    /// alice.expect("that is not a number: invalid digit found in string").await;
    /// # Ok(())
    /// # }
    /// ```
    pub fn new(state: S) -> Self {
        Self {
            state,
            user_setup: UserSetup::default(),
            handlers: Handlers::new(),
            queue_limits: QueueLimits::default(),
            handler_timeout: None,
            hold_timeouts: HoldTimeouts::default(),
            splits_long_replies: false,
            shutdown_timeout: Duration::from_secs(10),
            stops_on_signals: false,
        }
    }

    /// Connects to the server at `url`, for example `ws://127.0.0.1:5225`, and sets up the user and the address.
    ///
    /// # Errors
    /// If the connection fails, if the server has no user and the bot has no profile, or if a command fails.
    pub async fn connect(self, url: &str) -> Result<Bot<S, E>, StartError> {
        self.connect_with(url, &Config::default()).await
    }

    /// Like [`connect`](Self::connect), with a configuration of the client.
    ///
    /// # Errors
    /// As for [`connect`](Self::connect).
    pub async fn connect_with(self, url: &str, config: &Config) -> Result<Bot<S, E>, StartError> {
        let (client, events) = Client::connect_with(url, config).await?;
        let mut bot = self.start(client, events).await?;
        bot.closes_client = true;
        Ok(bot)
    }

    /// Sets up the user and the address over an existing connection. The bot does not close this connection.
    ///
    /// # Errors
    /// If the server has no user and the bot has no profile, or if a command fails.
    pub async fn start(self, client: Client, events: Events) -> Result<Bot<S, E>, StartError> {
        let (user, address) = self.user_setup.apply(&client).await?;
        let total = self.queue_limits.total;
        let inboxes = Inboxes::new(self.queue_limits.per_chat.unwrap_or(total));
        let context = Context::new(
            client,
            user,
            address,
            self.state,
            inboxes,
            self.splits_long_replies,
        );
        Ok(Bot {
            stop_on_drop: StopOnDrop(context.stop_handle()),
            runner: Arc::new(HandlerRunner {
                context,
                handlers: self.handlers,
                timeout: self.handler_timeout,
                log: FallbackLog::default(),
            }),
            events,
            total_queue_len: total,
            hold_timeouts: self.hold_timeouts,
            shutdown_timeout: self.shutdown_timeout,
            signals: StopSignals::new(self.stops_on_signals),
            closes_client: false,
        })
    }

    /// [Connects](Self::connect) and [runs](Bot::run).
    ///
    /// # Errors
    /// As for [`connect`](Self::connect).
    pub async fn run(self, url: &str) -> Result<BotExit, StartError> {
        Ok(self.connect(url).await?.run().await)
    }
}

impl<S, E> fmt::Debug for Builder<S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("user_setup", &self.user_setup)
            .field("handlers", &self.handlers)
            .field("queue_limits", &self.queue_limits)
            .field("handler_timeout", &self.handler_timeout)
            .field("hold_timeouts", &self.hold_timeouts)
            .field("splits_long_replies", &self.splits_long_replies)
            .field("shutdown_timeout", &self.shutdown_timeout)
            .field("stops_on_signals", &self.stops_on_signals)
            .finish_non_exhaustive()
    }
}
