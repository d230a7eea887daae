use std::fmt::{self, Display};
use std::sync::Arc;
use std::time::Duration;

use crate::client::{Client, Config, Events};
use crate::types::{ChatBotCommand, MsgContent, Profile};

use crate::bot::context::Context;
use crate::bot::error::{BoxError, Ended, StartError};
use crate::bot::run::Bot;
use crate::bot::run::dispatch::Timeouts;
use crate::bot::run::fallback_log::Reports;
use crate::bot::run::handlers::Handlers;
use crate::bot::run::inboxes::Inboxes;
use crate::bot::run::os_signals::Signals;
use crate::bot::run::worker::Core;
use crate::bot::stop::StopOnDrop;
use crate::bot::user_setup::Setup;

mod handlers;

/// A bot before it begins: what it needs to be reached, and its handlers.
///
/// `S` is the state that handlers share, `E` what they fail with.
#[must_use = "a bot does nothing before it runs"]
pub struct Builder<S = (), E = BoxError> {
    state: S,
    setup: Setup,
    handlers: Handlers<S, E>,
    limits: Limits,
    handler_timeout: Option<Duration>,
    timeouts: Timeouts,
    splits_answers: bool,
    grace: Duration,
    signals: bool,
}

impl Bot {
    /// Begins a bot without state.
    pub fn builder() -> Builder {
        Builder::new(())
    }

    /// Begins a bot whose handlers share a state.
    pub fn with_state<S: Send + Sync + 'static>(state: S) -> Builder<S> {
        Builder::new(state)
    }
}

/// How much may wait.
#[derive(Debug)]
struct Limits {
    /// For each chat; `None` if only the total counts.
    chat: Option<usize>,
    /// For all of them together.
    total: usize,
}

/// How people reach the bot. What the server already has stays as it is, except for what is set here.
impl<S, E> Builder<S, E>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    /// A bot with a state, whose handlers fail with an error type of its own. [`Bot::builder`] and
    /// [`Bot::with_state`] are this with any error.
    ///
    /// ```
    /// use std::fmt;
    /// use std::num::ParseIntError;
    ///
    /// use simplex_api::bot::{Builder, Cause, Context, Failure, Message};
    /// use simplex_api_testing::ChatServer;
    ///
    /// /// What can go wrong in the bot.
    /// #[derive(Debug)]
    /// enum Trouble {
    ///     Number(ParseIntError),
    ///     Client(simplex_api::Error),
    /// }
    ///
    /// impl From<ParseIntError> for Trouble {
    ///     fn from(error: ParseIntError) -> Self {
    ///         Self::Number(error)
    ///     }
    /// }
    ///
    /// /// For the answers that handlers return.
    /// impl From<simplex_api::Error> for Trouble {
    ///     fn from(error: simplex_api::Error) -> Self {
    ///         Self::Client(error)
    ///     }
    /// }
    ///
    /// impl fmt::Display for Trouble {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         match self {
    ///             Self::Number(error) => write!(f, "that is no number: {error}"),
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
    ///         Ok::<_, Trouble>(number.saturating_add(1).to_string())
    ///     })
    ///     .on_error(async |bot: Context, failure: Failure<Trouble>| {
    ///         if let (Some(chat), Cause::Error(trouble)) = (failure.chat, failure.cause) {
    ///             let _ = bot.chat(chat).send(trouble.to_string()).await;
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
    /// alice.expect("that is no number: invalid digit found in string").await;
    /// # Ok(())
    /// # }
    /// ```
    pub fn new(state: S) -> Self {
        Self {
            state,
            setup: Setup::default(),
            handlers: Handlers::new(),
            limits: Limits {
                chat: None,
                total: 16_384,
            },
            handler_timeout: None,
            timeouts: Timeouts::default(),
            splits_answers: false,
            grace: Duration::from_secs(10),
            signals: false,
        }
    }

    /// The profile of the user that is created if the server has none. It is marked as that of a bot, unless its
    /// `peer_type` is set. A user that is there keeps its own, unless the bot is to
    /// [update](Self::update_profile) it.
    pub fn profile(mut self, profile: Profile) -> Self {
        self.setup.profile = Some(profile);
        self
    }

    /// Gives this profile also to a user that is there. What it does not say, such as a picture, stays.
    pub fn update_profile(mut self, profile: Profile) -> Self {
        self.setup.update_profile = true;
        self.profile(profile)
    }

    /// The commands that apps show as a menu. As they do that only for bots, the profile becomes one.
    pub fn menu(mut self, menu: impl Into<Vec<ChatBotCommand>>) -> Self {
        self.setup.menu = Some(menu.into());
        self
    }

    /// Whether the address accepts everybody who asks. A new one does not if this is not said: each request is
    /// [`ReceivedContactRequest`](crate::events::ReceivedContactRequest), and waits for
    /// [`ApiAcceptContact`](crate::commands::ApiAcceptContact). One that is there stays as it is.
    pub fn auto_accept(mut self, accept: bool) -> Self {
        self.setup.auto_accept = Some(accept);
        self
    }

    /// The message that greets those who connect through the address. A new one greets nobody if this is not
    /// said, and one that is there keeps its greeting.
    pub fn welcome(mut self, content: impl Into<MsgContent>) -> Self {
        self.setup.welcome = Some(content.into());
        self
    }

    /// Whether each request through the address opens a group that colleagues can be added to. With a new one
    /// it does not if this is not said: requests are from contacts. One that is there stays as it is.
    pub fn business(mut self, business: bool) -> Self {
        self.setup.business = Some(business);
        self
    }

    /// Leaves addresses alone: none is created, and none changed, whatever else is said about the address.
    pub fn no_address(mut self) -> Self {
        self.setup.no_address = true;
        self
    }
}

