use std::fmt;

use simplex_api::excerpt;
use simplex_api::types::{CiFileStatus, MsgContent};

/// A message as a contact sees it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Message {
    /// The id that all sides know the message by: `item_shared_msg_id` of the bot's chat item.
    pub id: String,
    /// Which side sent it.
    pub author: Author,
    /// The display name of who sent it.
    pub from: String,
    /// What it says now.
    pub content: MsgContent,
    /// The message that it replies to, as quoted.
    pub quoted: Option<MsgContent>,
    /// Whether it is a live message that has not ended.
    pub live: bool,
    /// Whether its author has changed it.
    pub edited: bool,
    /// Whether its author has deleted it for all sides, or a moderator has.
    pub deleted: bool,
    /// Whether its author was blocked for the whole group when it came.
    pub hidden: bool,
    /// The reactions to it, in the order in which they were added.
    pub reactions: Vec<Reaction>,
    /// The file that came with it.
    pub file: Option<Attachment>,
}

impl Message {
    /// Its text; of pictures, videos and files the caption.
    pub fn text(&self) -> &str {
        self.content.as_text().unwrap_or_default()
    }

    /// The emoji that the bot has reacted with; in a group, any other member.
    pub fn reactions_of_others(&self) -> Vec<&str> {
        let by_others = |reaction: &&Reaction| reaction.author == Author::Other;
        let reactions = self.reactions.iter().filter(by_others);
        reactions.map(|reaction| reaction.emoji.as_str()).collect()
    }
}

/// Who says what, on one line: `bot: "49" (edited) 👍`. What has control characters or invisible ones is escaped.
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
    /// The contact, whom the test plays.
    Contact,
}

/// A reaction to a message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reaction {
    /// Which side reacted.
    pub author: Author,
    /// The display name of who reacted.
    pub from: String,
    /// With what.
    pub emoji: String,
}

/// A file that comes with a message.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Attachment {
    /// Its name, without a folder.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// How far it has come, as the contact's own client knows it.
    pub status: CiFileStatus,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// They break no line and turn none around.
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
