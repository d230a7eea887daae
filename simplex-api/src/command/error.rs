#[cfg(feature = "bot")]
use std::cmp::Ordering;
use std::fmt::{self, Display, Formatter};

use crate::excerpt;

/// A value that has no text the server would read back as meant. Nothing was written.
#[derive(Clone, PartialEq, Eq)]
pub struct EncodeError(Box<Refused>);

/// What is refused, and why. It stands apart: a result without an error is then looked at in no time.
#[derive(Clone, PartialEq, Eq)]
struct Refused {
    param: &'static str,
    member: Option<&'static str>,
    refusal: Refusal,
}

/// Why a value cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// A list with no items: the server needs at least one.
    #[error("the list is empty, at least one item is needed")]
    EmptyList,
    /// A negative number: the server reads digits only.
    #[error("{0} is negative, the server reads numbers without a sign")]
    Negative(i128),
    /// The same of a fraction.
    #[error("{0} is negative, the server reads numbers without a sign")]
    NegativeFraction(String),
    /// A number that has no digits.
    #[error("NaN and infinity have no text")]
    NotFinite,
    /// An empty string, which leaves no trace in the text.
    #[error("the text is empty, which reads as if the parameter were absent")]
    EmptyText,
    /// A blank at an edge of a string: it would be lost, or taken for a separator.
    #[error("the text begins or ends with a blank, which would be lost")]
    OuterBlank,
    /// A line break or another control character in a string.
    #[error("the text has the control character {0:?}")]
    Control(char),
    /// A character in a string at which the parameter would end.
    #[error("the text has {0:?}, where the parameter would end")]
    Separator(char),
    /// A string that only stands in quotes, and has quotes of every kind itself.
    #[error("the text needs quotes around it, and has quotes of every kind itself")]
    Quotes,
    /// A string that begins as another parameter of the command does.
    #[error("the text begins with {0:?}, which reads as another parameter")]
    OtherParameter(&'static str),
    /// A digit in front, where a number stands just before.
    #[error("the text begins with a digit, which reads as part of another parameter")]
    Digit,
    /// A word that the command does not take.
    #[error("the command does not take {:?}, only {}", excerpt(.word), .words.join(", "))]
    Word {
        /// The word of the value.
        word: String,
        /// The words that the syntax lists.
        words: &'static [&'static str],
    },
    /// A variant or word that this version of the API does not document, so that its text is not known.
    #[error("{:?} is not documented, so its text is not known", excerpt(.0))]
    Undocumented(String),
    /// Members that this version of the API does not know: the command's text has no place for them.
    #[error("it has members that the text of a command cannot carry")]
    Extra,
    /// A value for a parameter that is declared as never sent.
    #[error("it has no place in the text of the command, and would not be sent")]
    Unsent,
    /// A parameter without the one before it, which its text needs.
    #[error("it needs `{0}` to be given as well")]
    Without(&'static str),
    /// A text whose last byte is 0xA0: at the end of a command the server cuts it off like a blank.
    #[error(
        "the text ends in {0:?}, of which the server would cut off the last byte: end it with another character"
    )]
    LastByte(char),
    /// A part of a chat that has no parts.
    #[error("only groups have a support chat: leave out the scope, or name a group")]
    Scope,
    /// Notes, where only contacts and groups can be named.
    #[error("the command sends to contacts and groups, not to the notes of the user")]
    Notes,
    /// A reaction that the server does not know.
    #[error("{}", unknown_reaction(.found, .known))]
    Reaction {
        /// The emoji of the value.
        found: String,
        /// Those that the server knows.
        known: &'static [&'static str],
    },
    /// Two links of which the second is not the short form of the first.
    #[error(
        "the server reads a second link only as the short form of a full link before it: leave it out, or take both from a connection plan"
    )]
    LinkPair,
    /// A short link in the place of a full one, which the server answers with `invalidConnReq`.
    #[error(
        "a short link alone is answered with `invalidConnReq`: take `connLink` from a connection plan (`APIConnectPlan`), or use `Connect`"
    )]
    ShortLinkAlone,
    /// A link in a profile that is not the link of an address: the server cannot read the command.
    #[error(
        "the server reads only the link of an address or a group in a profile, full or short: take `connLinkContact` of the address, or leave it out"
    )]
    ContactLink,
    /// Several messages, and live.
    #[error("a live message is sent alone: send the others without `liveMessage`")]
    LiveOfSeveral,
    /// Several messages that quote another.
    #[error("only one of the messages may quote another: send the others by themselves")]
    SeveralQuotes,
    /// Mentions in a chat that is no group.
    #[error("only messages to a group mention members: leave out the mentions")]
    Mentions,
    /// A report as a message.
    #[error("the command does not send reports")]
    Report,
    /// A message that is larger than any that the network carries.
    #[error(
        "the message has {bytes} bytes of text and pictures, the network carries {most}: shorten it, send it as a file, or in parts (`bot::split_text`, `Builder::split_long_answers`)"
    )]
    TooLarge {
        /// The bytes of its texts and pictures in JSON.
        bytes: usize,
        /// The most that they can have.
        most: usize,
    },
    /// A command, a parameter or a part of its value that came with a later release than that of the server. What the
    /// server may have sent itself, since the responses of the command are made of it as well, is never refused so.
    #[error("{}needs a server of version {since}, this one has {server}", .word.map_or(String::new(), |word| format!("`{word}` ")))]
    Newer {
        /// The word or kind; `None` if it is the command or parameter itself.
        word: Option<&'static str>,
        /// The release that brought it.
        since: &'static str,
        /// The version of the server.
        server: String,
    },
    /// A value of a parameter that is declared as secret; the reason would show a part of it.
    #[error("the value cannot be written; it is secret and not shown")]
    Secret,
    /// What the declaration of a command says against a value, in its own words.
    #[error("{0}")]
    Other(String),
    /// A value that cannot be written as JSON.
    #[error("it cannot be written as JSON: {0}")]
    Json(String),
}

