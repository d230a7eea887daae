//! Texts that are commands, in any of their spellings.

use crate::command::CommandSet;
use crate::commands::AnyCommand;

use super::spelling;
use super::undocumented::Undocumented;

/// Asks for the version.
const VERSION: &str = "/v";

/// A command that a server answers by itself.
pub(super) enum Known {
    Documented(Box<AnyCommand>),
    Undocumented(Undocumented),
    Version,
}

impl Known {
    /// Reads a line; the text comes back as documented, if it is a command. What is none may be one of the test's
    /// own, so that it stays as it came.
    pub(super) fn read(line: String) -> (String, Option<Self>) {
        let known = Self::decode(&line);
        if known.is_some() {
            return (line, known);
        }
        let respelled = spelling::documented(&line);
        let respelled = respelled.and_then(|text| Self::decode(&text).map(|known| (text, known)));
        match respelled {
            Some((text, known)) => (text, Some(known)),
            None => (line, None),
        }
    }

    /// Reads a text in the one spelling that it is documented in.
    fn decode(text: &str) -> Option<Self> {
        if text == VERSION {
            return Some(Self::Version);
        }
        let documented = AnyCommand::decode(text).map(|command| Self::Documented(command.into()));
        let undocumented = || Undocumented::decode(text).map(Self::Undocumented);
        documented.or_else(|_| undocumented()).ok()
    }
}
