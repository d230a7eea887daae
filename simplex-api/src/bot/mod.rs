//! Bots: what a bot needs to be reached, and handlers for what it hears.
//!
//! ```
//! use simplex_api::bot::Bot;
//! use simplex_api::command;
//! use simplex_api_testing::ChatServer;
//!
//! /// Squares a number.
//! #[command(syntax = "/square <number>")]
//! pub struct Square {
//!     pub number: i64,
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = ChatServer::start().await?;
//! let bot = Bot::builder()
//!     .auto_accept(true)
//!     .welcome("Hello!")
//!     .on_command(async |_, Square { number, .. }: Square| {
//!         Ok(number.saturating_mul(number).to_string())
//!     })
//!     .on_message(async |message| {
//!         message.reply_quoting("What do you mean?").await?;
//!         Ok(())
//!     })
//!     .connect(&server.url())
//!     .await?;
//! let address = bot.address().cloned().unwrap();
//! let stop = bot.stop_handle();
//! let running = tokio::spawn(bot.run());
//!
//! // What people do.
//! let alice = server.contact("alice");
//! alice.connect(&address).await?;
//! alice.expect("Hello!").await;
//! alice.say("/square 7").await?;
//! alice.expect("49").await;
//! alice.say("seven").await?;
//! alice.expect("What do you mean?").await;
//!
//! stop.stop();
//! println!("{}", running.await?);
//! # Ok(())
//! # }
//! ```
//!
//! - **Beginning.** A user is created if the server has none, and an address if the user has none. What is
//!   there stays as it is, except for what the [`Builder`] sets.
//! - **Handlers** are async functions or closures: of a [`Message`], of a message and the
//!   [command](Builder::on_command) in it, or of a [`Context`] and an [event](Builder::on_event). Both give
//!   access to the client and to the [state](Bot::with_state) that the bot was given, by its type. What a
//!   handler of messages returns is its [answer](Reply). A closure that needs something else from outside
//!   [captures](Builder::on_message) it.
//!   They must not block their thread: the [client](crate::client) says what code does that cannot await.
//! - **Checks** see messages [before](Builder::check) their handlers do.
//! - **Commands** that name the bot are read as if they were typed without its name: `@bot /square 7`, where the
//!   bot is mentioned in front, and `/square@bot 7`. A name of several words stands in quotes, `@'my bot'`. In a
//!   group, `/square@other 7` is for another bot, so it is a message like any other. [`Message::text`] is always
//!   what was sent.
//! - **Order.** What happens in a chat is handled in order, one after the other; chats do not wait for each
//!   other. All that belongs to no chat counts as one chat. The [next message](Message::next_message) of a chat
//!   can be waited for, in its handler and elsewhere.
//! - **Files** are [received](IncomingFile::receive) and [sent](Chat::upload) within a handler, which waits for
//!   them until they are through, or it is known that they will [not be](TransferError).
//! - **Long answers** are an error, or are [sent in parts](Builder::split_long_answers).
//! - **Messages** that their author writes live are handled when they are whole, or have been
//!   [waited for](Builder::live_timeout) long enough. Edits after that are
//!   [events](crate::events::ChatItemUpdated). What somebody writes before the connection is ready is handled
//!   [when it is](Builder::first_message_timeout).
//! - **Failures.** A handler returns its errors. A panic in it is caught (if panics unwind), and the next event
//!   is handled. A handler that takes [too long](Builder::handler_timeout) can be ended. [`Builder::on_error`]
//!   hears of all that; without it there are records of `tracing`, or lines on standard error.
//! - **Queues** are bounded [in number](Builder::total_queue) and
//!   [in bytes](crate::client::Config::event_queue_bytes): a bot that cannot keep up takes no more events for a while, and
//!   what the client drops then is [announced](Builder::on_notice).
//! - **The end** comes with [`Stop::stop`], with [Ctrl-C or `SIGTERM`](Builder::stop_on_signals) if the bot
//!   wants it, or when the connection ends for good. What waits in the queues of the chats is still handled,
//!   within the [grace](Builder::grace) period, and [how much](Ended::unhandled) is left is told.
//!
//! Only what concerns the user of the bot is handled, not what happens to other users of the server. Events
//! that no handler takes are not even decoded.

