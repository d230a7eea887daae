//! Texts that are commands, in any of their spellings.

use simplex_api::command::{CommandSet, Refusal, ServerVersion};
use simplex_api::commands::AnyCommand;

use crate::server::spelling;
use crate::server::undocumented::Undocumented;

/// Asks for the version.
const VERSION: &str = "/v";

/// A command that a server answers by itself.
pub(crate) enum Known {
    Documented(Box<AnyCommand>),
    Undocumented(Undocumented),
    Version,
}

impl Known {
    /// Reads a line as a server of this version does, or as the newest one; the text comes back as documented, if
    /// it is a command. What is none may be one of the test's own, so that it stays as it came.
    pub(crate) fn read(line: String, server: Option<&ServerVersion>) -> (String, Option<Self>) {
        let known = Self::decode(&line, server);
        if known.is_some() {
            return (line, known);
        }
        let respelled = spelling::documented(&line);
        let respelled =
            respelled.and_then(|text| Self::decode(&text, server).map(|known| (text, known)));
        match respelled {
            Some((text, known)) => (text, Some(known)),
            None => (line, None),
        }
    }

    /// Reads a text in the one spelling that it is documented in.
    fn decode(text: &str, server: Option<&ServerVersion>) -> Option<Self> {
        if text == VERSION {
            return Some(Self::Version);
        }
        match AnyCommand::decode(text) {
            Ok(command) if server.is_none_or(|server| is_read(&command, text, server)) => {
                Some(Self::Documented(command.into()))
            }
            Ok(_) => None,
            Err(_) => Undocumented::decode(text).map(Self::Undocumented).ok(),
        }
    }
}

/// Whether a server of this version reads a command that is written like this.
fn is_read(command: &AnyCommand, text: &str, server: &ServerVersion) -> bool {
    let written = match command.encode_for(server) {
        Ok(written) => written,
        // Fields of JSON that a server does not know are no error there.
        Err(error) => {
            let is_newer = matches!(error.refusal(), Refusal::Newer { .. });
            return !is_newer || error.member().is_some();
        }
    };
    let Some(older) = &command.spec().older else {
        return true;
    };
    let other = command.encode_for(&across(older.before, server));
    other.is_ok_and(|other| alike(text, &written) >= alike(text, &other))
}

/// A version that takes the other syntax than a server of this version, where it changed with the version `before`.
fn across(before: &str, server: &ServerVersion) -> ServerVersion {
    let parse = |text: &str| text.parse().expect("the version of a declaration");
    let (first, last) = (parse(before), parse(&format!("{before}-alpha")));
    if *server < first { first } else { last }
}

/// How many bytes are the same from the beginning.
fn alike(one: &str, other: &str) -> usize {
    let both = one.bytes().zip(other.bytes());
    both.take_while(|(one, other)| one == other).count()
}
