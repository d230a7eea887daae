use std::fmt::{self, Display};
use std::sync::Arc;
use std::time::Duration;

use crate::client::{Client, Config, Error, Events};
use crate::command::{Command, CommandSet, DecodeError};
use crate::commands::ApiJoinGroup;
use crate::events::ReceivedGroupInvitation;
use crate::json::EventRecord;
use crate::types::{ChatBotCommand, MsgContent, Profile};

use super::handlers::{Handlers, OnCommand, OnEvent, answered, answering};
use super::inboxes::Inboxes;
use super::setup::Setup;
use super::signal::Signals;
use super::stop::StopOnDrop;
use super::worker::Core;
use super::{Bot, BoxError, Context, Ended, Failure, Message, Notice, Reply, StartError};

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
    live_timeout: Duration,
    grace: Duration,
    signals: bool,
}

/// How much may wait.
#[derive(Debug)]
struct Limits {
    /// For each chat.
    chat: usize,
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
    pub fn new(state: S) -> Self {
        Self {
            state,
            setup: Setup::default(),
            handlers: Handlers::new(),
            limits: Limits {
                chat: 256,
                total: 16_384,
            },
            handler_timeout: None,
            live_timeout: Duration::from_secs(30),
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

    /// Leaves addresses alone: none is created, and none changed.
    pub fn no_address(mut self) -> Self {
        self.setup.no_address = true;
        self
    }
}

/// The handlers. Several of a kind run one after the other, in the order in which they are given here.
///
/// Those of messages and commands return what they [answer](Reply), or `()`.
impl<S, E> Builder<S, E>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    /// Looks at each message received before its handlers do, commands too: if it says no, or fails, the
    /// message goes no further. Several checks are made one after the other, and all have to agree.
    ///
    /// This is the place for access rules, limits of how often somebody may ask, and logs. A message that a
    /// handler [waits for](Message::next_message) is not checked.
    ///
    /// Two bots that answer each other never come to an end. A check that
    /// [`Sender::is_bot`](super::Sender::is_bot) denies keeps a bot out of that, as far as bots say that they are some.
    ///
    #[cfg_attr(feature = "testing", doc = "```")]
    #[cfg_attr(not(feature = "testing"), doc = "```ignore")]
    /// use simplex_api::bot::{Bot, Message};
    /// use simplex_api::testing::ChatServer;
    /// use simplex_api::types::ContactId;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = ChatServer::start().await?;
    /// /// The contact whom the bot obeys: the first one, as the user has the id 1.
    /// const ADMIN: ContactId = ContactId(2);
    ///
    /// let bot = Bot::builder()
    ///     .auto_accept(true)
    ///     .check(async |message: Message| {
    ///         Ok(message.contact().is_some_and(|contact| contact.contact_id == ADMIN))
    ///     })
    ///     .on_message(async |message| Ok(message.text().to_uppercase()))
    ///     .connect(&server.url())
    ///     .await?;
    /// # let (alice, mallory) = (server.contact("alice"), server.contact("mallory"));
    /// # alice.connect(bot.address().unwrap()).await?;
    /// # mallory.connect(bot.address().unwrap()).await?;
    /// # tokio::spawn(bot.run());
    /// mallory.say("hello").await?;
    /// alice.say("hello").await?;
    /// alice.expect("HELLO").await;
    /// # assert_eq!(mallory.messages().len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn check<F, W>(mut self, check: F) -> Self
    where
        F: Fn(Message<S>) -> W + Send + Sync + 'static,
        W: Future<Output = Result<bool, E>> + Send + 'static,
    {
        let check = move |message| Box::pin(check(message)) as _;
        self.handlers.checks.push(Box::new(check));
        self
    }

    /// Handles messages received that are no commands of the bot, nor [mistyped](Self::on_bad_command) ones.
    pub fn on_message<F, W, R>(mut self, handler: F) -> Self
    where
        F: Fn(Message<S>) -> W + Send + Sync + 'static,
        W: Future<Output = Result<R, E>> + Send + 'static,
        R: Reply<E>,
    {
        let handler = move |message: Message<S>| answered(&message.clone(), handler(message));
        self.handlers.messages.push(Box::new(handler));
        self
    }

    /// Handles a command of the bot's own, which people type.
    ///
    /// The first command that can be read from a message takes it. If none can, and one was
    /// [meant](Self::on_bad_command), the author is told what is wrong.
    pub fn on_command<C, F, W, R>(mut self, handler: F) -> Self
    where
        C: Command + Send + 'static,
        F: Fn(Message<S>, C) -> W + Send + Sync + 'static,
        W: Future<Output = Result<R, E>> + Send + 'static,
        R: Reply<E>,
    {
        let on_command = OnCommand::one(answering(handler));
        self.handlers.commands.push(on_command);
        self
    }

    /// Handles all commands of a set, as [`on_command`](Self::on_command) does one.
    pub fn on_commands<C, F, W, R>(mut self, handler: F) -> Self
    where
        C: CommandSet + Send,
        F: Fn(Message<S>, C) -> W + Send + Sync + 'static,
        W: Future<Output = Result<R, E>> + Send + 'static,
        R: Reply<E>,
    {
        let on_command = OnCommand::set(answering(handler));
        self.handlers.commands.push(on_command);
        self
    }

    /// Handles messages that are meant as a command of the bot and cannot be read as one. The last handler set
    /// counts; without one, the error is sent to the author.
    ///
    /// Such messages begin with a slash, in a group with the first word of one of its commands. Another word
    /// may be for another bot there: such messages are for [`on_message`](Self::on_message), as are all of a
    /// bot without commands.
    pub fn on_bad_command<F, W, R>(mut self, handler: F) -> Self
    where
        F: Fn(Message<S>, DecodeError) -> W + Send + Sync + 'static,
        W: Future<Output = Result<R, E>> + Send + 'static,
        R: Reply<E>,
    {
        self.handlers.bad_command = Some(Box::new(answering(handler)));
        self
    }

    /// Handles events of a type: one of [`events`](crate::events), or one of the bot's own, declared with
    /// `#[api_type(event)]`.
    pub fn on_event<T, F, W>(mut self, handler: F) -> Self
    where
        T: EventRecord + Clone + 'static,
        F: Fn(Context<S>, T) -> W + Send + Sync + 'static,
        W: Future<Output = Result<(), E>> + Send + 'static,
    {
        let handler = move |context, event| Box::pin(handler(context, event)) as _;
        self.handlers.events.push(OnEvent::new(handler));
        self
    }

    /// Joins the groups that the bot is invited to.
    ///
    /// This handles [`ReceivedGroupInvitation`]: a handler of one's own can choose instead.
    pub fn join_groups(self) -> Self
    where
        E: From<Error>,
    {
        self.on_event(
            async |context: Context<S>, invited: ReceivedGroupInvitation| {
                let join = ApiJoinGroup::new(invited.group_info.group_id);
                context.client().send(&join).await?;
                Ok(())
            },
        )
    }

    /// What to do when a handler fails. The last one set counts. Without one, failures are told to
    /// `tracing`; panics and handlers that take [too long](Self::handler_timeout) always are.
    pub fn on_error<F, W>(mut self, hook: F) -> Self
    where
        F: Fn(Context<S>, Failure<E>) -> W + Send + Sync + 'static,
        W: Future<Output = ()> + Send + 'static,
    {
        let hook = move |context, failure| Box::pin(hook(context, failure)) as _;
        self.handlers.error = Some(Box::new(hook));
        self
    }

    /// What to do when the connection changes, or something was missed. The last one set counts. Without
    /// one, it is told to `tracing`.
    pub fn on_notice<F, W>(mut self, hook: F) -> Self
    where
        F: Fn(Context<S>, Notice) -> W + Send + Sync + 'static,
        W: Future<Output = ()> + Send + 'static,
    {
        let hook = move |context, notice| Box::pin(hook(context, notice)) as _;
        self.handlers.notice = Some(Box::new(hook));
        self
    }
}

/// How the bot runs.
impl<S, E> Builder<S, E>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    /// How many messages and events of a chat may wait: 256 by default, and at least 1.
    ///
    /// What comes for a chat whose queue is full is dropped, and the chat's next [notice](Self::on_notice) is
    /// [`Notice::Missed`].
    pub fn chat_queue(mut self, length: usize) -> Self {
        self.limits.chat = length.max(1);
        self
    }

