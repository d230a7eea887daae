//! What a bot does with messages: handlers, commands, answers, edits.

pub(crate) mod commands;
mod edits;
mod first_message;
pub(crate) mod live;
mod mentions;
mod replies;
