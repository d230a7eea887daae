//! Faults between a bot and the server.

pub(crate) mod corrupt;
pub(crate) mod injector;
pub(crate) mod plan;
pub(crate) mod random;

use std::time::Duration;

/// A fault of one frame: of the answer to the [next command](crate::ChatServer::fail_next), of the [next
/// event](crate::ChatServer::fail_next_event), or of any frame that a [`FaultPlan`](crate::FaultPlan) selects.
///
/// The variants describe faults of answers. A fault of an event has the same effect on the event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The answer is delayed. Meanwhile the connection behaves as that of a real server does while a command runs:
    /// events are sent and two more commands are read. After that the server reads nothing, so it does not answer
    /// pings either.
    Delay(Duration),
    /// The connection stalls for this time: the server reads nothing, sends no events and answers no pings. Then it
    /// sends the answer.
    Stall(Duration),
    /// The connection is dropped before the command runs. An event stays queued for the next connection.
    DropBefore,
    /// The connection is dropped after the command has run, and the answer is lost.
    DropAfter,
    /// The connection is dropped in the middle of the answer.
    DropDuring,
    /// Instead of answering, the server closes the connection with this code.
    Close(u16),
    /// Like [`DropBefore`](Self::DropBefore); the next `n` connection attempts are refused as well.
    Refuse(u32),
    /// The answer is replaced by this text.
    Malformed(String),
    /// The command runs and is never answered.
    Silence,
    /// The answer is sent twice.
    Duplicate,
    /// The answer is sent after the next frame, or after 100 ms if there is no next frame.
    Late,
    /// The answer has the id of a request that does not exist; an event has such an id and so looks like an answer.
    WrongId,
    /// The answer has a type that no version of the API has.
    UnknownTag,
    /// The first keyword in the answer, such as a role or a status, is replaced by one that the API does not have. An
    /// answer without keywords stays the same.
    UnknownKeyword,
    /// The frame, the answer and all objects in it have an additional field.
    ExtraFields,
    /// The first required field of the answer is missing. An answer without required fields stays the same.
    MissingField,
    /// The answer is sent as a binary frame.
    Binary,
}

impl Fault {
    /// Whether the command runs.
    pub(crate) fn runs_command(&self) -> bool {
        !matches!(self, Self::DropBefore | Self::Refuse(_))
    }

    /// Whether the answer, or a part of it, is sent.
    pub(crate) fn answers(&self) -> bool {
        !matches!(
            self,
            Self::DropBefore
                | Self::DropAfter
                | Self::Close(_)
                | Self::Refuse(_)
                | Self::Malformed(_)
                | Self::Silence
        )
    }

    /// The text of the frame with the error in it; `None` if this fault does not change the text.
    pub(crate) fn corrupt(&self, frame: &str) -> Option<String> {
        match self {
            Self::Malformed(text) => Some(text.clone()),
            Self::WrongId => corrupt::wrong_id(frame),
            Self::UnknownTag => corrupt::unknown_tag(frame),
            Self::UnknownKeyword => corrupt::unknown_keyword(frame),
            Self::ExtraFields => corrupt::extra_fields(frame),
            Self::MissingField => corrupt::missing_field(frame),
            _ => None,
        }
    }
}
