//! Sets of commands: an enum with a variant for each command, which decodes all of them.

pub(crate) mod collision;
mod command;
mod item;
mod part;
#[cfg(test)]
mod tests;

use crate::command::decode::completion::Completion;
use crate::command::decode::error::DecodeError;
use crate::command::decode::reader::Reader;
use crate::command::error::EncodeError;
use crate::command::params::ParamsError;
use crate::command::version::ServerVersion;
use crate::json::JsonObject;
use crate::spec::CommandSpec;

pub use command::SetCommand;
pub use item::{SetEntry, SetItem};
pub use part::SetPart;

/// An enum of commands, as [`command_set!`](crate::command_set) generates it.
pub trait CommandSet: SetItem {
    /// The commands, in the order of declaration. The commands of an inner set are in the place of the inner set.
    const COMMANDS: &'static [SetCommand<Self>];

    /// The types of its variants.
    #[doc(hidden)]
    const PARTS: &'static [SetPart<Self>];

    /// The metadata of the command.
    #[inline]
    fn spec(&self) -> &'static CommandSpec {
        self.declared()
    }

    /// The encoded command.
    ///
    /// # Errors
    /// If the server would not read it as it is meant.
    #[inline]
    fn encode(&self) -> Result<String, EncodeError> {
        self.written(None)
    }

    /// The encoded command for a server of this version.
    ///
    /// # Errors
    /// If the server would not read it as it is meant, or does not support a part of it: see
    /// [`EncodeErrorKind::Unsupported`](super::EncodeErrorKind::Unsupported).
    #[inline]
    fn encode_for(&self, server: &ServerVersion) -> Result<String, EncodeError> {
        self.written(Some(server))
    }

    /// The parameters as JSON, under the documentation's names.
    ///
    /// # Errors
    /// If a value has no JSON, such as `NaN`.
    #[inline]
    fn to_params(&self) -> Result<JsonObject, EncodeError> {
        self.params()
    }

    /// Decodes any command of the set.
    ///
    /// At most one command can read a string: the compiler has checked that. Each command accepts the same spellings as
    /// [`Command::decode`](super::Command::decode).
    ///
    /// # Errors
    /// If no command can read the string. The error is from the command that reads furthest.
    fn decode(text: &str) -> Result<Self, DecodeError> {
        let mut reader = Reader::silent(text);
        for command in Self::COMMANDS {
            if let Ok(value) = command.read(&mut reader)
                && reader.end().is_ok()
            {
                return Ok(value);
            }
            reader.rewind();
        }
        Err(diagnose(Self::COMMANDS, text))
    }

    /// The commands that can start with `text`, in the order of declaration, and what can come next in each of them: for
    /// completion and hints.
    ///
    /// ```
    /// use simplex_api::command::{CommandSet, CompletionItem};
    /// use simplex_api::commands::AnyCommand;
    ///
    /// let commands = AnyCommand::completions("/_show");
    /// assert_eq!(commands[0].spec.name, "APIShowMyAddress");
    /// let (text, rest) = ("/_show_address ", "_address ");
    /// assert_eq!(commands[0].next, [CompletionItem::Literal { text, rest }]);
    /// ```
    fn completions(text: &str) -> Vec<Completion> {
        let commands = Self::COMMANDS.iter();
        let completions = commands.filter_map(|command| command.completion(text));
        completions.collect()
    }

    /// The usage lines of the commands that people type, without hidden commands.
    fn usage() -> impl Iterator<Item = &'static str> {
        usage_of(Self::COMMANDS)
    }

    /// The usage lines as one string: what a bot can reply to `/help`.
    ///
    /// ```
    /// use simplex_api::command::CommandSet;
    /// use simplex_api::{command, command_set};
    ///
    /// #[command(syntax = "/weather <city>[ days=<days>]", typed_by = people)]
    /// pub struct Weather {
    ///     pub city: String,
    ///     pub days: Option<u32>,
    /// }
    ///
    /// #[command(syntax = "/help", typed_by = people)]
    /// pub struct Help;
    ///
    /// command_set! {
    ///     pub enum Request { Weather, Help }
    /// }
    ///
    /// assert_eq!(Request::help(), "/weather <city> [days=<days>]\n/help");
    /// ```
    fn help() -> String {
        Self::usage().collect::<Vec<_>>().join("\n")
    }

    /// The command with this name and these parameters; `None` if no command has the name. If several commands have it,
    /// it is the first: give the others different names with `#[command(name = "…")]`.
    ///
    /// # Errors
    /// If the parameters are not the parameters of the command.
    fn from_params(name: &str, params: JsonObject) -> Option<Result<Self, ParamsError>> {
        let mut commands = Self::COMMANDS.iter();
        let command = commands.find(|command| command.spec.name == name)?;
        Some(command.from_params(params))
    }
}