mod addressed;
mod arrival;
mod builder;
mod chat;
mod context;
mod delayed;
mod dispatch;
mod error;
mod group;
mod handlers;
mod inbox;
mod inboxes;
mod live;
mod message;
mod news;
mod progress;
mod receive;
mod reply;
mod report;
mod room;
mod setup;
mod signal;
mod split;
mod stop;
mod transfers;
mod unconnected;
mod underway;
mod unfinished;
mod upload;
mod worker;

use std::fmt::{self, Display};
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;

pub use builder::Builder;
pub use chat::{Chat, Item};
pub use context::Context;
pub use error::{
    BoxError, Cause, EndReason, Ended, Failure, Notice, StartError, TransferError, WaitError,
};
pub use group::Group;
pub use live::Live;
pub use message::{Message, Sender};
pub use progress::Progress;
pub use receive::{IncomingFile, Receive, Receiving};
pub use reply::Reply;
pub use split::split_text;
pub use stop::Stop;
pub use upload::{Upload, Uploading};

use crate::client::{Client, Events, Incoming};
use crate::types::CreatedConnLink;
use dispatch::{Chats, Timeouts};
use signal::Signals;
use stop::StopOnDrop;
use worker::Core;

/// What a handler returns, if the bot has no error type of its own: its [answer](Reply), if it has one.
pub type HandlerResult<R = ()> = Result<R, BoxError>;

/// A bot that is connected and can be reached; [`run`](Self::run) lets it handle what it hears.
pub struct Bot<S = (), E = BoxError> {
    core: Arc<Core<S, E>>,
    events: Events,
    /// How much may wait in the queues of all chats together.
    places: usize,
    timeouts: Timeouts,
    grace: Duration,
    signals: Signals,
    closes_client: bool,
    /// Nobody who waits for something of the bot waits longer than there is one.
    stops: StopOnDrop,
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

impl<S, E> Bot<S, E> {
    /// What all handlers have in common.
    pub fn context(&self) -> &Context<S> {
        &self.core.context
    }

    /// The client, for commands of any kind.
    pub fn client(&self) -> &Client {
        self.context().client()
    }

    /// The address that the bot can be reached at; `None` if it was to have [none](Builder::no_address).
    pub fn address(&self) -> Option<&CreatedConnLink> {
        self.context().address()
    }

    /// The [address](Self::address) as it is given to people, as [`Context::address_text`].
    pub fn address_text(&self) -> &str {
        self.context().address_text()
    }

    /// A handle to stop the bot with, which also tells whether it is about to end.
    pub fn stop_handle(&self) -> Stop {
        self.context().stop_handle()
    }
}

impl<S, E> Bot<S, E>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    /// Handles what the bot hears, until it is stopped or the connection ends.
    ///
    /// Then handlers have the [grace](Builder::grace) period to come to an end, and the connection is closed if
    /// the bot has made it. If the future is dropped, handlers end at once, and the connection with the last
    /// handle to it.
    pub async fn run(self) -> Ended {
        let Self {
            core,
            events,
            mut signals,
            stops: _stops,
            ..
        } = self;
        let user = core.context.user().user_id;
        let wanted = Arc::clone(&core);
        let mut events = events.filter_events(move |event| {
            let tag = &event.tag;
            let is_wanted = wanted.handlers.want(tag) || wanted.context.transfers().want(tag);
            is_wanted && event.user_id().is_none_or(|id| id == user)
        });
        let mut chats = Chats::new(
            Arc::clone(&core),
            self.places,
            self.timeouts,
            events.byte_budget(),
        );
        let reason = chats.serve(&mut events, &mut signals).await;
        core.context.stop();
        let (aborted, left) = chats.finish(self.grace, &mut signals).await;
        let mut unhandled = left;
        while let Some(Some(incoming)) = events.next().now_or_never() {
            unhandled += usize::from(matches!(incoming, Incoming::Event(_)));
        }
        if self.closes_client {
            core.context.client().close().await;
        }
        Ended {
            reason,
            aborted,
            unhandled,
        }
    }
}

impl<S, E> fmt::Debug for Bot<S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bot")
            .field("context", self.context())
            .finish_non_exhaustive()
    }
}
