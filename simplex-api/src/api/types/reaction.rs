//! Reactions to messages.

use std::fmt;
use std::str::FromStr;

use crate::api_type;
use crate::excerpt;
use crate::types::{ChatInfo, ChatItem, CiDirection, UtcTime};

/// A reaction to a message. The reactions that the server supports are in [`Reaction`].
#[api_type(tag = "type")]
pub enum MsgReaction {
    /// An emoji.
    Emoji {
        /// Exactly one of [`Reaction::EMOJI`].
        emoji: String,
    },
}

/// The reactions that the server supports. It rejects others.
///
/// ```
/// use simplex_api::commands::ApiChatItemReaction;
/// use simplex_api::types::{ContactId, MsgReaction, Reaction};
///
/// let like = ApiChatItemReaction::new(ContactId(1), 5, true, Reaction::ThumbsUp);
/// assert_eq!(like.reaction.known(), Some(Reaction::ThumbsUp));
/// assert_eq!("🚀".parse(), Ok(Reaction::Rocket));
/// let error = "🎉".parse::<Reaction>().unwrap_err();
/// assert!(error.to_string().contains("only 👍 👎 😀 😂 😢 ❤ 🚀 ✅"));
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
    /// ❤, which is U+2764 without the selector U+FE0F that keyboards add.
    Heart,
    /// 🚀
    Rocket,
    /// ✅
    Check,
}

impl Reaction {
    /// All reactions.
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

    /// The emoji of all reactions, in the same order.
    pub const EMOJI: [&'static str; 8] = ["👍", "👎", "😀", "😂", "😢", "\u{2764}", "🚀", "✅"];

    /// The emoji.
    pub fn as_str(self) -> &'static str {
        Self::EMOJI[self as usize]
    }
}

impl fmt::Display for Reaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl AsRef<str> for Reaction {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl FromStr for Reaction {
    type Err = ReactionError;

    /// Parses exactly one of [`EMOJI`](Self::EMOJI).
    ///
    /// # Errors
    /// If the server does not support the emoji.
    fn from_str(emoji: &str) -> Result<Self, ReactionError> {
        let mut all = Self::ALL.into_iter();
        let found = all.find(|reaction| reaction.as_str() == emoji);
        found.ok_or_else(|| ReactionError::new(emoji))
    }
}

/// The server does not support this reaction.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct ReactionError(String);

impl ReactionError {
    pub(crate) fn new(found: &str) -> Self {
        Self(found.to_owned())
    }

    fn message(&self) -> String {
        // Keyboards add U+FE0F to an emoji, so that it is shown in color.
        let bare = self.0.trim_end_matches('\u{fe0f}');
        let found = excerpt(&self.0);
        if Reaction::EMOJI.contains(&bare) {
            format!("the server does not support {found:?}: use {bare:?}, without U+FE0F after it")
        } else {
            let known = Reaction::EMOJI.join(" ");
            format!("the server does not support the reaction {found:?}, only {known}")
        }
    }
}

impl From<Reaction> for MsgReaction {
    fn from(reaction: Reaction) -> Self {
        Self::emoji(reaction.as_str())
    }
}

/// A reaction with this emoji. Encoding a command fails if the server does not support it.
impl From<&str> for MsgReaction {
    fn from(emoji: &str) -> Self {
        Self::emoji(emoji)
    }
}

impl MsgReaction {
    /// The reaction, if the server supports it.
    pub fn known(&self) -> Option<Reaction> {
        let Self::Emoji { emoji, .. } = self else {
            return None;
        };
        emoji.parse().ok()
    }
}

/// The number of reactions of one kind to an item.
#[api_type(name = "CIReactionCount")]
pub struct CiReactionCount {
    pub reaction: MsgReaction,
    /// Whether the user added this reaction.
    pub user_reacted: bool,
    /// The total number, including the user.
    #[api(primitive = "int")]
    pub total_reacted: i64,
}

/// A reaction and its chat.
#[api_type(name = "ACIReaction")]
pub struct AciReaction {
    pub chat_info: ChatInfo,
    pub chat_reaction: CiReaction,
}

/// A reaction that was added to an item or removed.
#[api_type(name = "CIReaction")]
pub struct CiReaction {
    /// The author of the reaction.
    pub chat_dir: CiDirection,
    /// The item of the reaction.
    pub chat_item: ChatItem,
    pub sent_at: UtcTime,
    pub reaction: MsgReaction,
}
