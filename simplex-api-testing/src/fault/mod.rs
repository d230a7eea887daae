//! What can go wrong between a bot and the server.

pub(crate) mod corrupt;
pub(crate) mod injector;
pub(crate) mod plan;
pub(crate) mod random;

use std::time::Duration;

/// What is to go wrong with a frame: the answer to the
/// [next command](crate::ChatServer::fail_next), the [next event](crate::ChatServer::fail_next_event),
/// or any, by a [`FaultPlan`].
///
/// A fault of an event does to the event what is said here of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The answer comes later. Meanwhile the connection goes on as that of a real server does while a
    /// command runs: events come, and two more commands are taken; after those nothing is read, so
    /// that pings are not answered either.
    Delay(Duration),
    /// For so long the connection does nothing: it reads nothing, sends no events, and answers no
    /// pings. Then comes the answer.
    Stall(Duration),
    /// The connection breaks before the command is run. An event waits for the next connection.
    DropBefore,
    /// The connection breaks after the command was run, and the answer is lost.
    DropAfter,
    /// The connection breaks in the middle of the answer.
    DropDuring,
    /// Instead of an answer the server closes the connection, with this code.
    Close(u16),
    /// As [`DropBefore`](Self::DropBefore), and the next connections, so many, are refused.
    Refuse(u32),
    /// The answer is this text.
    Malformed(String),
    /// There is no answer, ever; the command is run.
    Silence,
    /// The answer comes twice.
    Duplicate,
    /// The answer comes after the next frame; if there is none, a tenth of a second later.
    Late,
    /// The answer says that it is to a request that nobody has made; an event says that it is an
    /// answer.
    WrongId,
    /// The answer is of a type that no version of the API has.
    UnknownTag,
    /// The first word of the answer out of those that the API lists, such as a role or a status, is
    /// one that it does not list. An answer without any comes as it is.
    UnknownKeyword,
    /// The frame, the answer, and all objects in it have a member more.
    ExtraFields,
    /// The answer lacks the first member that it must have. One without any comes as it is.
    MissingField,
    /// The answer comes as a binary frame.
    Binary,
}

impl Fault {
    /// Whether the command is run.
    pub(crate) fn runs_command(&self) -> bool {
        !matches!(self, Self::DropBefore | Self::Refuse(_))
    }

    /// Whether the answer, or a part of it, comes.
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

    /// The frame with what is wrong in its text.
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
