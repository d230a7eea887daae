//! The menu of a bot's commands.

use crate::command::{CommandSet, SetCommand};
use crate::doc_text;
use crate::types::ChatBotCommand;

impl ChatBotCommand {
    /// The menu of a set of commands, for [`Preferences::commands`] in the profile of a bot or in the preferences of a
    /// group.
    ///
    /// It has an entry for each command with `typed_by = people` that is not hidden. The label is the first sentence of the
    /// documentation of the command; the parameters are the text after the first word. Each section of the set is a menu.
    ///
    /// ```
    /// use simplex_api::types::{ChatBotCommand, Preferences};
    /// use simplex_api::{command, command_set};
    ///
    /// /// The weather of the next days. It is never wrong.
    /// #[command(syntax = "/weather <city>[ days=<days>]", typed_by = people)]
    /// pub struct Weather {
    ///     pub city: String,
    ///     pub days: Option<u32>,
    /// }
    ///
    /// command_set! {
    ///     pub enum Request { Weather }
    /// }
    ///
    /// let menu = ChatBotCommand::menu_of::<Request>();
    /// let params = "<city> [days=<days>]".to_owned();
    /// let weather = ChatBotCommand::command("weather", "The weather of the next days", Some(params));
    /// assert_eq!(menu, [weather]);
    /// let preferences = Preferences::new().commands(menu);
    /// ```
    ///
    /// [`Preferences::commands`]: crate::types::Preferences::commands
    pub fn menu_of<S: CommandSet>() -> Vec<Self> {
        let sections = S::COMMANDS.chunk_by(|one, next| one.group == next.group);
        let entries = sections.flat_map(|members| {
            let commands: Vec<_> = members.iter().filter_map(entry).collect();
            match members.first().and_then(|member| member.group) {
                Some(_) if commands.is_empty() => Vec::new(),
                Some(label) => vec![Self::menu(label, commands)],
                None => commands,
            }
        });
        entries.collect()
    }
}

/// The entry of a command; `None` if the command is not for human input.
fn entry<S>(member: &SetCommand<S>) -> Option<ChatBotCommand> {
    let usage = member.spec.usage.filter(|_| !member.spec.hidden)?;
    let (keyword, params) = usage.split_once(' ').unwrap_or((usage, ""));
    let keyword = keyword.trim_start_matches('/');
    let label = doc_text::first_sentence(member.spec.docs, member.spec.name);
    let params = (!params.is_empty()).then(|| params.to_owned());
    Some(ChatBotCommand::command(keyword, label, params))
}
