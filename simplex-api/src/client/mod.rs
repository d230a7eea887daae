//! The client: sends commands to a running `simplex-chat`, and receives answers and events.
//!
//! ```no_run
//! use simplex_api::client::{Client, Incoming};
//!
//! # async fn run() -> Result<(), simplex_api::Error> {
//! let (client, mut events) = Client::connect("ws://127.0.0.1:5225").await?;
//! let answer = client.send_raw("/u").await?;
//! println!("{}", answer.tag());
//!
//! while let Some(incoming) = events.next().await {
//!     match incoming {
//!         Incoming::Event(event) => println!("{event:?}"),
//!         other => eprintln!("{other:?}"),
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Links
//!
//! A *link* is one WebSocket connection to the server. A separate task owns it and opens a new one when it is lost; the
//! events report this as [`Disconnected`](Incoming::Disconnected) and [`Reconnected`](Incoming::Reconnected). Commands
//! that were sent over the lost link fail immediately with [`Error::Disconnected`]: the server may have run them, and
//! the client does not send them again. Commands that were not sent wait for the new link, until their timeout.
//!
//! The first attempt to connect fails immediately, without the retries of [`Config::connect_retry`], if the server or a
//! proxy [refuses](Error::Refused) the client permanently: a redirect, wrong credentials, a certificate, another kind
//! of server. After a lost link such an error may be temporary, because a proxy answers while its server is down. Then
//! the client logs a warning and continues as [`Config::reconnect`] allows, with the maximum delay.
//!
//! After [`ApiStopChat`](crate::commands::ApiStopChat) the process of the server exits, unless it was started with
//! `-m`. The link is lost with [`CloseReason::Stopped`], and the client reconnects when the server is started again.
//!
//! # One client per server
//!
//! The server runs the commands of a connection one at a time, and sends each event to only *one* of its connections. A
//! second client takes events away from the first, even if it only sends commands or is the console. A sign of this is
//! an answer that belongs to no command: it is logged as a warning once, and [counted](Stats::unmatched).
//!
//! # Blocking code
//!
//! A task must not block its thread while it waits for the client: the task of the connection may need the same thread.
//! Code that cannot await can use `Handle::block_on` in `tokio::task::block_in_place`, or the `blocking::Client`
//! (feature `blocking`) in its own thread.
//!
//! # Logs
//!
//! The client logs to [`tracing`](https://docs.rs/tracing): a span for each command, with its name and outcome; changes
//! of the connection at the level INFO, attempts to connect at DEBUG. The texts of commands, answers and events are
//! logged at TRACE only, those of [raw commands](Client::send_raw) and of commands with passwords never. Text from the
//! server is escaped and truncated, see [`excerpt`](crate::excerpt). The WebSocket library has its own records, which
//! at TRACE contain every frame with its passwords: turn them off with [`LOG_FILTER`].

mod answer;
mod chat_state;
mod clock;
mod config;
mod endpoint;
mod error;
mod events;
mod handle;
mod handshake;
mod link;
#[cfg(feature = "local")]
pub mod local;
mod lock;
mod queue;
mod redact;
mod shared;
mod trace;
mod version;

#[cfg(test)]
mod tests;

pub use crate::protocol::{Gap, KeepAlive, Outcome, Reconnect, Stats};
pub use config::Config;
#[cfg(feature = "blocking")]
pub(crate) use endpoint::connect_error;
pub use error::{CloseReason, Error};
pub use events::{Events, FrameDecodeError, Incoming};
pub use handle::{Client, CloseReport};
pub use handshake::HandshakeError;
pub use queue::Overflow;
#[cfg(feature = "bot")]
pub(crate) use queue::{ByteBudget, HeldBytes};
#[cfg(feature = "tls")]
pub use rustls;
pub use trace::{LOG_FILTER, secret_prefix};
