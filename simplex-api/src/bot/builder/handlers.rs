//! The handlers of a bot.

use std::fmt::Display;

use crate::client::Error;
use crate::command::{Command, CommandSet, DecodeError};
use crate::commands::ApiJoinGroup;
use crate::events::ReceivedGroupInvitation;
use crate::json::EventRecord;

use super::Builder;
use crate::bot::context::Context;
use crate::bot::error::{Failure, Notice};
use crate::bot::message::Message;
use crate::bot::reply::Reply;
use crate::bot::run::handlers::{OnCommand, OnEvent, answered, answering};

/// The handlers. Several of a kind run one after the other, in the order in which they are given here.
///
/// Those of messages and commands return what they [answer](Reply), or `()`.
///
/// A handler is an `async fn`, or a closure that may capture something, with `move`. Each call has a clone of what is
/// captured, as in the example of [`on_message`](Self::on_message): an `Arc` is the same for all, a plain number is not,
/// and what has no `Clone` goes into an `Arc`. What all handlers share is better in the
/// [state](crate::bot::Bot::with_state) of the bot.
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
    /// Two bots that answer each other never come to an end. A check that refuses whoever
    /// [says to be a bot](crate::bot::Sender::is_bot) keeps a bot out of that, as far as other bots do say so.
    ///
    /// ```
    /// use simplex_api::bot::{Bot, Message};
    /// use simplex_api_testing::ChatServer;
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
        F: FnOnce(Message<S>) -> W + Clone + Send + Sync + 'static,
        W: Future<Output = Result<bool, E>> + Send + 'static,
    {
        let check = move |message| Box::pin(check.clone()(message)) as _;
        self.handlers.checks.push(Box::new(check));
        self
    }

    /// Handles messages received that are no commands of the bot, nor [mistyped](Self::on_bad_command) ones.
    ///
    /// Only what somebody has written to the bot, or in a group since the bot is there, is a message. These come as
    /// [`NewChatItems`](crate::events::NewChatItems) too, for [`on_event`](Self::on_event), but are none: what the server
    /// notes in a chat ("connected", which features are on), what the bot's user writes, also on another device, and
    /// the history that a group sends to those who join. The description of a group comes as a message of its host.
    ///
    /// A handler that needs something from outside captures it with `async move`: each call has a clone of it.
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
            move |message: Message<S>| answered(&message.clone(), handler.clone()(message));
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
        F: FnOnce(Message<S>, C) -> W + Clone + Send + Sync + 'static,
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
        F: FnOnce(Message<S>, C) -> W + Clone + Send + Sync + 'static,
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
        F: FnOnce(Message<S>, DecodeError) -> W + Clone + Send + Sync + 'static,
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
        F: FnOnce(Context<S>, T) -> W + Clone + Send + Sync + 'static,
        W: Future<Output = Result<(), E>> + Send + 'static,
    {
        let handler = move |context, event| Box::pin(handler.clone()(context, event)) as _;
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

    /// What to do when the bot [runs](crate::bot::Bot::run) and can be reached. The last one set counts.
    ///
    /// Chats are handled in the meantime. What is to go on for as long as the bot runs is for a task of its own.
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

    /// What to do when a handler fails. The last one set counts. Without one, failures are reported to
    /// `tracing`; all but errors that a handler returns always are, such as panics and handlers that take
    /// [too long](Self::handler_timeout).
    ///
    /// Without one, and as long as the program has no subscriber of `tracing`, a failure is a line on standard error:
    /// at most 10 in 10 seconds, with what others have written escaped and cut.
    pub fn on_error<F, W>(mut self, hook: F) -> Self
    where
        F: FnOnce(Context<S>, Failure<E>) -> W + Clone + Send + Sync + 'static,
        W: Future<Output = ()> + Send + 'static,
    {
        let hook = move |context, failure| Box::pin(hook.clone()(context, failure)) as _;
        self.handlers.error = Some(Box::new(hook));
        self
    }

    /// What to do when the connection changes, or something was missed. The last one set counts. Without
    /// one, it is reported to `tracing`, or on standard error as [failures](Self::on_error) are.
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
