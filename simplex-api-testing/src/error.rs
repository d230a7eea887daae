use std::time::Duration;

use simplex_api::command::ResponseError;
use simplex_api::json;
use simplex_api::types::ChatError;

/// What a contact could not do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A command failed.
    #[error("`{command}` failed: {}", json::encode(&**error))]
    #[non_exhaustive]
    Command {
        /// The command.
        command: &'static str,
        /// The error of the server.
        error: Box<ChatError>,
    },
    /// A command was answered with a response that it does not declare.
    #[error("`{command}` was answered, but {error}")]
    #[non_exhaustive]
    Response {
        /// The command.
        command: &'static str,
        /// What differs.
        error: ResponseError,
    },
    /// The link leads nowhere, or not any more.
    #[error("`{contact}` cannot connect: {link} leads nowhere")]
    #[non_exhaustive]
    UnknownLink {
        /// Who tried.
        contact: String,
        /// The link.
        link: String,
    },
    /// The contact is connected with this user.
    #[error("`{contact}` is connected already")]
    #[non_exhaustive]
    AlreadyConnected {
        /// Who tried.
        contact: String,
    },
    /// The contact is not connected: not yet, or not any more.
    #[error("`{contact}` is not connected with a user of the server")]
    #[non_exhaustive]
    NotConnected {
        /// Who tried.
        contact: String,
    },
    /// There is no such message in the conversation, or it is not the contact's own, or deleted.
    #[error("`{contact}` cannot do this with the message `{id}`")]
    #[non_exhaustive]
    UnknownMessage {
        /// Who tried.
        contact: String,
        /// The message's id.
        id: String,
    },
    /// Reactions are 👍 👎 😀 😂 😢 ❤ 🚀 ✅, and no others.
    #[error("`{contact}` cannot react with {emoji:?}, SimpleX Chat does not know it")]
    #[non_exhaustive]
    UnknownReaction {
        /// Who tried.
        contact: String,
        /// With what.
        emoji: String,
    },
    /// The contact is in no group of this name, and not invited to one.
    #[error("`{contact}` knows no group `{group}`")]
    #[non_exhaustive]
    UnknownGroup {
        /// Who tried.
        contact: String,
        /// Its name.
        group: String,
    },
    /// The contact's own client refuses.
    #[error("`{contact}` cannot do this: {}", json::encode(&**error))]
    #[non_exhaustive]
    Refused {
        /// Who tried.
        contact: String,
        /// Why.
        error: Box<ChatError>,
    },
    /// What was waited for did not happen.
    #[error(
        "`{contact}` waited {waited:?} for {what}\n\
         the conversation:\n{conversation}\n\
         the last commands and answers:\n{wire}"
    )]
    #[non_exhaustive]
    TimedOut {
        /// Who waited.
        contact: String,
        /// For what.
        what: String,
        /// How long.
        waited: Duration,
        /// The conversation, a message on each line.
        conversation: String,
        /// The end of the transcript.
        wire: String,
    },
}