impl Refusal {
    /// Whether the server reads the text as it is meant, and answers with an error: then it is read here
    /// as well.
    pub fn is_answered(&self) -> bool {
        matches!(
            self,
            Self::ShortLinkAlone
                | Self::LiveOfSeveral
                | Self::SeveralQuotes
                | Self::Mentions
                | Self::Report
                | Self::TooLarge { .. }
        )
    }
}

/// Keyboards add U+FE0F to an emoji, to have it drawn in colours.
fn unknown_reaction(found: &str, known: &[&str]) -> String {
    let bare = found.trim_end_matches('\u{fe0f}');
    let found = excerpt(found);
    if known.contains(&bare) {
        format!("the server does not know {found:?}: write {bare:?}, without U+FE0F behind it")
    } else {
        format!(
            "the server does not know the reaction {found:?}, only {}",
            known.join(" ")
        )
    }
}

impl EncodeError {
    /// An error for the parameter `param`.
    #[cold]
    pub fn new(param: &'static str, refusal: Refusal) -> Self {
        Self(Box::new(Refused {
            param,
            member: None,
            refusal,
        }))
    }

    /// An error of a value that does not know which parameter it is for.
    pub fn of_value(refusal: Refusal) -> Self {
        Self::new("", refusal)
    }

    /// The same error seen from the parameter `param`, whose value has the failing member.
    #[must_use]
    pub fn within(mut self, param: &'static str) -> Self {
        let inner = Some(self.0.param).filter(|inner| !inner.is_empty());
        self.0.member = self.0.member.or(inner);
        self.0.param = param;
        self
    }

    /// The documentation's name of the parameter, for example `chatItemIds`.
    pub fn param(&self) -> &'static str {
        self.0.param
    }

    /// The member of the parameter's value that is refused, for types with a syntax of their own.
    pub fn member(&self) -> Option<&'static str> {
        self.0.member
    }

    /// The reason.
    pub fn refusal(&self) -> &Refusal {
        &self.0.refusal
    }
}

impl fmt::Debug for EncodeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncodeError")
            .field("param", &self.0.param)
            .field("member", &self.0.member)
            .field("refusal", &self.0.refusal)
            .finish()
    }
}

