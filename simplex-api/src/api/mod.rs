//! The API of the chat server, declared in the groups of its documentation.
//!
//! - [`commands`]: the commands and their responses.
//! - [`responses`]: the types of the responses.
//! - [`events`]: the types of the events.
//! - [`links`]: the links for connecting.
//! - [`types`]: the types of parameters and fields, including errors.
//!
//! The types are those of version 7.0. They also decode the JSON of servers since 6.4: newer parts are marked with `since`
//! and are absent for older servers. Unknown fields are kept in `extra`, and unknown variants in `Undocumented`.

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
