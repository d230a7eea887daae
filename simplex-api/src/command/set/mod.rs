pub(crate) mod collision;
pub(crate) mod dispatch;
mod item;

use crate::command::decode::case_fold;
use crate::command::decode::failure::Show;
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::{Completion, DecodeError, EncodeError, ParamsError, ServerVersion, secrets};
use crate::json::JsonObject;
use crate::spec::{CommandSpec, Part};
use dispatch::Heads;

pub use item::{SetEntry, SetItem, SetPart};

/// An enum of commands, as [`command_set!`](crate::command_set) makes it.
pub trait CommandSet: SetItem {
    /// The commands, in the order of declaration. Those of a set that is a member stand in its place.
    const COMMANDS: &'static [SetCommand<Self>];

    /// What its variants stand for.
    #[doc(hidden)]
    const PARTS: &'static [SetPart<Self>];

    /// What their texts begin with, in order.
    #[doc(hidden)]
    const HEADS: Heads;

    /// What the command declares.
    #[inline]
    fn spec(&self) -> &'static CommandSpec {
        self.declared()
    }

    /// The text of the command.
    ///
    /// # Errors
    /// If the server would not read back what was meant.
    #[inline]
    fn encode(&self) -> Result<String, EncodeError> {
        self.written(None)
    }

    /// The text of the command for a server of this version.
    ///
    /// # Errors
    /// If the server would not read back what was meant, or is too old for a part of it: see
    /// [`EncodeErrorKind::Unsupported`](super::EncodeErrorKind::Unsupported).
    #[inline]
    fn encode_for(&self, server: &ServerVersion) -> Result<String, EncodeError> {
        self.written(Some(server))
    }

    /// The parameters as JSON, under the documentation's names.
    ///
    /// # Errors
    /// If a value has no JSON, as `NaN` and infinity have none.
    #[inline]
    fn to_params(&self) -> Result<JsonObject, EncodeError> {
        self.params()
    }

    /// Reads the text of any command of the set.
    ///
    /// The longest text that is always the same at the beginning of a command finds it, in a table made
    /// by the compiler. Of other spellings it reads those that [`Command::decode`](super::Command::decode) does.
    ///
    /// # Errors
    /// If it is the text of none; the error is that of the command which reads furthest.
    fn decode(text: &str) -> Result<Self, DecodeError> {
        let beginning = Self::HEADS.beginning(text);
        let mut reader = Reader::quick(text);
        let furthest = loop {
            let mut furthest = None;
            for index in Self::HEADS.candidates(&beginning) {
                let member = &Self::COMMANDS[index];
                let before = reader.furthest();
                if let Ok(command) = member.read(&mut reader)
                    && reader.end().is_ok()
                {
                    return Ok(command);
                }
                reader.rewind();
                if furthest.is_none() || reader.furthest() > before {
                    furthest = Some(member);
                }
            }
            if reader.tells() {
                break furthest;
            }
            reader = Reader::new(text);
        };
        for member in Self::COMMANDS {
            member.expect_heads(&mut reader);
            member.keep_secrets(&mut reader);
        }
        let error = reader.error();
        Err(match furthest {
            Some(member) => error.with_usage(member.spec.usage.into_iter()),
            None => error.with_usage(Self::usage()),
        })
    }

    /// The commands that `text` is the beginning of, in the order of declaration, with what can come next
    /// in each: for completion, and for hints to those who type.
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
        commands
            .filter_map(|member| Completion::of(member, text))
            .collect()
    }

    /// How each of the commands is typed that people type and that is not hidden.
    fn usage() -> impl Iterator<Item = &'static str> {
        let shown = Self::COMMANDS.iter().filter(|member| !member.spec.hidden);
        shown.filter_map(|member| member.spec.usage)
    }

    /// The same on a line each: what a bot answers to `/help`.
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

    /// The command of this name, with its parameters as JSON. Of two with the same name, as commands of two modules may
    /// have, it is the first: give one of them another, `#[command(name = "…")]`.
    ///
    /// # Errors
    /// If the parameters are not those of the command. `None` if there is no such command.
    fn from_params(name: &str, params: JsonObject) -> Option<Result<Self, ParamsError>> {
        let member = Self::COMMANDS
            .iter()
            .find(|member| member.spec.name == name)?;
        Some(member.from_params(params))
    }
}

