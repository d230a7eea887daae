use std::fmt;

use simplex_api::excerpt;
use simplex_api::types::{CiFileStatus, MsgContent};

/// A message as a contact sees it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Message {
    /// The id of the message, the same for all receivers: `item_shared_msg_id` of the bot's chat item.
    pub id: String,
    /// The side that sent it.
    pub author: Author,
    /// The display name of the sender.
    pub from: String,
    /// Its current content.
    pub content: MsgContent,
    /// The quoted message that it replies to.
    pub quoted: Option<MsgContent>,
    /// Whether it is a live message that has not ended.
    pub live: bool,
    /// Whether its author has edited it.
    pub edited: bool,
    /// Whether its author, or a moderator, has deleted it for all receivers.
    pub deleted: bool,
    /// Whether its author was blocked for the whole group when it arrived.
    pub hidden: bool,
    /// The reactions to it, in the order in which they were added.
    pub reactions: Vec<Reaction>,
    /// The file of the message.
    pub file: Option<Attachment>,
}

impl Message {
    /// Its text; the caption of an image, a video or a file.
    pub fn text(&self) -> &str {
        self.content.as_text().unwrap_or_default()
    }

    /// The emoji of the bot's reactions; in a group, of all other members' reactions.
    pub fn reactions_of_others(&self) -> Vec<&str> {
        let by_others = |reaction: &&Reaction| reaction.author == Author::Other;
        let reactions = self.reactions.iter().filter(by_others);
        reactions.map(|reaction| reaction.emoji.as_str()).collect()
    }
}

/// One line with the sender and the text: `bot: "49" (edited) 👍`. Control characters and invisible characters are
/// escaped.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", excerpt(&self.from), self.text())?;
        if let Some(file) = &self.file {
            write!(f, " [{}, {} bytes]", excerpt(&file.name), file.size)?;
        }
        let states = [
            (self.live, " (live)"),
            (self.edited, " (edited)"),
            (self.deleted, " (deleted)"),
        ];
        for (_, state) in states.iter().filter(|(is_so, _)| *is_so) {
            f.write_str(state)?;
        }
        for reaction in &self.reactions {
            write!(f, " {}", excerpt(&reaction.emoji))?;
        }
        Ok(())
    }
}

/// A side of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// The bot; in a group, any other member.
    Other,
    /// The simulated contact.
    Contact,
}

/// A reaction to a message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reaction {
    /// The side that reacted.
    pub author: Author,
    /// The display name of the one who reacted.
    pub from: String,
    /// The emoji.
    pub emoji: String,
}

/// The file of a message.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Attachment {
    /// Its name, without a folder.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// The status of its transfer in the contact's own client.
    pub status: CiFileStatus,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// They cannot break the line or reverse the text.
    #[test]
    fn names_of_others_are_escaped() {
        let hostile = "a\n\u{1b}[2J\u{202e}\"'é";
        let message = Message {
            id: String::new(),
            author: Author::Other,
            from: hostile.to_owned(),
            content: MsgContent::text("text\n"),
            quoted: None,
            live: false,
            edited: false,
            deleted: false,
            hidden: false,
            reactions: Vec::new(),
            file: Some(Attachment {
                name: hostile.to_owned(),
                size: 3,
                status: CiFileStatus::rcv_invitation(),
            }),
        };
        let escaped = r#"a\n\u{1b}[2J\u{202e}"'é"#;
        let line = format!(r#"{escaped}: "text\n" [{escaped}, 3 bytes]"#);
        assert_eq!(message.to_string(), line);
    }
}
