//! The error of this crate.

use std::io;
use std::time::Duration;

use simplex_api::command::ResponseError;
use simplex_api::json;
use simplex_api::types::ChatError;

/// Why a server, a simulated contact or a recording cannot do what a test asks for.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A socket cannot be bound, or a file cannot be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The network does not know this version of the server.
    #[error(
        "the embedded network has no version {version:?}; it knows 6.4, 6.5 and 7.0, such as 7.0.0.6"
    )]
    #[non_exhaustive]
    UnknownVersion {
        /// The version.
        version: String,
    },
    /// A line of a file is not a line of a recording.
    #[error(
        "invalid line {line} of the recording: {problem}; expected {{\"ms\":0,\"to\":\"server\",\"text\":\"…\"}}"
    )]
    #[non_exhaustive]
    InvalidLine {
        /// The line number, from 1.
        line: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A command failed.
    #[error("`{command}` failed: {}", json::encode(&**error))]
    #[non_exhaustive]
    Command {
        /// The name of the command.
        command: &'static str,
        /// The error of the server.
        error: Box<ChatError>,
    },
    /// A command was answered with a response that it does not declare.
    #[error("`{command}` was answered, but {error}")]
    #[non_exhaustive]
    Response {
        /// The name of the command.
        command: &'static str,
        /// What differs.
        error: ResponseError,
    },
    /// The link is not in use: it never was, or it was deleted.
    #[error("`{contact}` cannot connect: unknown link {link}")]
    #[non_exhaustive]
    UnknownLink {
        /// The name of the contact.
        contact: String,
        /// The link.
        link: String,
    },
    /// The contact is already connected with this user.
    #[error("`{contact}` is already connected")]
    #[non_exhaustive]
    AlreadyConnected {
        /// The name of the contact.
        contact: String,
    },
    /// The contact is not connected: not yet, or no longer.
    #[error("`{contact}` is not connected with a user of the server")]
    #[non_exhaustive]
    NotConnected {
        /// The name of the contact.
        contact: String,
    },
    /// The conversation does not contain the message, or the contact did not write it, or it is deleted.
    #[error("`{contact}` cannot do this with the message `{id}`")]
    #[non_exhaustive]
    UnknownMessage {
        /// The name of the contact.
        contact: String,
        /// The message's id.
        id: String,
    },
    /// SimpleX Chat knows only the reactions 👍 👎 😀 😂 😢 ❤ 🚀 ✅.
    #[error("`{contact}` cannot react with {emoji:?}: SimpleX Chat does not know this reaction")]
    #[non_exhaustive]
    UnknownReaction {
        /// The name of the contact.
        contact: String,
        /// The emoji.
        emoji: String,
    },
    /// The contact is not in a group of this name, and is not invited to one.
    #[error("`{contact}` is not in a group `{group}`")]
    #[non_exhaustive]
    UnknownGroup {
        /// The name of the contact.
        contact: String,
        /// The name of the group.
        group: String,
    },
    /// The contact's own client refuses.
    #[error("`{contact}` cannot do this: {}", json::encode(&**error))]
    #[non_exhaustive]
    Refused {
        /// The name of the contact.
        contact: String,
        /// The error of the client.
        error: Box<ChatError>,
    },
    /// Something expected did not happen within the [timeout](crate::Builder::wait).
    #[error(
        "`{contact}` waited {waited:?} for {what}\n\
         the conversation:\n{conversation}\n\
         the last commands and answers:\n{wire}"
    )]
    #[non_exhaustive]
    TimedOut {
        /// The name of the contact.
        contact: String,
        /// What it waited for.
        what: String,
        /// How long it waited.
        waited: Duration,
        /// The conversation, one message per line.
        conversation: String,
        /// The last entries of the transcript.
        wire: String,
    },
}
