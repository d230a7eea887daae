//! The API of the chat server: declarations only, in the groups of its documentation.
//!
//! - [`commands`]: what the server can be asked to do, and what it may answer.
//! - [`responses`]: the answers.
//! - [`events`]: what the server tells without being asked.
//! - [`links`]: the links that people connect by.
//! - [`types`]: what all of these are made of, errors included.
//!
//! The types are of version 7.0 and read what servers from 6.4 on send: what came later is marked
//! so, and absent in older servers. What is not declared is not lost: unknown members are kept in
//! `extra`, unknown kinds as `Undocumented`.

mod checks;
pub mod commands;
pub mod events;
mod extras;
pub mod links;
mod menu;
mod older;
pub mod responses;
mod shortcuts;
pub(crate) mod sizes;
pub mod types;
