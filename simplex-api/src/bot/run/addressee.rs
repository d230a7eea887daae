//! Which bot a command is for: `@bot /square 9` and `/square@bot 9` name it.

use std::borrow::Cow;

use crate::types::{AChatItem, ChatInfo, User};

/// The text of a message without the name of the bot that it is for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Addressed<'a> {
    /// The command as if it were typed plainly.
    pub(crate) text: Cow<'a, str>,
    pub(crate) to: Addressee,
}

/// Whom a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Addressee {
    /// Nobody.
    Anyone,
    /// This bot.
    Bot,
    /// Another bot of the group.
    Other,
}

impl<'a> Addressed<'a> {
    /// Reads the names in the text of a message that the bot of `user` received. A text that names a command of the
    /// bot as it stands, by `is_command`, has none behind its first word.
    pub(crate) fn of(item: &'a AChatItem, user: &User, is_command: impl Fn(&str) -> bool) -> Self {
        let is_bot = |name: &str| is_bot(item, user, name);
        let is_group = matches!(item.chat_info, ChatInfo::Group { .. });
        let text = item.received_text().unwrap_or_default().trim();
        Self::read(text, is_group, is_bot, is_command)
    }

    fn read(
        text: &'a str,
        is_group: bool,
        is_bot: impl Fn(&str) -> bool,
        is_command: impl Fn(&str) -> bool,
    ) -> Self {
        let (text, is_mentioned) = match mentioned(text, &is_bot) {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let plain = |to| Self {
            text: Cow::Borrowed(text),
            to,
        };
        let anyone = if is_mentioned {
            Addressee::Bot
        } else {
            Addressee::Anyone
        };
        match named(text) {
            Some(_) if is_command(text) => plain(anyone),
            Some(Named { word, name, rest }) if is_bot(name) => Self {
                text: Cow::Owned(format!("{word}{rest}")),
                to: Addressee::Bot,
            },
            Some(_) if is_group => plain(Addressee::Other),
            _ => plain(anyone),
        }
    }
}

/// What stands behind a mention of the bot, if the text begins with one and goes on.
fn mentioned(text: &str, is_bot: impl Fn(&str) -> bool) -> Option<&str> {
    let (name, rest) = name(text.strip_prefix('@')?)?;
    // Some write `@bot: /square 9`.
    let bare = name.trim_end_matches([',', ':']);
    let rest = rest.strip_prefix([',', ':']).unwrap_or(rest);
    let command = rest.trim_start();
    let is_apart = command.len() < rest.len();
    (is_apart && !command.is_empty() && (is_bot(name) || is_bot(bare))).then_some(command)
}

/// `/square@bot 9`.
struct Named<'a> {
    word: &'a str,
    name: &'a str,
    rest: &'a str,
}

/// The parts of a command that has a name behind its first word.
fn named(text: &str) -> Option<Named<'_>> {
    let (word, behind) = text.split_once('@')?;
    let is_word = word.len() > 1 && word.starts_with('/') && !word.contains(char::is_whitespace);
    let (name, rest) = name(behind).filter(|_| is_word)?;
    let is_apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    is_apart.then_some(Named { word, name, rest })
}

/// The name at the beginning of a text: one word, or several in quotes as in `'my bot'`, and what stands behind it.
fn name(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = match text.strip_prefix('\'') {
        Some(quoted) => quoted.split_once('\'')?,
        None => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    };
    (!name.is_empty()).then_some((name, rest))
}

/// Whether a name in a message is that of the bot: the member that it mentions by this name, or else the name that
/// the bot has there.
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
    use super::{Addressed, Addressee};

    #[test]
    fn names_are_read_and_taken_out() {
        use Addressee::{Anyone, Bot, Other};
        let table = [
            ("/square 9", "/square 9", Anyone),
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
            ("@other /square 9", "@other /square 9", Anyone),
            // No names, or nothing else.
            ("@bot", "@bot", Anyone),
            ("@ bot /square 9", "@ bot /square 9", Anyone),
            ("@'my bot /square 9", "@'my bot /square 9", Anyone),
            ("@'my bot'/square 9", "@'my bot'/square 9", Anyone),
            ("/@bot 9", "/@bot 9", Anyone),
            ("/square@ 9", "/square@ 9", Anyone),
            ("/square@'my bot'9", "/square@'my bot'9", Anyone),
            ("/send me@bot.org", "/send me@bot.org", Anyone),
            // A command of its own.
            ("/mail@other x", "/mail@other x", Anyone),
            ("", "", Anyone),
        ];
        let is_bot = |name: &str| ["bot", "my bot"].contains(&name);
        let is_command = |text: &str| text.starts_with("/mail@");
        for (text, plain, to) in table {
            let read = Addressed::read(text, true, is_bot, is_command);
            assert_eq!((&*read.text, read.to), (plain, to), "{text}");
        }
        let direct = Addressed::read("/square@other 9", false, is_bot, is_command);
        assert_eq!((&*direct.text, direct.to), ("/square@other 9", Anyone));
    }
}
