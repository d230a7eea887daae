//! Texts that are commands, in any of their spellings.

use crate::command::CommandSet;
use crate::commands::AnyCommand;

use super::spelling;
use super::undocumented::Undocumented;

/// Asks for the version.
pub(super) const VERSION: &str = "/v";

/// A command that the network runs.
pub(super) enum Known {
    Documented(Box<AnyCommand>),
    Undocumented(Undocumented),
}

impl Known {
    /// Reads a line; the text comes back as documented, if it is a command.
    pub(super) fn read(line: String) -> (String, Option<Self>) {
        let documented = |text: &str| AnyCommand::decode(text).ok().map(Box::new);
        if let Some(command) = documented(&line) {
            return (line, Some(Self::Documented(command)));
        }
        let text = spelling::documented(&line).unwrap_or(line);
        let command = documented(&text).map(Self::Documented);
        let command = command.or_else(|| Undocumented::decode(&text).ok().map(Self::Undocumented));
        (text, command)
    }
}
