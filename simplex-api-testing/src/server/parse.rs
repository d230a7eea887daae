//! Parses commands in any of their spellings.

use simplex_api::command::{CommandSet, EncodeErrorKind, ServerVersion};
use simplex_api::commands::AnyCommand;

use crate::server::plain::PlainCommand;
use crate::server::spelling;
use crate::server::undocumented::Undocumented;

/// The command that asks for the version.
const VERSION_COMMAND: &str = "/v";

/// A command that the server itself can answer.
pub(crate) enum ParsedCommand {
    Documented(Box<AnyCommand>),
    Undocumented(Undocumented),
    /// A command with names instead of ids.
    Plain(PlainCommand),
    Version,
}

impl ParsedCommand {
    /// Parses a command as a server of this version does. The returned string is in the
    /// documented spelling if this is a command; otherwise it is unchanged, because it may be a command of the test.
    pub(crate) fn parse(line: String, server: &ServerVersion) -> (String, Option<Self>) {
        let parsed = Self::decode(&line, server);
        if parsed.is_some() {
            return (line, parsed);
        }
        let respelled = spelling::documented(&line);
        let respelled =
            respelled.and_then(|text| Self::decode(&text, server).map(|parsed| (text, parsed)));
        match respelled {
            Some((text, parsed)) => (text, Some(parsed)),
            None => {
                let parsed = PlainCommand::decode(&line).map(Self::Plain);
                (line, parsed)
            }
        }
    }

    /// Parses a command in its documented spelling.
    fn decode(text: &str, server: &ServerVersion) -> Option<Self> {
        if text == VERSION_COMMAND {
            return Some(Self::Version);
        }
        match AnyCommand::decode(text) {
            Ok(command) if is_supported(&command, text, server) => {
                Some(Self::Documented(command.into()))
            }
            Ok(_) => None,
            Err(_) => Undocumented::decode(text).map(Self::Undocumented).ok(),
        }
    }
}

/// Whether a server of this version accepts the command in this syntax.
fn is_supported(command: &AnyCommand, text: &str, server: &ServerVersion) -> bool {
    let written = match command.encode_for(server) {
        Ok(written) => written,
        // A server ignores fields of JSON that it does not know.
        Err(error) => {
            let is_newer = matches!(error.kind(), EncodeErrorKind::Unsupported { .. });
            return !is_newer || error.field().is_some();
        }
    };
    let Some(older) = &command.spec().older else {
        return true;
    };
    let other = command.encode_for(&version_across(older.before, server));
    other.is_ok_and(|other| common_prefix_len(text, &written) >= common_prefix_len(text, &other))
}

/// A version on the other side of the release `before`, in which the syntax changed.
fn version_across(before: &str, server: &ServerVersion) -> ServerVersion {
    let parse = |text: &str| text.parse().expect("the version of a declaration");
    let (first, last) = (parse(before), parse(&format!("{before}-alpha")));
    if *server < first { first } else { last }
}

/// The number of equal bytes at the start.
fn common_prefix_len(one: &str, other: &str) -> usize {
    let both = one.bytes().zip(other.bytes());
    both.take_while(|(one, other)| one == other).count()
}
