//! Messages: handlers, commands, replies, edits.

pub(crate) mod commands;
mod edits;
mod first_message;
pub(crate) mod live;
mod mentions;
mod replies;
