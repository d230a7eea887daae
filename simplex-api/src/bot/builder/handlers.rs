//! The handlers of a bot.

use std::fmt::Display;

use super::Builder;
use crate::bot::context::Context;
use crate::bot::error::{HandlerError, Notice};
use crate::bot::message::Message;
use crate::bot::reply::Reply;
use crate::bot::run::handlers::{CommandHandler, EventHandler, then_reply, with_reply};
use crate::client::Error;
use crate::command::{Command, CommandSet, DecodeError};
use crate::commands::ApiJoinGroup;
use crate::events::ReceivedGroupInvitation;
use crate::json::EventRecord;

/// Handlers. Several handlers of one kind run one after the other, in the order in which they are added.
///
/// Handlers of messages and commands return a [reply](Reply), or `()`.
///
/// A handler is an `async fn`, or a closure that can capture values with `move`. Each call gets a clone of the captured
/// values, as in the example of [`on_message`](Self::on_message). To share a value between calls, or to capture a value
/// without `Clone`, put it into an `Arc`. Values that all handlers share can be the
/// [state](crate::bot::Bot::with_state) of the bot.
impl<S, E> Builder<S, E>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    /// Adds a check that each received message must pass before it is handled, commands included. A message is not
    /// handled if a check returns `false` or fails. Several checks run one after the other.
    ///
    /// Use checks for access rules, rate limits and logs. A message that a handler [waits for](Message::next_message) is
    /// not checked.
    ///
    /// Two bots that reply to each other never stop. To avoid this, add a check that rejects senders that
    /// [are marked as bots](crate::bot::Sender::is_bot). Not every bot is marked.
    ///
    /// ```
    /// use simplex_api::bot::{Bot, Message};
    /// use simplex_api_testing::ChatServer;
    /// use simplex_api::types::ContactId;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = ChatServer::start().await?;
    /// /// The only contact that may use the bot: the first one, since the id of the user is 1.
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
        F: FnOnce(Message<S>) -> W + Clone + Send + Sync + 'static,
        W: Future<Output = Result<bool, E>> + Send + 'static,
    {
        let check = move |message| Box::pin(check.clone()(message)) as _;
        self.handlers.checks.push(Box::new(check));
        self
    }

    /// Handles received messages that are neither commands of the bot nor
    /// [invalid commands](Self::on_invalid_command).
    ///
    /// Messages are what people write to the bot, or in a group after the bot joined. The following items are in
    /// [`NewChatItems`](crate::events::NewChatItems) events, but are not handled as messages: notes of the server
    /// ("connected", enabled features), messages of the bot's user, also from another device, and the history that a
    /// group sends to a new member. The description of a group arrives as a message of its host.
    ///
    /// A handler can capture values with `async move`: each call gets a clone.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicU32, Ordering};
    ///
    /// use simplex_api::bot::{Bot, Message};
    /// use simplex_api_testing::ChatServer;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = ChatServer::start().await?;
    /// let count = Arc::new(AtomicU32::new(0));
    /// let counted = Arc::clone(&count);
    /// let bot = Bot::builder()
    ///     .auto_accept(true)
    ///     .on_message(async move |message: Message| {
    ///         let before = counted.fetch_add(1, Ordering::Relaxed);
    ///         Ok(format!("{} is message {}", message.text(), before + 1))
    ///     })
    ///     .connect(&server.url())
    ///     .await?;
    /// # let alice = server.contact("alice");
    /// # alice.connect(bot.address().unwrap()).await?;
    /// # tokio::spawn(bot.run());
    /// alice.say("hello").await?;
    /// alice.expect("hello is message 1").await;
    /// alice.say("hi").await?;
    /// alice.expect("hi is message 2").await;
    /// assert_eq!(count.load(Ordering::Relaxed), 2);
    /// # Ok(())
    /// # }
    /// ```
    pub fn on_message<F, W, R>(mut self, handler: F) -> Self
    where
        F: FnOnce(Message<S>) -> W + Clone + Send + Sync + 'static,
        W: Future<Output = Result<R, E>> + Send + 'static,
        R: Reply<E>,
    {
        let handler =
            move |message: Message<S>| then_reply(&message.clone(), handler.clone()(message));
        self.handlers.messages.push(Box::new(handler));
        self
    }

    /// Handles a command that people send to the bot.
    ///
    /// A message is handled by the first command that it can be decoded as. If there is none, and the message is an
    /// [invalid command](Self::on_invalid_command), the bot replies with the error.
    pub fn on_command<C, F, W, R>(mut self, handler: F) -> Self
    where
        C: Command + Send + 'static,
        F: FnOnce(Message<S>, C) -> W + Clone + Send + Sync + 'static,
        W: Future<Output = Result<R, E>> + Send + 'static,
        R: Reply<E>,
    {
        let handler = CommandHandler::command(with_reply(handler));
        self.handlers.commands.push(handler);
        self
    }

    /// Handles all commands of a set, like [`on_command`](Self::on_command).
    pub fn on_commands<C, F, W, R>(mut self, handler: F) -> Self
    where
        C: CommandSet + Send,
        F: FnOnce(Message<S>, C) -> W + Clone + Send + Sync + 'static,
        W: Future<Output = Result<R, E>> + Send + 'static,
        R: Reply<E>,
    {
        let handler = CommandHandler::set(with_reply(handler));
        self.handlers.commands.push(handler);
        self
    }

    /// Handles messages that look like a command of the bot but cannot be decoded. Replaces an earlier handler of this
    /// kind. By default, the bot replies with the error.
    ///
    /// In a direct chat, such a message starts with a slash. In a group, it must also start with the first word of a
    /// command of the bot, because another word may be a command of another bot. All other messages are handled by
    /// [`on_message`](Self::on_message), and so are all messages to a bot without commands.
    pub fn on_invalid_command<F, W, R>(mut self, handler: F) -> Self
    where
        F: FnOnce(Message<S>, DecodeError) -> W + Clone + Send + Sync + 'static,
        W: Future<Output = Result<R, E>> + Send + 'static,
        R: Reply<E>,
    {
        self.handlers.invalid_command = Some(Box::new(with_reply(handler)));
        self
    }

    /// Handles events of one type: a type of [`events`](crate::events), or your own type, declared with
    /// `#[api_type(event)]`.
    pub fn on_event<T, F, W>(mut self, handler: F) -> Self
    where
        T: EventRecord + Clone + 'static,
        F: FnOnce(Context<S>, T) -> W + Clone + Send + Sync + 'static,
        W: Future<Output = Result<(), E>> + Send + 'static,
    {
        let handler = move |context, event| Box::pin(handler.clone()(context, event)) as _;
        self.handlers.events.push(EventHandler::new(handler));
        self
    }

    /// Joins every group that the bot is invited to.
    ///
    /// This handles [`ReceivedGroupInvitation`]. To select groups, handle this event yourself instead.
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

    /// Sets a hook that is called when the bot starts to [run](crate::bot::Bot::run). Replaces an earlier hook.
    ///
    /// Chats are handled at the same time. For work that continues while the bot runs, spawn a task.
    ///
    /// ```
    /// use simplex_api::bot::Bot;
    /// # use simplex_api_testing::ChatServer;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = ChatServer::start().await?;
    /// # let url = server.url();
    /// let bot = Bot::builder().on_start(async |bot| println!("Write to {}", bot.address_text()));
    /// # let bot = bot.on_start(async |bot| bot.stop());
    /// println!("{}", bot.run(&url).await?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn on_start<F, W>(mut self, hook: F) -> Self
    where
        F: FnOnce(Context<S>) -> W + Clone + Send + Sync + 'static,
        W: Future<Output = ()> + Send + 'static,
    {
        let hook = move |context, ()| Box::pin(hook.clone()(context)) as _;
        self.handlers.start = Some(Box::new(hook));
        self
    }

    /// Sets a hook that is called when a handler fails. Replaces an earlier hook.
    ///
    /// Without a hook, errors are logged with `tracing`. If the program has no `tracing` subscriber, they are written to
    /// standard error instead: at most 10 lines in 10 seconds, with the text of other people escaped and truncated.
    /// Panics and [timeouts](Self::handler_timeout) are logged with `tracing` in any case.
    pub fn on_error<F, W>(mut self, hook: F) -> Self
    where
        F: FnOnce(Context<S>, HandlerError<E>) -> W + Clone + Send + Sync + 'static,
        W: Future<Output = ()> + Send + 'static,
    {
        let hook = move |context, error| Box::pin(hook.clone()(context, error)) as _;
        self.handlers.error = Some(Box::new(hook));
        self
    }

    /// Sets a hook that is called when the connection changes or something was dropped. Replaces an earlier hook.
    /// Without a hook, notices are logged like [errors](Self::on_error).
    pub fn on_notice<F, W>(mut self, hook: F) -> Self
    where
        F: FnOnce(Context<S>, Notice) -> W + Clone + Send + Sync + 'static,
        W: Future<Output = ()> + Send + 'static,
    {
        let hook = move |context, notice| Box::pin(hook.clone()(context, notice)) as _;
        self.handlers.notice = Some(Box::new(hook));
        self
    }
}
