#[cfg(feature = "bot")]
use std::cmp::Ordering;
use std::fmt::{self, Display, Formatter};

use crate::excerpt;

/// A string that is not an encoded command of the expected kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    pub(super) column: usize,
    pub(super) expected: Vec<String>,
    pub(super) found: Option<String>,
    pub(super) usage: Vec<&'static str>,
}

impl DecodeError {
    /// The first column that cannot be read: a count of characters, from 1.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What could follow at this column.
    pub fn expected(&self) -> &[String] {
        &self.expected
    }

    /// The first characters found at this column; `None` at the end of the string.
    pub fn found(&self) -> Option<&str> {
        self.found.as_deref()
    }

    /// Combines the errors of two alternatives: the one that read further, or both if they read equally far.
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

    /// The usage line of the command, `/weather <city> [days=<days>]`; of all commands of a set if the string does not
    /// start like one of them. Empty for commands that people do not type.
    pub fn usage(&self) -> &[&'static str] {
        &self.usage
    }

    /// An explanation for the person who typed the command: what is wrong, and the usage.
    pub fn user_message(&self) -> UserMessage<'_> {
        UserMessage(self)
    }

    pub(in crate::command) fn with_usage(
        mut self,
        usage: impl Iterator<Item = &'static str>,
    ) -> Self {
        self.usage = usage.collect();
        if !self.usage.is_empty() {
            // Spaces at the end of human input are not a mistake.
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
            None => write!(f, ", found the end of the command"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// What a bot can reply to a command that it does not understand: see [`DecodeError::user_message`].
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
///     error.user_message().to_string(),
///     "Expected a number of at most 4294967295 for `days`, but found `soon`.\n\
///      Usage: /weather <city> [days=<days>]",
/// );
/// ```
#[derive(Debug, Clone, Copy)]
pub struct UserMessage<'a>(&'a DecodeError);

impl Display for UserMessage<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(error) = self;
        if error.usage.len() > 1 {
            f.write_str("I do not know this command.")?;
        } else {
            f.write_str("Expected ")?;
            error.write_expected(f)?;
            match &error.found {
                Some(found) => write!(f, ", but found `{}`.", excerpt(found))?,
                None => f.write_str(", but the command ends there.")?,
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
