//! What can go wrong: errors of commands, of the server's database, and of the network below it.
//!
//! A failed command answers with a [`ChatError`], which leads down the layers: to [`ChatErrorType`]
//! (the request made no sense), [`StoreError`] (the database said no) or [`AgentErrorType`]
//! (connections, relays and files).

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
