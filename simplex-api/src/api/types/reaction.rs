//! Reactions to messages.

use crate::api_type;
use crate::types::{ChatInfo, ChatItem, CiDirection, UtcTime};

/// A reaction that a message can get. Those that the server knows are in [`Reaction`].
#[api_type(tag = "type")]
pub enum MsgReaction {
    /// An emoji.
    Emoji {
        /// One of [`Reaction::EMOJI`], to the letter.
        emoji: String,
    },
}

/// The reactions that the server knows: it takes no others.
///
/// ```
/// use simplex_api::commands::ApiChatItemReaction;
/// use simplex_api::types::{ContactId, MsgReaction, Reaction};
///
/// let like = ApiChatItemReaction::new(ContactId(1), 5, true, Reaction::ThumbsUp);
/// assert_eq!(like.reaction.known(), Some(Reaction::ThumbsUp));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reaction {
    /// 👍
    ThumbsUp,
    /// 👎
    ThumbsDown,
    /// 😀
    Smile,
    /// 😂
    Laugh,
    /// 😢
    Cry,
    /// ❤, which is U+2764 alone, without the selector U+FE0F that keyboards add.
    Heart,
    /// 🚀
    Rocket,
    /// ✅
    Check,
}

impl Reaction {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::ThumbsUp,
        Self::ThumbsDown,
        Self::Smile,
        Self::Laugh,
        Self::Cry,
        Self::Heart,
        Self::Rocket,
        Self::Check,
    ];

    /// Their emoji, in the same order.
    pub const EMOJI: [&'static str; 8] = ["👍", "👎", "😀", "😂", "😢", "\u{2764}", "🚀", "✅"];

    /// The emoji as the server takes it.
    pub fn as_str(self) -> &'static str {
        Self::EMOJI[self as usize]
    }
}

impl From<Reaction> for MsgReaction {
    fn from(reaction: Reaction) -> Self {
        Self::emoji(reaction.as_str())
    }
}

impl MsgReaction {
    /// Which of the reactions it is that the server knows.
    pub fn known(&self) -> Option<Reaction> {
        let Self::Emoji { emoji, .. } = self else {
            return None;
        };
        let mut all = Reaction::ALL.into_iter();
        all.find(|reaction| reaction.as_str() == emoji)
    }
}

/// How often an item got one reaction.
#[api_type(name = "CIReactionCount")]
pub struct CiReactionCount {
    pub reaction: MsgReaction,
    /// The user is among those who reacted so.
    pub user_reacted: bool,
    /// All who reacted so, the user included.
    #[api(primitive = "int")]
    pub total_reacted: i64,
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
