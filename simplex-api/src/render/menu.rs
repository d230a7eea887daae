//! The commands of a set, as a bot offers them.

use super::prose;
use crate::command::{CommandSet, SetCommand};
use crate::types::ChatBotCommand;

/// The menu of the commands that people type: for [`Preferences::commands`] in the profile of a bot, or in
/// the preferences of a group.
///
/// An entry has the first sentence of the command's documentation as its label, and what comes behind its
/// first word as parameters. Sections of the set are menus of their own. Hidden commands have no entry.
///
/// ```
/// use simplex_api::types::{ChatBotCommand, Preferences};
/// use simplex_api::{command, command_set, render};
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
/// let menu = render::menu::<Request>();
/// let params = "<city> [days=<days>]".to_owned();
/// let weather = ChatBotCommand::command("weather", "The weather of the next days", Some(params));
/// assert_eq!(menu, [weather]);
/// let preferences = Preferences::new().commands(menu);
/// ```
///
/// [`Preferences::commands`]: crate::types::Preferences::commands
pub fn menu<S: CommandSet>() -> Vec<ChatBotCommand> {
    let sections = S::COMMANDS.chunk_by(|one, next| one.group == next.group);
    let entries = sections.flat_map(|members| {
        let commands: Vec<_> = members.iter().filter_map(entry).collect();
        match members.first().and_then(|member| member.group) {
            Some(_) if commands.is_empty() => Vec::new(),
            Some(label) => vec![ChatBotCommand::menu(label, commands)],
            None => commands,
        }
    });
    entries.collect()
}

/// The entry of a command, if people type it.
fn entry<S>(member: &SetCommand<S>) -> Option<ChatBotCommand> {
    let usage = member.spec.usage.filter(|_| !member.spec.hidden)?;
    let (keyword, params) = usage.split_once(' ').unwrap_or((usage, ""));
    let keyword = keyword.trim_start_matches('/');
    let label = prose::sentence(member.spec.docs, member.spec.name);
    let params = (!params.is_empty()).then(|| params.to_owned());
    Some(ChatBotCommand::command(keyword, label, params))
}
