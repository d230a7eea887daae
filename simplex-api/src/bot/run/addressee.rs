//! The addressee of a command: `@bot /square 9` and `/square@bot 9` contain the name of a bot.

use std::borrow::Cow;

use crate::types::{AChatItem, ChatInfo, User};

/// The text of a message, without the name of this bot, and the addressee.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct AddressedText<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) to: Addressee,
}

/// The bot that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Addressee {
    /// The text names no bot.
    Unspecified,
    ThisBot,
    /// Another bot of the group.
    OtherBot,
}

impl<'a> AddressedText<'a> {
    /// Parses the text of a message that the bot of `user` received. If `is_command` returns `true` for a text with an
    /// `@` in its first word, this is a command of the bot, and the word contains no name.
    pub(crate) fn of(item: &'a AChatItem, user: &User, is_command: impl Fn(&str) -> bool) -> Self {
        let is_bot = |name: &str| is_bot(item, user, name);
        let is_group = matches!(item.chat_info, ChatInfo::Group { .. });
        let text = item.received_text().unwrap_or_default().trim();
        Self::parse(text, is_group, is_bot, is_command)
    }

    fn parse(
        text: &'a str,
        is_group: bool,
        is_bot: impl Fn(&str) -> bool,
        is_command: impl Fn(&str) -> bool,
    ) -> Self {
        let (text, is_mentioned) = match strip_mention(text, &is_bot) {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let unchanged = |to| Self {
            text: Cow::Borrowed(text),
            to,
        };
        let default = if is_mentioned {
            Addressee::ThisBot
        } else {
            Addressee::Unspecified
        };
        match parse_named_command(text) {
            Some(_) if is_command(text) => unchanged(default),
            Some(NamedCommand { word, name, rest }) if is_bot(name) => Self {
                text: Cow::Owned(format!("{word}{rest}")),
                to: Addressee::ThisBot,
            },
            Some(_) if is_group => unchanged(Addressee::OtherBot),
            _ => unchanged(default),
        }
    }
}

/// The text after a mention of the bot; `None` if the text does not start with a mention, or nothing follows.
fn strip_mention(text: &str, is_bot: impl Fn(&str) -> bool) -> Option<&str> {
    let (name, rest) = split_name(text.strip_prefix('@')?)?;
    // Some people write `@bot: /square 9`.
    let trimmed_name = name.trim_end_matches([',', ':']);
    let rest = rest.strip_prefix([',', ':']).unwrap_or(rest);
    let command = rest.trim_start();
    let has_space = command.len() < rest.len();
    let is_mention = is_bot(name) || is_bot(trimmed_name);
    (has_space && !command.is_empty() && is_mention).then_some(command)
}

/// The parts of `/square@bot 9`: `/square`, `bot` and ` 9`.
struct NamedCommand<'a> {
    word: &'a str,
    name: &'a str,
    rest: &'a str,
}

/// Parses a command with a name after its first word.
fn parse_named_command(text: &str) -> Option<NamedCommand<'_>> {
    let (word, after) = text.split_once('@')?;
    let is_word = word.len() > 1 && word.starts_with('/') && !word.contains(char::is_whitespace);
    let (name, rest) = split_name(after).filter(|_| is_word)?;
    let is_complete = rest.is_empty() || rest.starts_with(char::is_whitespace);
    is_complete.then_some(NamedCommand { word, name, rest })
}

/// Splits a text after the name at its start: one word, or several words in quotes as in `'my bot'`.
fn split_name(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = match text.strip_prefix('\'') {
        Some(quoted) => quoted.split_once('\'')?,
        None => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    };
    (!name.is_empty()).then_some((name, rest))
}

/// Whether a name in a message is the name of the bot: the message mentions the bot by this name, or it is the bot's own
/// name in this chat.
fn is_bot(item: &AChatItem, user: &User, name: &str) -> bool {
    let is_same = |own: &String| own.to_lowercase() == name.to_lowercase();
    match &item.chat_info {
        ChatInfo::Group { group_info, .. } => {
            let own = &group_info.membership;
            match item.chat_item.mentions.get(name) {
                Some(mention) => mention.member_id == own.member_id,
                None => {
                    is_same(&own.member_profile.display_name) || is_same(&own.local_display_name)
                }
            }
        }
        _ => is_same(&user.profile.display_name) || is_same(&user.local_display_name),
    }
}

#[cfg(test)]
mod tests {
    use super::{AddressedText, Addressee};

    #[test]
    fn names_are_parsed_and_removed() {
        use Addressee::{OtherBot as Other, ThisBot as Bot, Unspecified};
        let table = [
            ("/square 9", "/square 9", Unspecified),
            ("@bot /square 9", "/square 9", Bot),
            ("@bot, /square 9", "/square 9", Bot),
            ("@bot:\n/square 9", "/square 9", Bot),
            ("@'my bot' /square 9", "/square 9", Bot),
            ("@'my bot': /square 9", "/square 9", Bot),
            ("@bot hello", "hello", Bot),
            ("/square@bot 9", "/square 9", Bot),
            ("/square@bot", "/square", Bot),
            ("/square@'my bot'  9", "/square  9", Bot),
            ("@bot /square@bot 9", "/square 9", Bot),
            ("/square@other 9", "/square@other 9", Other),
            ("@bot /square@other 9", "/square@other 9", Other),
            ("@other /square 9", "@other /square 9", Unspecified),
            // No name, or only a name.
            ("@bot", "@bot", Unspecified),
            ("@ bot /square 9", "@ bot /square 9", Unspecified),
            ("@'my bot /square 9", "@'my bot /square 9", Unspecified),
            ("@'my bot'/square 9", "@'my bot'/square 9", Unspecified),
            ("/@bot 9", "/@bot 9", Unspecified),
            ("/square@ 9", "/square@ 9", Unspecified),
            ("/square@'my bot'9", "/square@'my bot'9", Unspecified),
            ("/send me@bot.org", "/send me@bot.org", Unspecified),
            // The bot has a command that starts with `/mail@`.
            ("/mail@other x", "/mail@other x", Unspecified),
            ("", "", Unspecified),
        ];
        let is_bot = |name: &str| ["bot", "my bot"].contains(&name);
        let is_command = |text: &str| text.starts_with("/mail@");
        for (text, expected, to) in table {
            let read = AddressedText::parse(text, true, is_bot, is_command);
            assert_eq!((&*read.text, read.to), (expected, to), "{text}");
        }
        let direct = AddressedText::parse("/square@other 9", false, is_bot, is_command);
        assert_eq!((&*direct.text, direct.to), ("/square@other 9", Unspecified));
    }
}
