//! What messages say.

use crate::json;
use crate::types::{MsgContent, MsgReaction};

/// The reactions that the server knows.
const REACTIONS: [&str; 8] = ["👍", "👎", "😀", "😂", "😢", "❤", "🚀", "✅"];

/// The most bytes that a message may have with all that is sent around it.
const MAX_ENCODED: usize = 15_602;

/// What stands around the content of a message when it is sent.
const ENVELOPE: &str =
    r#"{"v":"1-16","msgId":"0000000000000000","event":"x.msg.new","params":{"content":}}"#;

/// The emoji of a reaction, if it is one.
pub(crate) fn emoji(reaction: &MsgReaction) -> Option<&str> {
    match reaction {
        MsgReaction::Emoji { emoji, .. } => Some(emoji),
        MsgReaction::Undocumented(_) => None,
    }
}

/// Whether the server knows the reaction.
pub(crate) fn is_known(reaction: &MsgReaction) -> bool {
    emoji(reaction).is_some_and(|emoji| REACTIONS.contains(&emoji))
}

/// Whether a text has a link of the network in it.
pub(super) fn has_simplex_link(text: &str) -> bool {
    let is_link = |word: &str| word.starts_with("simplex:/") || word.contains("/#/?v=");
    text.split_whitespace().any(is_link)
}

/// Whether a message with this content, and perhaps a quote, is too large to be sent.
pub(super) fn is_too_large(content: &MsgContent, quoted: Option<&MsgContent>) -> bool {
    let size = |content| json::encode(content).len();
    ENVELOPE.len() + size(content) + quoted.map_or(0, size) > MAX_ENCODED
}
