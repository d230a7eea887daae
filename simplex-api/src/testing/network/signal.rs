//! What the two sides of a conversation send each other.

use crate::types::{CiQuote, MsgContent, MsgReaction, Profile};

/// One message of the protocol that clients speak among themselves.
///
/// Everything that goes from one side to the other goes as a signal, whoever acts the sides: a user
/// of the server, a contact in the hands of a test. The id of a message is the same on both.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "there is one at a time")]
pub(crate) enum Signal {
    New {
        id: String,
        content: MsgContent,
        quote: Option<Quote>,
        live: bool,
        ttl: Option<i32>,
    },
    Edit {
        id: String,
        content: MsgContent,
        live: bool,
    },
    Delete {
        id: String,
    },
    React {
        id: String,
        reaction: MsgReaction,
        add: bool,
    },
    /// The profile of the sender as the other side is to see it.
    Profile(Box<Profile>),
    /// The sender has deleted the conversation.
    Gone,
}

/// What a message replies to.
#[derive(Debug, Clone)]
pub(crate) struct Quote {
    /// The message, if it is one of the conversation.
    pub(crate) id: Option<String>,
    pub(crate) content: MsgContent,
}

impl From<&CiQuote> for Quote {
    fn from(quote: &CiQuote) -> Self {
        Self {
            id: quote.shared_msg_id.clone(),
            content: quote.content.clone(),
        }
    }
}
