//! Bots: a bot has a user and an address, and handles messages, commands and events.
//!
//! To find your way in the source: `builder/` configures a bot, `user_setup` creates its user and address, `run/`
//! takes events from the client and calls the handlers, `files/` tracks downloads and uploads, and `split/` splits long
//! texts. The other files are what a handler works with: [`Message`], [`Chat`], [`Group`], [`Context`].
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
//! // A simulated contact.
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
//! - **Start.** If the server has no user, one is created, and if the user has no address, one is created. Existing
//!   settings stay unchanged, except for the settings of the [`Builder`].
//! - **Handlers** are async functions or closures. They take a [`Message`], a message and its
//!   [command](Builder::on_command), or a [`Context`] and an [event](Builder::on_event). The message and the context
//!   give access to the client and to the [state](Bot::with_state) of the bot. A handler of messages returns its
//!   [reply](Reply). A closure can [capture](Builder::on_message) other values.
//!   Handlers must not block their thread: the [client](crate::client) explains what to do in code that cannot await.
//! - **Checks** run [before](Builder::check) the handlers of a message.
//! - **Commands** can contain the name of the bot: `@bot /square 7`, where the message mentions the bot, and
//!   `/square@bot 7`. They are decoded without the name. A name of several words is in quotes, `@'my bot'`. In a group,
//!   `/square@other 7` is a command for another bot, so this bot handles it as a message. [`Message::text`] is always
//!   the text that was sent.
//! - **Order.** The messages and events of a chat are handled in order, one after the other. Chats do not wait for each
//!   other. Everything that belongs to no chat is handled as one chat. Handlers and other tasks can wait for the
//!   [next message](Message::next_message) of a chat.
//! - **Files** are [downloaded](IncomingFile::download) and [uploaded](Chat::upload) within a handler, which waits until
//!   the transfer is complete or [fails](TransferError).
//! - **Long replies** are an error, or are [sent in parts](Builder::split_long_replies).
//! - **Live messages**, which grow while their author writes them, are handled when they are complete, or after a
//!   [timeout](Builder::live_timeout). Later edits are [events](crate::events::ChatItemUpdated). A message that arrives
//!   before the connection is ready is handled [when it is ready](Builder::first_message_timeout).
//! - **Errors.** Handlers return their errors. If a handler panics, the panic is caught (if panics unwind), and the next
//!   event is handled. There can be a [timeout](Builder::handler_timeout) for handlers. Errors, panics and timeouts are
//!   passed to [`Builder::on_error`]; without this hook, they are logged with `tracing`, or written to standard error.
//! - **Queues** are limited [in length](Builder::total_queue_len) and
//!   [in bytes](crate::client::Config::event_queue_bytes). A bot that is too slow takes no more events for a while, and
//!   events that the client drops then are [reported](Builder::on_notice).
//! - **Stop.** A bot stops after [`StopHandle::stop`], after [Ctrl-C or `SIGTERM`](Builder::stop_on_signals) if
//!   enabled, or when the connection ends for good. The rest of the queues is still handled, within the
//!   [shutdown timeout](Builder::shutdown_timeout). [`BotExit`] has the number of
//!   [unhandled](BotExit::unhandled) messages and events.
//!
//! The bot handles only the events of its own user, not those of other users of the server. Events without a handler are
//! not decoded.

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
pub use chat::{Chat, MessageHandle};
pub use context::Context;
pub use error::{
    BotExit, BoxError, ExitReason, HandlerError, HandlerErrorKind, HandlerResult, Notice,
    StartError, WaitError,
};
pub use files::download::{Download, Downloading, IncomingFile};
pub use files::error::TransferError;
pub use files::progress::Progress;
pub use files::upload::{Upload, Uploading};
pub use group::Group;
pub use live_message::LiveMessage;
pub use message::{Message, Sender};
pub use reply::Reply;
pub use run::Bot;
pub use split::split_text;
pub use stop::StopHandle;