impl Display for EncodeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if !self.0.param.is_empty() {
            write!(f, "parameter `{}`", self.0.param)?;
            if let Some(member) = self.0.member {
                write!(f, " (its `{member}`)")?;
            }
            f.write_str(": ")?;
        }
        write!(f, "{}", self.0.refusal)
    }
}

impl std::error::Error for EncodeError {}

/// A text that is not one of the command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    pub(super) column: usize,
    pub(super) expected: Vec<String>,
    pub(super) found: Option<String>,
    pub(super) usage: Vec<&'static str>,
}

impl DecodeError {
    /// Where the text stops making sense: a count of characters, the first is 1.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What could have stood there.
    pub fn expected(&self) -> &[String] {
        &self.expected
    }

    /// The beginning of what stands there; `None` at the end of the text.
    pub fn found(&self) -> Option<&str> {
        self.found.as_deref()
    }

    /// The error for a text that is none of two: that of the one which reads further, or both.
    #[cfg(feature = "bot")]
    pub(crate) fn or(mut self, other: Self) -> Self {
        match self.column.cmp(&other.column) {
            Ordering::Less => return other,
            Ordering::Equal => {
                let mut others = other.expected;
                others.retain(|expected| !self.expected.contains(expected));
                self.expected.append(&mut others);
                self.usage.extend(other.usage);
            }
            Ordering::Greater => {}
        }
        self
    }

    /// How the command is typed, `/weather <city> [days=<days>]`; if the text is none of the commands of
    /// a set, how each of them is. Empty for commands that people do not type.
    pub fn usage(&self) -> &[&'static str] {
        &self.usage
    }

    /// The same in words for those who typed the text: what is wrong, and how it is typed.
    pub fn for_people(&self) -> Advice<'_> {
        Advice(self)
    }

    pub(super) fn with_usage(mut self, usage: impl Iterator<Item = &'static str>) -> Self {
        self.usage = usage.collect();
        if !self.usage.is_empty() {
            // Blanks at the end are no mistake of theirs.
            self.found = self.found.filter(|found| !found.trim().is_empty());
        }
        self
    }

    fn write_expected(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (i, expected) in self.expected.iter().enumerate() {
            let separator = match i {
                0 => "",
                _ if i + 1 == self.expected.len() => " or ",
                _ => ", ",
            };
            write!(f, "{separator}{expected}")?;
        }
        Ok(())
    }
}

impl Display for DecodeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: expected ", self.column)?;
        self.write_expected(f)?;
        match &self.found {
            Some(found) => write!(f, ", found `{}`", excerpt(found)),
            None => write!(f, ", found the end of the text"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// What a bot can reply to a text that it does not understand: see [`DecodeError::for_people`].
///
/// ```
/// use simplex_api::command;
/// use simplex_api::command::Command;
///
/// #[command(syntax = "/weather <city>[ days=<days>]", typed_by = people)]
/// pub struct Weather {
///     pub city: String,
///     pub days: Option<u32>,
/// }
///
/// let error = Weather::decode("/weather Oslo days=soon").unwrap_err();
/// assert_eq!(
///     error.for_people().to_string(),
///     "Expected a number of at most 4294967295 for `days`, but found `soon`.\n\
///      Usage: /weather <city> [days=<days>]",
/// );
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Advice<'a>(&'a DecodeError);

impl Display for Advice<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(error) = self;
        if error.usage.len() > 1 {
            f.write_str("I do not know this command.")?;
        } else {
            f.write_str("Expected ")?;
            error.write_expected(f)?;
            match &error.found {
                Some(found) => write!(f, ", but found `{}`.", excerpt(found))?,
                None => f.write_str(", but there is no more.")?,
            }
        }
        match error.usage.as_slice() {
            [] => Ok(()),
            [usage] => write!(f, "\nUsage: {usage}"),
            all => {
                f.write_str("\nUsage:")?;
                all.iter().try_for_each(|usage| write!(f, "\n{usage}"))
            }
        }
    }
}
