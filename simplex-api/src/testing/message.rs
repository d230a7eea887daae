use crate::types::MsgContent;

/// A message as a contact sees it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Message {
    /// The id that both sides know the message by: `item_shared_msg_id` of the bot's chat item.
    pub id: String,
    /// Who sent it.
    pub author: Author,
    /// What it says now.
    pub content: MsgContent,
    /// The message that it replies to, as quoted.
    pub quoted: Option<MsgContent>,
    /// Whether it is a live message that has not ended.
    pub live: bool,
    /// Whether its author has changed it.
    pub edited: bool,
    /// Whether its author has deleted it for both sides.
    pub deleted: bool,
    /// The reactions to it, in the order in which they were added.
    pub reactions: Vec<Reaction>,
}

impl Message {
    /// Its text; of pictures, videos and files the caption.
    pub fn text(&self) -> &str {
        self.content.as_text().unwrap_or_default()
    }

    /// The emoji that the bot has reacted with.
    pub fn bot_reactions(&self) -> Vec<&str> {
        let by_bot = |reaction: &&Reaction| reaction.author == Author::Bot;
        let reactions = self.reactions.iter().filter(by_bot);
        reactions.map(|reaction| reaction.emoji.as_str()).collect()
    }
}

/// A side of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// The user of the server, whom the bot acts.
    Bot,
    /// The contact, whom the test acts.
    Contact,
}

/// A reaction to a message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reaction {
    /// Who reacted.
    pub author: Author,
    /// With what.
    pub emoji: String,
}
