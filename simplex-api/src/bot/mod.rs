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

mod builder;
mod chat;
mod context;
mod error;
mod files;
mod group;
mod live_message;
mod message;
mod reply;
mod run;
mod split;
mod stop;
mod time;
mod user_setup;

pub use builder::Builder;
pub use chat::{Chat, Item};
pub use context::Context;
pub use error::{
    BoxError, Cause, EndReason, Ended, Failure, HandlerResult, Notice, StartError, WaitError,
};
pub use files::download::{IncomingFile, Receive, Receiving};
pub use files::error::TransferError;
pub use files::progress::Progress;
pub use files::upload::{Upload, Uploading};
pub use group::Group;
pub use live_message::Live;
pub use message::{Message, Sender};
pub use reply::Reply;
pub use run::Bot;
pub use split::split_text;
pub use stop::Stop;
