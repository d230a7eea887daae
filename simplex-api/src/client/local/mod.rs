//! Runs a `simplex-chat` as a child process (feature `local`).
//!
//! ```no_run
//! use simplex_api::client::local::LocalServer;
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let builder = LocalServer::builder("data/squares").display_name("squares");
//! let (server, client, mut events) = builder.start().await?;
//! println!("{}", client.send_raw("/u").await?.tag());
//! server.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! For a bot (feature `bot`):
//!
#![cfg_attr(feature = "bot", doc = "```no_run")]
#![cfg_attr(not(feature = "bot"), doc = "```ignore")]
//! use simplex_api::bot::Bot;
//! use simplex_api::client::local::LocalServer;
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let builder = LocalServer::builder("data/squares").ignore_ctrl_c();
//! let (server, client, events) = builder.start().await?;
//! let bot = Bot::builder()
//!     .stop_on_signals()
//!     .on_message(async |message| Ok(message.text().to_uppercase()))
//!     .start(client, events)
//!     .await?;
//! println!("{}", bot.run().await);
//! server.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! The last output of the server is kept for error messages: a server that fails to start prints its error on standard
//! output. Lines that repeat received commands, which may contain passwords, are neither kept nor logged.
//!
//! The server has no terminal for input. If it asks for something, such as the name of the first user, the key of its
//! database or a confirmation, it exits or waits; the error names the option that answers the question.

mod builder;
mod error;
mod output;
mod process;
mod remedy;
mod server;

pub use builder::Builder;
pub use error::{Exit, LocalError};
pub use server::LocalServer;