/// A command of a set.
#[derive(Debug)]
pub struct SetCommand<S> {
    /// The section of the set that it stands in, if the set has sections.
    pub group: Option<&'static str>,
    /// What the command declares.
    pub spec: CommandSpec,
    /// Its number in the variant that it belongs to.
    index: usize,
    read: fn(usize, &mut Reader<'_>) -> Result<S, Mismatch>,
    from_params: fn(usize, JsonObject) -> Result<S, ParamsError>,
}

impl<S> Clone for SetCommand<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for SetCommand<S> {}

impl<S> SetCommand<S> {
    /// Reads its text.
    ///
    /// # Errors
    /// If the text at the position of the reader is something else.
    #[inline]
    pub fn read(&self, reader: &mut Reader<'_>) -> Result<S, Mismatch> {
        (self.read)(self.index, reader)
    }

    /// Reads its parameters.
    ///
    /// # Errors
    /// If they are not those of the command.
    pub fn from_params(&self, params: JsonObject) -> Result<S, ParamsError> {
        (self.from_params)(self.index, params)
    }

    /// The text that is always the same at the beginning, and what can stand for it.
    fn heads(&self) -> impl Iterator<Item = &'static str> {
        let head = match self.spec.parts {
            [Part::Literal(text), ..] => text,
            _ => "",
        };
        std::iter::once(head).chain(self.spec.aliases.iter().copied())
    }

    /// Whether a text begins with all of a name of the command.
    pub(super) fn is_named(&self, text: &str) -> bool {
        let text = text.trim_start_matches(case_fold::is_blank);
        let mut names = self.heads().map(str::trim_end);
        names.any(|name| case_fold::follow(text, name, false).literal == name.len())
    }

    /// If it has secrets, this may be the command that was meant: what stands behind its name is not shown, nor what
    /// stands behind a word that may be its name.
    fn keep_secrets(&self, reader: &mut Reader<'_>) {
        let shown = secrets::shown(&self.spec);
        reader.show_only(shown.max(Show::Word));
        if shown != Show::Nothing {
            return;
        }
        if self.is_named(reader.text()) {
            reader.hide();
        }
    }

    /// Notes that its text could have stood here.
    fn expect_heads(&self, reader: &mut Reader<'_>) {
        for head in self.heads().filter(|_| !self.spec.hidden) {
            let _: Option<()> = reader.optional(|reader| {
                let _ = match self.spec.usage {
                    Some(_) => reader.human_input(|reader| reader.literal(head)),
                    None => reader.literal(head),
                };
                Err(Mismatch)
            });
        }
    }
}

/// Makes an enum of commands, with a variant for each, that reads the text of any of them.
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
///     /// What people can ask of the bot.
///     pub enum Request { Weather, Help }
/// }
///
/// let request = Request::decode("/weather Oslo days=3").unwrap();
/// assert_eq!(request, Weather::new("Oslo").days(3).into());
/// assert_eq!(request.spec().name, "Weather");
/// ```
///
/// The compiler decides whether two of the commands can have the same text; if so, it shows one.
///
/// A long list can have sections, as documentation has:
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
/// A member is a command, or another set, whose commands then belong to this one as well. It is given by its type; the
/// variant has the last name of the type, or that in front of `=`. Attributes of a member, or of a section, stand on
/// the variant. A member that `#[cfg]` leaves out is nowhere: neither in the enum nor in its tables, nor can its text
/// be that of another one.
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
///         /// What everybody may ask.
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
