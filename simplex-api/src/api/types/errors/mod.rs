//! Errors of commands, of the server's database, and of the network.
//!
//! The response of a failed command contains a [`ChatError`], which contains the error of a layer: [`ChatErrorType`]
//! (the command), [`StoreError`] (the database) or [`AgentErrorType`] (connections, relays and files).

mod agent;
mod chat;
mod smp;
mod store;
mod summary;
mod xftp;

pub use agent::*;
pub use chat::*;
pub use smp::*;
pub use store::*;
pub use xftp::*;
