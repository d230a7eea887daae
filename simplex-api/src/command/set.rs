use super::collision::Member;
use super::dispatch::Heads;
use super::failure::Show;
use super::{Continuation, DecodeError, EncodeError, Miss, ParamsError, Reader, ServerVersion};
use super::{secrets, typing};
use crate::json::JsonObject;
use crate::spec::{CommandSpec, Part};

/// An enum of commands, as [`command_set!`](crate::command_set) makes it.
pub trait CommandSet: Sized + 'static {
    /// The commands, in the order of declaration.
    const COMMANDS: &'static [SetMember<Self>];

    /// The same, for the compiler.
    #[doc(hidden)]
    const MEMBERS: &'static [Member];

    /// What their texts begin with, in order.
    #[doc(hidden)]
    const HEADS: Heads;

    /// What the command declares.
    fn spec(&self) -> &'static CommandSpec;

    /// The text of the command.
    ///
    /// # Errors
    /// If the server would not read back what was meant.
    fn encode(&self) -> Result<String, EncodeError>;

    /// The text of the command for a server of this version.
    ///
    /// # Errors
    /// If the server would not read back what was meant, or is too old for a part of it: see
    /// [`Refusal::Newer`](super::Refusal::Newer).
    fn encode_for(&self, server: &ServerVersion) -> Result<String, EncodeError>;

    /// The parameters as JSON, under the documentation's names.
    ///
    /// # Errors
    /// If a value has no JSON, as `NaN` and infinity have none.
    fn to_params(&self) -> Result<JsonObject, EncodeError>;

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
                if let Ok(command) = (member.read)(&mut reader)
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
            member.expect_head(&mut reader);
            member.keep_secrets(&mut reader);
        }
        let usage = furthest.map_or(Self::COMMANDS, std::slice::from_ref);
        let usage = usage.iter().filter_map(|member| member.spec.usage);
        Err(reader.error().with_usage(usage))
    }

    /// The commands that `text` is the beginning of, in the order of declaration, with what can come next
    /// in each: for completion, and for hints to those who type.
    ///
    /// ```
    /// use simplex_api::command::{CommandSet, Next};
    /// use simplex_api::commands::AnyCommand;
    ///
    /// let commands = AnyCommand::continuations("/_show");
    /// assert_eq!(commands[0].spec.name, "APIShowMyAddress");
    /// let (text, rest) = ("/_show_address ", "_address ");
    /// assert_eq!(commands[0].next, [Next::Literal { text, rest }]);
    /// ```
    fn continuations(text: &str) -> Vec<Continuation> {
        let commands = Self::COMMANDS.iter();
        commands
            .filter_map(|member| Continuation::of(member, text))
            .collect()
    }

    /// How each of the commands is typed, if people type them.
    fn usage() -> impl Iterator<Item = &'static str> {
        Self::COMMANDS.iter().filter_map(|member| member.spec.usage)
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

    /// The command of this name, with its parameters as JSON.
    ///
    /// # Errors
    /// If the parameters are not those of the command. `None` if there is no such command.
    fn from_params(name: &str, params: JsonObject) -> Option<Result<Self, ParamsError>> {
        let member = Self::COMMANDS
            .iter()
            .find(|member| member.spec.name == name)?;
        Some((member.from_params)(params))
    }
}

/// A command of a set.
#[derive(Debug)]
pub struct SetMember<S> {
    /// The section of the set that it stands in, if the set has sections.
    pub group: Option<&'static str>,
    /// What the command declares.
    pub spec: CommandSpec,
    /// Reads its text.
    pub read: fn(&mut Reader<'_>) -> Result<S, Miss>,
    /// Reads its parameters.
    pub from_params: fn(JsonObject) -> Result<S, ParamsError>,
}

impl<S> SetMember<S> {
    /// The text that is always the same at the beginning.
    fn head(&self) -> &'static str {
        match self.spec.parts {
            [Part::Literal(text), ..] => text,
            _ => "",
        }
    }

