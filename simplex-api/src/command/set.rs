use super::{DecodeError, Miss, ParamsError, Reader};
use crate::json::JsonObject;
use crate::spec::{CommandSpec, Part};

/// An enum of commands, as [`command_set!`](crate::command_set) makes it.
pub trait CommandSet: Sized + 'static {
    /// The commands, in the order of declaration.
    const COMMANDS: &'static [SetMember<Self>];

    /// Reads the text of any command of the set.
    ///
    /// # Errors
    /// If it is the text of none; the error is that of the command which reads furthest.
    fn decode(text: &str) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(text);
        let mut members: Vec<_> = Self::COMMANDS
            .iter()
            .filter_map(|member| Some((member.head_of(text)?.len(), member)))
            .collect();
        members.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
        for (_, member) in members {
            let command = reader.optional(|reader| {
                let command = (member.read)(reader)?;
                reader.end().map(|()| command)
            });
            if let Some(command) = command {
                return Ok(command);
            }
        }
        for member in Self::COMMANDS {
            reader.expect_literal(member.head());
        }
        Err(reader.error())
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
    /// The text that the command begins with.
    fn head(&self) -> &'static str {
        head(self.spec.parts)
    }

    /// The same, or what it begins with for older servers, if `text` does.
    fn head_of(&self, text: &str) -> Option<&'static str> {
        let older = self.spec.older.map(|older| head(older.parts));
        let mut heads = [self.head()].into_iter().chain(older);
        heads.find(|head| text.starts_with(head))
    }
}

fn head(parts: &'static [Part]) -> &'static str {
    match parts.first() {
        Some(Part::Literal(text)) => text,
        _ => "",
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
        }

        #[allow(dead_code)]
        impl $set {
            /// What the command declares.
            $vis fn spec(&self) -> &'static $crate::spec::CommandSpec {
                match self {
                    $(Self::$command(_) => const { &<$command as $crate::command::Command>::SPEC },)*
                }
            }

            /// The text of the command.
            ///
            /// # Errors
            /// If the server would not read back what was meant.
            $vis fn encode(&self) -> ::core::result::Result<::std::string::String, $crate::command::EncodeError> {
                match self {
                    $(Self::$command(command) => $crate::command::Command::encode(command),)*
                }
            }

            /// The text of the command for a server of this version.
            ///
            /// # Errors
            /// If the server would not read back what was meant.
            $vis fn encode_for(
                &self,
                server: &$crate::command::ServerVersion,
            ) -> ::core::result::Result<::std::string::String, $crate::command::EncodeError> {
                match self {
                    $(Self::$command(command) => $crate::command::Command::encode_for(command, server),)*
                }
            }

            /// The parameters as JSON, under the documentation's names.
            $vis fn to_params(&self) -> $crate::json::JsonObject {
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