    /// How many messages and events of all chats together may wait: 16,384 by default, and at least 1.
    ///
    /// When there are so many, no more events are taken, and the queue of the client does as its
    /// [configuration](Config::overflow) says.
    pub fn total_queue(mut self, length: usize) -> Self {
        self.limits.total = length.clamp(1, tokio::sync::Semaphore::MAX_PERMITS);
        self
    }

    /// How long a handler, a check or a hook may take; there is no limit by default.
    ///
    /// One that takes longer is ended where it waits, which is a [failure](super::Cause::TimedOut), and its chat goes
    /// on. What it waits for counts, such as the [next message](Message::next_message) or a file. One that blocks
    /// its thread cannot be ended.
    ///
    /// The server is not told: it goes on with a file that the handler has begun to
    /// [receive](super::Receive) or to [send](super::Upload). A shorter timeout of the file itself cancels it.
    ///
    #[cfg_attr(feature = "testing", doc = "```")]
    #[cfg_attr(not(feature = "testing"), doc = "```ignore")]
    /// use std::time::Duration;
    ///
    /// use simplex_api::bot::{Bot, Message};
    /// use simplex_api::testing::ChatServer;
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
    /// [`ChatItemUpdated`](crate::events::ChatItemUpdated).
    pub fn live_timeout(mut self, timeout: Duration) -> Self {
        self.live_timeout = timeout;
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
        let inboxes = Inboxes::new(self.limits.chat);
        let context = Context::new(client, user, address, self.state, inboxes);
        Ok(Bot {
            stops: StopOnDrop(context.stop_handle()),
            core: Arc::new(Core {
                context,
                handlers: self.handlers,
                timeout: self.handler_timeout,
            }),
            events,
            places: self.limits.total,
            live_timeout: self.live_timeout,
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
            .field("live_timeout", &self.live_timeout)
            .field("grace", &self.grace)
            .field("signals", &self.signals)
            .finish_non_exhaustive()
    }
}
