//! A chat server in memory, to run bots against.
//!
//! A [`ChatServer`] speaks the WebSocket protocol of `simplex-chat` and reads the same commands, so
//! that a bot connects to it as it would to a real server. The people whom the bot talks to are
//! [`Contact`]s in the hands of the test:
//!
//! ```
//! use simplex_api::commands::{ApiCreateMyAddress, ApiSetAddressSettings};
//! use simplex_api_testing::ChatServer;
//! use simplex_api::types::{AddressSettings, AutoAccept, MsgContent};
//! use simplex_api::Client;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = ChatServer::start().await?;
//!
//! // What a bot does when it starts.
//! let (client, _events) = Client::connect(&server.url()).await?;
//! let created = client.send(&ApiCreateMyAddress::new(1)).await?;
//! let settings = AddressSettings::new()
//!     .auto_accept(AutoAccept::new())
//!     .auto_reply(MsgContent::text("Send me a number."));
//! client.send(&ApiSetAddressSettings::new(1, settings)).await?;
//!
//! // What people do.
//! let alice = server.contact("alice");
//! alice.connect(&created.conn_link_contact).await?;
//! alice.expect("Send me a number.").await;
//! alice.say("7").await?;
//! # Ok(())
//! # }
//! ```
//!
//! Each server is a world of its own: any number of them run side by side. Ids count from 1, and the
//! clock starts in 2025 and is a second later with each command and each act of a contact, so that
//! the same test sees the same data each time. To see what time does, such as messages that disappear, let
//! it [pass](ChatServer::advance) or [set it](ChatNetwork::set_time).
//!
//! Several bots talk to each other as clients of one [`ChatNetwork`], and people can be in groups
//! with them.
//!
//! It behaves like the real server where a bot could trip over it:
//!
//! - A connection runs its commands one after the other. The events of a command come after its
//!   response here; those of a real server can also come before.
//! - Each event goes to *one* of the connections, and waits while there is none.
//! - Documented commands are read in every spelling that the real server reads as the same, `/u` and
//!   `/_send @2 text Hello` among them. Of what no documented text says little is read, such as `/connect`
//!   without a link, which makes an invitation.
//! - What is not a command is answered with `Failed reading: empty`, and what is not a request with
//!   `invalid request` and no `corrId`; while a command runs, that comes before its answer.
//! - Of several messages that are sent at once some can fail. One that is too large does.
//! - While a command [takes long](Fault::Delay) two more are taken, and then nothing is read: pings get
//!   no answer.
//! - A message that [comes with a request](Contact::connect_with_message) to connect is there before its author can be
//!   answered.
//! - While 1,024 events wait for a bot, its client takes no messages: they come when there is room. People who
//!   talk to a bot that is connected wait too.
//!
//! It does not simulate what no bot can look into: encrypted files (commands that ask for them fail, and say
//! so), signatures, badges and names; nor what the documentation of the API leaves open:
//!
//! - Receipts of messages in groups. A message has one status there too, and which one it has when some
//!   members have it and others have not is not told.
//! - The history that new members get. There is a preference for it, and nothing about how many messages
//!   come, in which event, and whose.
//! - Messages of a channel in its own name: who is then their author in items is not told.
//! - A customer whom a business must accept first. Accepting is answered with a contact, and the chat with
//!   a customer is a group. The network answers `invalidBusinessChatContactRequest`, the one error that
//!   the API has for it.
//! - Accepting a direct conversation that a member begins, other than by
//!   [accepting all](simplex_api::commands::ApiSetUserAutoAcceptMemberContacts): the API has no command for it.
//! - The plans `contactViaAddress`, `noRelays` and `updateRequired`: what leads to them is not told.
//!
//! A test can [expect commands](ChatServer::expect), [answer them itself](ChatServer::on), and let
//! things [go wrong](ChatServer::fail_next), also [by a seed](FaultPlan). It can
//! [inject](ChatServer::inject) events, made of [samples](sample). What goes over the wire between a bot
//! and any server can be [recorded](Recorder) and [replayed](Recording::replay).

mod bounded_log;
mod chat_network;
mod contact;
mod dropped;
mod error;
mod expect;
mod fault;
mod network;
mod recording;
mod sample;
mod server;
mod transcript;

#[cfg(test)]
mod tests;

pub use chat_network::ChatNetwork;
pub use contact::Contact;
pub use contact::link::Link;
pub use contact::member::Member;
pub use contact::message::{Attachment, Author, Message, Reaction};
pub use dropped::Dropped;
pub use error::Error;
pub use expect::times::Times;
pub use expect::{Expectation, Expected, ResponseFor};
pub use fault::Fault;
pub use fault::plan::FaultPlan;
pub use recording::recorder::Recorder;
pub use recording::replay::Replay;
pub use recording::replay::script::{Mismatch, ReplayMode};
pub use recording::{Line, Recording};
pub use sample::{sample, sample_variant};
pub use server::ChatServer;
pub use server::builder::Builder;
pub use transcript::Transcript;
pub use transcript::log::{Direction, Entry};
