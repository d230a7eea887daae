//! The limits of a bot: queues, timeouts, long messages, and how it stops.

use std::fmt::Display;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::Builder;

/// Limits and timeouts.
impl<S, E> Builder<S, E>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    /// How many messages and events the queue of a chat holds, at least 1. The default is the limit of
    /// [all queues together](Self::total_queue_len).
    ///
    /// When the queue of a chat is full, no events are taken for any chat until there is space in this queue. Nothing is
    /// dropped here. With a low limit, one busy chat can delay the others. To limit how much a person can send, use a
    /// [check](Self::check), which is fast.
    pub fn chat_queue_len(mut self, len: usize) -> Self {
        self.queue_limits.per_chat = Some(len.clamp(1, Semaphore::MAX_PERMITS));
        self
    }

    /// How many messages and events the queues of all chats hold together, at least 1. The default is 16,384.
    ///
    /// When the queues are full, no more events are taken, and the queue of the client applies its
    /// [overflow policy](crate::client::Config::overflow). By default, the server keeps further events. If the bot takes
    /// no event for 10 seconds, the client drops the oldest events in its queue, and reports this as
    /// [`Incoming::Lagged`](crate::client::Incoming::Lagged), a [notice](Self::on_notice).
    ///
    /// While a handler waits for a file or for a [message](crate::bot::Message::next_message), up to 1,024 more are
    /// taken, because the awaited event may be behind the events that fill the queues. This does not apply to a handler
    /// that waits for another handler in some other way: it can wait forever.
    pub fn total_queue_len(mut self, len: usize) -> Self {
        self.queue_limits.total = len.clamp(1, Semaphore::MAX_PERMITS);
        self
    }

    /// The timeout of each handler, check and hook. By default, there is none.
    ///
    /// A handler that takes longer is cancelled at its current `await`. This is reported as
    /// [`HandlerErrorKind::TimedOut`](crate::bot::HandlerErrorKind::TimedOut), and its chat continues. The time includes
    /// waiting, for example for the [next message](crate::bot::Message::next_message) or a file. A handler that blocks
    /// its thread cannot be cancelled.
    ///
    /// The server does not know about this timeout: it continues a [download](crate::bot::Download) or an
    /// [upload](crate::bot::Upload) that the handler has started. A shorter timeout of the transfer itself cancels the
    /// transfer.
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

    /// How long the bot waits for the end of a live message, from its start. The default is 30 seconds.
    ///
    /// A message that is still incomplete is then handled as it is, so that the bot handles every message. The same
    /// happens to the oldest live message of a chat that has more than 64. Such a message is marked as live (`item_live`
    /// of its [`CiMeta`](crate::types::CiMeta)), and what its author adds later is an edit, a
    /// [`ChatItemUpdated`](crate::events::ChatItemUpdated). A live message that is deleted before it is handled is not
    /// handled.
    pub fn live_timeout(mut self, timeout: Duration) -> Self {
        self.hold_timeouts.live_message = timeout;
        self
    }

    /// How long the bot keeps a first message until the connection of its author is ready. The default is 24 hours.
    ///
    /// With apps, people can send a message together with their contact request, and members of a group can send one
    /// together with their invitation to a direct chat. This message arrives before the connection is ready: one second
    /// before if the address [accepts every request](Self::auto_accept), much longer if somebody accepts the request by
    /// hand. A reply would fail with `contactNotReady`. The bot keeps such messages, and handles them in order as soon as
    /// the connection is ready ([`ContactSndReady`](crate::events::ContactSndReady) or
    /// [`ContactConnected`](crate::events::ContactConnected)), before later messages of the contact. An edit changes a
    /// message that is kept; a message that is deleted is not handled.
    ///
    /// A message that is kept longer than this is dropped: perhaps its author is not wanted as a contact. The oldest
    /// message is dropped if there are more than 64 of a contact or more than 1,024 in total. Each of these is reported as
    /// [`Notice::FirstMessagesDropped`](crate::bot::Notice::FirstMessagesDropped). To get messages as soon as they
    /// arrive, handle [`NewChatItems`](crate::events::NewChatItems).
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
        self.hold_timeouts.first_message = timeout;
        self
    }

    /// Splits texts that are too long for one message into parts, as [`split_text`](crate::bot::split_text) does. This
    /// applies to the replies that handlers return, and to [`Chat::send`](crate::bot::Chat::send),
    /// [`Message::reply`](crate::bot::Message::reply) and similar methods. By default, a text that is too long is an
    /// error.
    ///
    /// The parts are sent in order, one after the other. The first part has everything else that belongs to the message,
    /// such as a quote; a mention goes with the part that contains it. If a part cannot be sent, the parts before it have
    /// been sent. The texts of pictures and files, live messages and edits are not split.
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
    ///     .split_long_replies()
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
    pub fn split_long_replies(mut self) -> Self {
        self.splits_long_replies = true;
        self
    }

    /// How long handlers can continue after the bot is stopped. The default is 10 seconds.
    pub fn shutdown_timeout(mut self, timeout: Duration) -> Self {
        self.shutdown_timeout = timeout;
        self
    }

    /// Stops the bot on Ctrl-C and, on Unix, on `SIGTERM`, which service managers and containers send. A second signal
    /// cancels the handlers that still run.
    ///
    /// The [shutdown timeout](Self::shutdown_timeout) should be shorter than the timeout of the sender of the signal: the
    /// default is 10 seconds for Docker and 90 seconds for systemd.
    pub fn stop_on_signals(mut self) -> Self {
        self.stops_on_signals = true;
        self
    }
}