/// How the bot runs.
impl<S, E> Builder<S, E>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    /// How many messages and events of a chat may wait: as many as [of all](Self::total_queue) if this is not said, and
    /// at least 1.
    ///
    /// When there are so many, no more events are taken of any chat until this one has room: nothing is dropped here.
    /// A low limit lets one busy chat hold the others up; it is for bots that have reason to answer chats at the same
    /// pace. What somebody sends who writes too much is best refused by a [check](Self::check), which takes no time.
    pub fn chat_queue(mut self, length: usize) -> Self {
        self.limits.chat = Some(length.clamp(1, tokio::sync::Semaphore::MAX_PERMITS));
        self
    }

    /// How many messages and events of all chats together may wait: 16,384 by default, and at least 1.
    ///
    /// When there are so many, no more events are taken, and the queue of the client does as its
    /// [configuration](Config::overflow) says: by default the server keeps what comes, unless the bot takes nothing for
    /// 10 seconds. Then the oldest in the queue of the client give way, which is announced by
    /// [`Incoming::Lagged`](crate::client::Incoming::Lagged), a [notice](Self::on_notice).
    ///
    /// While a handler waits for a file or for a [message](crate::bot::Message::next_message), up to 1,024 more are taken, as
    /// what it waits for may be behind what fills the queue. A handler that waits in another way for what another one
    /// hears can wait in vain.
    pub fn total_queue(mut self, length: usize) -> Self {
        self.limits.total = length.clamp(1, tokio::sync::Semaphore::MAX_PERMITS);
        self
    }

    /// How long a handler, a check or a hook may take; there is no limit by default.
    ///
    /// One that takes longer is ended where it waits, which is a [failure](crate::bot::Cause::TimedOut), and its chat
    /// goes on. What it waits for counts, such as the [next message](crate::bot::Message::next_message) or a file. One
    /// that blocks its thread cannot be ended.
    ///
    /// The server is not told: it goes on with a file that the handler has begun to
    /// [receive](crate::bot::Receive) or to [send](crate::bot::Upload). A shorter timeout of the file itself cancels it.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use simplex_api::bot::{Bot, Message};
    /// use simplex_api_testing::ChatServer;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = ChatServer::start().await?;
    /// let bot = Bot::builder()
    ///     .auto_accept(true)
    ///     .handler_timeout(Duration::from_millis(50))
    ///     .on_message(async |message: Message| {
    ///         if message.text() == "wait" {
    ///             std::future::pending::<()>().await;
    ///         }
    ///         Ok("at your service")
    ///     })
    ///     .connect(&server.url())
    ///     .await?;
    /// # let alice = server.contact("alice");
    /// # alice.connect(bot.address().unwrap()).await?;
    /// # tokio::spawn(bot.run());
    /// alice.say("wait").await?;
    /// alice.say("hello?").await?;
    /// alice.expect("at your service").await;
    /// # Ok(())
    /// # }
    /// ```
    pub fn handler_timeout(mut self, timeout: Duration) -> Self {
        self.handler_timeout = Some(timeout);
        self
    }

    /// How long is waited for the end of a message that its author writes live, from its beginning: 30 seconds by
    /// default.
    ///
    /// A message that is not whole by then is handled as it stands, so that nobody can write past the bot by never
    /// coming to an end. So is the oldest of more than 64 in a chat. Such a message is marked as live (`item_live` of
    /// its [`CiMeta`](crate::types::CiMeta)), and what is written after that is an edit:
    /// [`ChatItemUpdated`](crate::events::ChatItemUpdated). One that is deleted before is not handled.
    pub fn live_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.live = timeout;
        self
    }

    /// How long a message is kept whose author cannot be answered yet: 24 hours by default.
    ///
    /// Apps let people write a message with their request to connect, and members of a group one with their
    /// invitation to a direct conversation. It comes before the connection is ready: a second before if the bot
    /// [accepts by itself](Self::auto_accept), much longer if somebody is to accept the request first. An answer would
    /// fail with `contactNotReady`. Such messages are kept, and handled in order as soon as the connection is ready
    /// ([`ContactSndReady`](crate::events::ContactSndReady), or
    /// [`ContactConnected`](crate::events::ContactConnected)), before what the contact writes later. An edit changes
    /// them, and one that is deleted before is not handled.
    ///
    /// A message that is kept for longer is not handled: its author may be somebody whom nobody wanted to accept. Nor is
    /// the oldest of more than 64 of a contact, or of more than 1,024 of all. That is
    /// [announced](crate::bot::Notice::Missed). To see messages as they come, handle
    /// [`NewChatItems`](crate::events::NewChatItems).
    ///
    /// ```
    /// use simplex_api::bot::Bot;
    /// use simplex_api_testing::ChatServer;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = ChatServer::start().await?;
    /// let bot = Bot::builder()
    ///     .auto_accept(true)
    ///     .on_message(async |message| Ok(format!("You said: {}", message.text())))
    ///     .connect(&server.url())
    ///     .await?;
    /// # let alice = server.contact("alice");
    /// # let address = bot.address().cloned().unwrap();
    /// # tokio::spawn(bot.run());
    /// alice.connect_with_message(&address, "hello").await?;
    /// alice.expect("You said: hello").await;
    /// # Ok(())
    /// # }
    /// ```
    pub fn first_message_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.first_message = timeout;
        self
    }

    /// Sends texts in parts that are too long for one message, as [`split_text`](crate::bot::split_text) makes them: what
    /// handlers return, and what is sent by [`Chat::send`](crate::bot::Chat::send), [`Message::reply`](crate::bot::Message::reply)
    /// and their kin. Without this they are an error.
    ///
    /// The parts are sent in order, one after the other. What else is in the message goes with the first part, such as
    /// a quote; a mention goes with the part that it is in. If a part cannot be sent, those before have been. The texts of
    /// pictures and files are not split, nor are live messages and edits.
    ///
    /// ```
    /// use simplex_api::bot::{Bot, Message};
    /// use simplex_api_testing::ChatServer;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = ChatServer::start().await?;
    /// let bot = Bot::builder()
    ///     .auto_accept(true)
    ///     .split_long_answers()
    ///     .on_message(async |_: Message| Ok("word ".repeat(4_000)))
    ///     .connect(&server.url())
    ///     .await?;
    /// # let alice = server.contact("alice");
    /// # alice.connect(bot.address().unwrap()).await?;
    /// # tokio::spawn(bot.run());
    /// alice.say("Tell me all!").await?;
    /// let (first, second) = (alice.next_message().await?, alice.next_message().await?);
    /// assert_eq!(format!("{} {}", first.text(), second.text()), "word ".repeat(4_000));
    /// # Ok(())
    /// # }
    /// ```
    pub fn split_long_answers(mut self) -> Self {
        self.splits_answers = true;
        self
    }

    /// How long handlers may go on when the bot ends, 10 seconds by default.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Ends the bot on Ctrl-C and, on Unix, on `SIGTERM`, which service managers and containers send. A second
    /// signal ends handlers that still run at once.
    ///
    /// The [grace](Self::grace) period should be shorter than that of what sends the signal: Docker has 10
    /// seconds if it is not told, systemd 90.
    pub fn stop_on_signals(mut self) -> Self {
        self.signals = true;
        self
    }

    /// Connects to the server at `url`, for example `ws://127.0.0.1:5225`, and sees to the user and the address.
    ///
    /// # Errors
    /// If the connection cannot be made, there is no user and no profile for one, or a command fails.
    pub async fn connect(self, url: &str) -> Result<Bot<S, E>, StartError> {
        self.connect_with(url, &Config::default()).await
    }

    /// The same, with a configuration of the client.
    ///
    /// # Errors
    /// As [`connect`](Self::connect) does.
    pub async fn connect_with(self, url: &str, config: &Config) -> Result<Bot<S, E>, StartError> {
        let (client, events) = Client::connect_with(url, config).await?;
        let mut bot = self.start(client, events).await?;
        bot.closes_client = true;
        Ok(bot)
    }

    /// Sees to the user and the address over a connection that is there. The bot does not close it.
    ///
    /// # Errors
    /// If there is no user and no profile for one, or a command fails.
    pub async fn start(self, client: Client, events: Events) -> Result<Bot<S, E>, StartError> {
        let (user, address) = self.setup.ensure(&client).await?;
        let limits = self.limits;
        let inboxes = Inboxes::new(limits.chat.unwrap_or(limits.total));
        let context = Context::new(
            client,
            user,
            address,
            self.state,
            inboxes,
            self.splits_answers,
        );
        Ok(Bot {
            stops: StopOnDrop(context.stop_handle()),
            core: Arc::new(Core {
                context,
                handlers: self.handlers,
                timeout: self.handler_timeout,
                reports: Reports::default(),
            }),
            events,
            places: limits.total,
            timeouts: self.timeouts,
            grace: self.grace,
            signals: Signals::new(self.signals),
            closes_client: false,
        })
    }

    /// [Connects](Self::connect) and [runs](Bot::run).
    ///
    /// # Errors
    /// As [`connect`](Self::connect) does.
    pub async fn run(self, url: &str) -> Result<Ended, StartError> {
        Ok(self.connect(url).await?.run().await)
    }
}

impl<S, E> fmt::Debug for Builder<S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("setup", &self.setup)
            .field("handlers", &self.handlers)
            .field("limits", &self.limits)
            .field("handler_timeout", &self.handler_timeout)
            .field("timeouts", &self.timeouts)
            .field("splits_answers", &self.splits_answers)
            .field("grace", &self.grace)
            .field("signals", &self.signals)
            .finish_non_exhaustive()
    }
}
