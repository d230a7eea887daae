//! Reactions to messages.

use crate::api_type;
use crate::types::{ChatInfo, ChatItem, CiDirection, UtcTime};

/// A reaction that a message can get.
#[api_type(tag = "type")]
pub enum MsgReaction {
    /// An emoji.
    Emoji {
        /// One code point of 👍 👎 😀 😂 😢 ❤ 🚀 ✅; the server takes no others. The heart is
        /// U+2764 alone, without the variation selector that keyboards add.
        emoji: String,
    },
}

/// How often an item got one reaction.
#[api_type(name = "CIReactionCount")]
pub struct CiReactionCount {
    pub reaction: MsgReaction,
    /// The user is among those who reacted so.
    pub user_reacted: bool,
    /// All who reacted so, the user included.
    pub total_reacted: i32,
}

/// A reaction together with the chat it happened in.
#[api_type(name = "ACIReaction")]
pub struct AciReaction {
    pub chat_info: ChatInfo,
    pub chat_reaction: CiReaction,
}

/// A reaction that was added to an item or taken back.
#[api_type(name = "CIReaction")]
pub struct CiReaction {
    /// Who reacted.
    pub chat_dir: CiDirection,
    /// The item reacted to.
    pub chat_item: ChatItem,
    pub sent_at: UtcTime,
    pub reaction: MsgReaction,
}
