//! Texts that are commands, in any of their spellings.

use simplex_api::command::{CommandSet, EncodeErrorKind, ServerVersion};
use simplex_api::commands::AnyCommand;

use crate::server::spelling;
use crate::server::undocumented::Undocumented;

/// Asks for the version.
const VERSION_COMMAND: &str = "/v";

/// A command that a server answers by itself.
pub(crate) enum ParsedCommand {
    Documented(Box<AnyCommand>),
    Undocumented(Undocumented),
    Version,
}

impl ParsedCommand {
    /// Reads a line as a server of this version does, or as the newest one; the text comes back as documented, if
    /// it is a command. What is none may be one of the test's own, so that it stays as it came.
    pub(crate) fn parse(line: String, server: Option<&ServerVersion>) -> (String, Option<Self>) {
        let parsed = Self::decode(&line, server);
        if parsed.is_some() {
            return (line, parsed);
        }
        let respelled = spelling::documented(&line);
        let respelled =
            respelled.and_then(|text| Self::decode(&text, server).map(|parsed| (text, parsed)));
        match respelled {
            Some((text, parsed)) => (text, Some(parsed)),
            None => (line, None),
        }
    }

    /// Reads a text in the one spelling that it is documented in.
    fn decode(text: &str, server: Option<&ServerVersion>) -> Option<Self> {
        if text == VERSION_COMMAND {
            return Some(Self::Version);
        }
        match AnyCommand::decode(text) {
            Ok(command) if server.is_none_or(|server| is_supported(&command, text, server)) => {
                Some(Self::Documented(command.into()))
            }
            Ok(_) => None,
            Err(_) => Undocumented::decode(text).map(Self::Undocumented).ok(),
        }
    }
}

/// Whether a server of this version reads a command that is written like this.
fn is_supported(command: &AnyCommand, text: &str, server: &ServerVersion) -> bool {
    let written = match command.encode_for(server) {
        Ok(written) => written,
        // Fields of JSON that a server does not know are no error there.
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

/// A version that takes the other syntax than a server of this version, where it changed with the version `before`.
fn version_across(before: &str, server: &ServerVersion) -> ServerVersion {
    let parse = |text: &str| text.parse().expect("the version of a declaration");
    let (first, last) = (parse(before), parse(&format!("{before}-alpha")));
    if *server < first { first } else { last }
}

/// How many bytes are the same from the beginning.
fn common_prefix_len(one: &str, other: &str) -> usize {
    let both = one.bytes().zip(other.bytes());
    both.take_while(|(one, other)| one == other).count()
}
