//! The SimpleX Chat bot API: commands that the compiler checks, a client, and a layer for bots.
//!
#![cfg_attr(
    feature = "bot",
    doc = r#"
```no_run
use simplex_api::bot::Bot;

# #[tokio::main]
# async fn main() -> Result<(), Box<dyn std::error::Error>> {
let bot = Bot::builder()
    .auto_accept(true)
    .on_message(async |message| Ok(message.text().to_uppercase()));
println!("{}", bot.run("ws://127.0.0.1:5225").await?);
# Ok(())
# }
```
"#
)]
//! | feature | contents |
//! | --- | --- |
//! | `client` (default) | [`client`]: the client on tokio |
//! | `bot` | [`bot`]: handlers, and the setup of profile and address |
//! | `tls` | `wss://` URLs, with rustls |
//! | `blocking` | [`blocking`]: the client for programs without an async runtime |
//! | `local` | [`client::local`]: a `simplex-chat` as a child process |
//! | `render` | [`render`]: documentation generated from the declarations |
//!
//! - [`commands`], [`responses`], [`events`], [`types`]: the declarations, with the groups and names of the API
//!   documentation.
//! - [`#[command]`](macro@command) and [`#[api_type]`](macro@api_type): the attributes of the declarations, also for your
//!   own commands and types.
//! - [`command`](mod@command), [`json`]: what the attributes implement: the encoding of commands, and JSON.
//! - [`spec`]: the metadata of the declarations.
//! - [`protocol`]: frames and request correlation without IO, for your own transport.
//! - [`corrections`]: the mistakes in the API documentation, and how they are corrected.
//!
//! ```
//! use simplex_api::command::Command;
//! use simplex_api::commands::ApiSendMessages;
//! use simplex_api::types::ContactId;
//!
//! let command = ApiSendMessages::new(ContactId(1), ["hi".into()]).ttl(60);
//! assert_eq!(
//!     command.encode()?,
//!     r#"/_send @1 ttl=60 json [{"msgContent":{"type":"text","text":"hi"},"mentions":{}}]"#,
//! );
//! # Ok::<(), simplex_api::EncodeError>(())
//! ```
//!
//! The types are those of version 7.0 of the API. They also decode the JSON of servers since 6.4. Additions of newer servers
//! are kept and written back, as JSON values: unknown fields in `extra`, unknown keywords and tags in a variant
//! `Undocumented`. (The order of unknown fields and the notation of their numbers are not kept. A value that a JSON value
//! cannot represent, such as `1e400`, is kept as its text.)
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate self as simplex_api;

mod api;
pub mod command;
#[doc = include_str!("../docs/corrections.md")]
pub mod corrections {}
mod doc_text;
mod excerpt;
pub mod json;
pub mod spec;

#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "bot")]
pub mod bot;
#[cfg(feature = "client")]
pub mod client;
pub mod protocol;
#[cfg(feature = "render")]
pub mod render;

#[doc(hidden)]
pub mod __private;

pub use api::{commands, events, links, responses, types};
pub use command::{Command, DecodeError, EncodeError};
pub use excerpt::{Excerpt, excerpt};
#[doc = include_str!("../docs/api_type.md")]
pub use simplex_api_macros::api_type;
#[doc = include_str!("../docs/command.md")]
pub use simplex_api_macros::command;

#[cfg(feature = "client")]
pub use client::{Client, Error};

/// The examples of the package's README are compiled as tests.
#[cfg(all(doctest, feature = "bot"))]
#[doc = include_str!("../README.md")]
struct Readme;
