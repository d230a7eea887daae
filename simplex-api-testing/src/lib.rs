//! An embedded SimpleX Chat server, to test bots without a real one.
//!
//! A [`ChatServer`] speaks the WebSocket protocol of `simplex-chat` and accepts the same commands, so a bot connects
//! to it as it connects to a real server. The people who talk to the bot are [`Contact`]s, which the test controls:
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
//! Servers are independent of each other, so tests can run in parallel. Tests are reproducible: ids count from 1, and
//! the clock starts in 2025 and advances by one second with each command and each action of a contact. To test
//! time-dependent behaviour, such as disappearing messages, [advance](ChatServer::advance) or
//! [set](ChatNetwork::set_time) the clock.
//!
//! Several bots can talk to each other as clients of one [`ChatNetwork`], and contacts can be in groups with them.
//!
//! The server behaves like a real one in the cases that a bot has to handle:
//!
//! - A connection runs its commands one after the other. The events of a command are sent after its response; a real
//!   server can also send them before.
//! - Each event goes to a single connection, and is queued while there is no connection.
//! - Documented commands are accepted in every spelling that the real server accepts, for example `/u` and `/_send @2
//!   text Hello`. Of the undocumented commands it accepts only a few, for example `/connect` without a link, which
//!   creates an invitation.
//! - An invalid command is answered with `Failed reading: empty`, and an invalid request with `invalid request` and
//!   without a `corrId`; while a command runs, this answer comes before the answer to the command.
//! - If several messages are sent with one command, some of them can fail, for example because one is too large.
//! - While a command [takes long](Fault::Delay), the server reads two more commands and then nothing, so it does not
//!   answer pings.
//! - A message that [comes with a contact request](Contact::connect_with_message) arrives before its author can be
//!   answered.
//! - While 1,024 events are queued for a bot, its client receives no messages; they arrive later. If the bot is
//!   connected, contacts wait before they act.
//!
//! It does not simulate what a bot cannot see: encrypted files (commands that ask for them fail with an error that
//! says so), signatures, badges and names. It does not simulate either what the documentation of the API does not
//! describe:
//!
//! - Receipts of messages in groups: the documentation does not say which status a message has when only some members
//!   have received it.
//! - The history that new members receive: there is a preference for it, but the documentation does not say how many
//!   messages it contains, whose messages, and in which event.
//! - Messages that a channel sends in its own name: the documentation does not say who is their author in chat items.
//! - Customers whom a business must accept first: the command answers with a contact, but the chat with a customer is
//!   a group. The network answers `invalidBusinessChatContactRequest`, the only error that the API has for it.
//! - Accepting a direct conversation that a member starts, except by [accepting all of
//!   them](simplex_api::commands::ApiSetUserAutoAcceptMemberContacts): the API has no command for it.
//! - The plans `contactViaAddress`, `noRelays` and `updateRequired`: the documentation does not say when they occur.
//!
//! A test can [expect commands](ChatServer::expect), [answer them itself](ChatServer::on), and inject
//! [faults](ChatServer::fail_next), also [from a seed](FaultPlan). It can [inject](ChatServer::inject) events, built
//! from [samples](sample). The frames between a bot and any server can be [recorded](Recorder) and
//! [replayed](Recording::replay).

mod bounded_log;
mod chat_network;
mod contact;
mod dropped;
mod error;
mod expect;
mod fault;
mod markdown;
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

/// The example of the README is compiled as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