/// The usage lines of commands that are not hidden.
fn usage_of<S>(commands: &[SetCommand<S>]) -> impl Iterator<Item = &'static str> {
    let shown = commands.iter().filter(|command| !command.spec.hidden);
    shown.filter_map(|command| command.spec.usage)
}

/// The error for a string that no command can read: of the commands that start like it, the one that reads furthest.
#[cold]
fn diagnose<S>(commands: &[SetCommand<S>], text: &str) -> DecodeError {
    let prefix_len = |command: &&SetCommand<S>| command.matching_prefix_len(text);
    let mut candidates: Vec<_> = commands
        .iter()
        .filter_map(|command| Some((prefix_len(&command)?, command)))
        .collect();
    // The longest prefix first.
    candidates.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    let mut reader = Reader::new(text);
    let mut furthest = None;
    for (_, command) in candidates {
        let before = reader.furthest();
        if command.read(&mut reader).is_ok() {
            let _ = reader.end();
        }
        reader.rewind();
        if furthest.is_none() || reader.furthest() > before {
            furthest = Some(command);
        }
    }
    for command in commands {
        command.expect_prefixes(&mut reader);
        command.redact_errors(&mut reader);
    }
    let error = reader.error();
    match furthest {
        Some(command) => error.with_usage(command.spec.usage.into_iter()),
        None => error.with_usage(usage_of(commands)),
    }
}

/// Declares an enum with a variant for each command, which decodes all of them.
///
/// ```
/// use simplex_api::command::{Command, CommandSet};
/// use simplex_api::{command, command_set};
///
/// #[command(syntax = "/weather <city>[ days=<days>]")]
/// pub struct Weather {
///     pub city: String,
///     pub days: Option<u32>,
/// }
///
/// #[command(syntax = "/help")]
/// pub struct Help;
///
/// command_set! {
///     /// The commands of the bot.
///     pub enum Request { Weather, Help }
/// }
///
/// let request = Request::decode("/weather Oslo days=3").unwrap();
/// assert_eq!(request, Weather::new("Oslo").days(3).into());
/// assert_eq!(request.spec().name, "Weather");
/// ```
///
/// If a string can be read as two of the commands, the compiler reports an error with an example.
///
/// A long list can have sections:
///
/// ```
/// # use simplex_api::command::CommandSet;
/// # use simplex_api::command_set;
/// use simplex_api::commands::{ApiListContacts, ApiListGroups, ShowActiveUser};
///
/// command_set! {
///     pub enum Question {
///         "About others" { ApiListContacts, ApiListGroups }
///         "About oneself" { ShowActiveUser }
///     }
/// }
///
/// assert_eq!(Question::COMMANDS[2].group, Some("About oneself"));
/// ```
///
/// An item is the type of a command, or of another set, whose commands then belong to this set as well. The variant has the
/// last name of the type, or the name before `=`. The attributes of an item, or of a section, apply to the variant. An item
/// that `#[cfg]` removes is neither in the enum nor in its tables, and its strings are not compared with those of others.
///
/// ```
/// use simplex_api::command::CommandSet;
/// use simplex_api::{command, command_set};
///
/// mod admin {
///     use simplex_api::{command, command_set};
///
///     #[command(syntax = "/admin get")]
///     pub struct Get;
///
///     #[command(syntax = "/admin stop")]
///     pub struct Stop;
///
///     command_set! {
///         pub enum Request { Get, Stop }
///     }
/// }
///
/// #[command(syntax = "/get")]
/// pub struct Get;
///
/// #[command(syntax = "/debug")]
/// pub struct Debug;
///
/// command_set! {
///     pub enum Request {
///         /// For all users.
///         Get,
///         #[cfg(feature = "debug")]
///         Debug,
///         Admin = admin::Request,
///     }
/// }
///
/// let request = Request::decode("/admin stop").unwrap();
/// assert_eq!(request, Request::Admin(admin::Stop.into()));
/// assert_eq!(Request::COMMANDS.len(), 3);
/// assert!(Request::decode("/debug").is_err());
/// ```
#[macro_export]
macro_rules! command_set {
    ($($declaration:tt)*) => {
        $crate::__private::command_set! { ($crate) $($declaration)* }
    };
}