    /// If it has secrets, this may be the command that was meant: what stands behind its name is not shown, nor what
    /// stands behind a word that may be its name.
    fn keep_secrets(&self, reader: &mut Reader<'_>) {
        let shown = secrets::shown(&self.spec);
        reader.show_only(shown.max(Show::Word));
        if shown != Show::Nothing {
            return;
        }
        let name = self.head().trim_end();
        let text = reader.text().trim_start_matches(typing::is_blank);
        if typing::follow(text, name, false).literal == name.len() {
            reader.hide();
        }
    }

    /// Notes that its text could have stood here.
    fn expect_head(&self, reader: &mut Reader<'_>) {
        let head = self.head();
        let _: Option<()> = reader.optional(|reader| {
            let _ = match self.spec.usage {
                Some(_) => reader.as_typed(|reader| reader.literal(head)),
                None => reader.literal(head),
            };
            Err(Miss)
        });
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
#[macro_export]
macro_rules! command_set {
    ($(#[$attr:meta])* $vis:vis enum $set:ident {}) => {
        ::core::compile_error!("a set has at least one command: `enum Set { First, Second }`");
    };
    ($(#[$attr:meta])* $vis:vis enum $set:ident { $($command:ident),* $(,)? }) => {
        $crate::command_set! {
            @set [$(#[$attr])*] [$vis] $set { $(::core::option::Option::None, $command;)* }
        }
    };
    ($(#[$attr:meta])* $vis:vis enum $set:ident {
        $($group:literal { $($command:ident),* $(,)? })*
    }) => {
        $crate::command_set! {
            @set [$(#[$attr])*] [$vis] $set {
                $($(::core::option::Option::Some($group), $command;)*)*
            }
        }
    };
    (@set [$(#[$attr:meta])*] [$vis:vis] $set:ident { $($group:expr, $command:ident;)* }) => {
        $(#[$attr])*
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        $vis enum $set {
            $(
                #[doc = ::core::concat!("[`", ::core::stringify!($command), "`](struct@", ::core::stringify!($command), ").")]
                $command($command),
            )*
        }

        $(
            $crate::__private::at! {
                $command =>
                const _: () = $crate::command::collision::check(
                    <$set as $crate::command::CommandSet>::MEMBERS,
                    ::core::stringify!($command),
                );
            }
        )*

        impl $crate::command::CommandSet for $set {
            const COMMANDS: &'static [$crate::command::SetMember<Self>] = &[
                $($crate::command::SetMember {
                    group: $group,
                    spec: <$command as $crate::command::Command>::SPEC,
                    read: |reader| {
                        <$command as $crate::command::Text>::read_text(reader).map(Self::$command)
                    },
                    from_params: |params| {
                        <$command as $crate::command::Command>::from_params(params).map(Self::$command)
                    },
                }),*
            ];

            const MEMBERS: &'static [$crate::command::collision::Member] =
                &[$($crate::command::collision::Member::of::<$command>(::core::stringify!($command))),*];

            const HEADS: $crate::command::dispatch::Heads = $crate::command::dispatch::Heads::new(
                Self::MEMBERS,
                &$crate::command::dispatch::heads::<
                    { <$set as $crate::command::CommandSet>::MEMBERS.len() },
                >(Self::MEMBERS),
            );

            #[inline]
            fn spec(&self) -> &'static $crate::spec::CommandSpec {
                match self {
                    $(Self::$command(_) => const { &<$command as $crate::command::Command>::SPEC },)*
                }
            }

            #[inline]
            fn encode(&self) -> ::core::result::Result<::std::string::String, $crate::command::EncodeError> {
                match self {
                    $(Self::$command(command) => $crate::command::Command::encode(command),)*
                }
            }

            #[inline]
            fn encode_for(
                &self,
                server: &$crate::command::ServerVersion,
            ) -> ::core::result::Result<::std::string::String, $crate::command::EncodeError> {
                match self {
                    $(Self::$command(command) => $crate::command::Command::encode_for(command, server),)*
                }
            }

            #[inline]
            fn to_params(
                &self,
            ) -> ::core::result::Result<$crate::json::JsonObject, $crate::command::EncodeError> {
                match self {
                    $(Self::$command(command) => $crate::command::Command::to_params(command),)*
                }
            }
        }

        $(
            impl ::core::convert::From<$command> for $set {
                fn from(command: $command) -> Self {
                    Self::$command(command)
                }
            }
        )*
    };
}
