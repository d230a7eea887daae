//! Commands that a real server reads, and that the network does not run.

use crate::network::result::{Failure, command_error, unparsable};
use crate::server::notation::values;

/// These commands in the [notation](crate::server::notation), one a line, as server 6.5 reads them.
const COMMANDS: &str = include_str!("not_acted.txt");

/// The error of a line that the network does not run.
pub(crate) fn refusal(line: &str) -> Failure {
    if is_read_by_servers(line) {
        command_error("a real server reads this command, but the embedded network does not act it")
    } else {
        unparsable()
    }
}

/// Whether a real server reads this line.
fn is_read_by_servers(line: &str) -> bool {
    let mut commands = COMMANDS.lines();
    commands.any(|notation| values(notation, line).is_some())
}

#[cfg(test)]
mod tests {
    use simplex_api::command::ServerVersion;

    use super::*;
    use crate::server::parse::ParsedCommand;

    /// Lines that server 6.5 reads.
    const READINGS: &str = include_str!("readings.txt");

    #[test]
    fn commands_of_servers_are_distinguished_from_other_lines() {
        for line in [
            "/tail",
            "/_info @4",
            "@alice hello",
            "/_report #1 2 reason=spam",
        ] {
            assert!(is_read_by_servers(line), "{line}");
        }
        for line in [
            "/tailor",
            "/_send @1",
            "/_info",
            "/_info @a",
            "/_report #1",
            "hello",
            "/",
            "",
            "@",
        ] {
            assert!(!is_read_by_servers(line), "{line}");
        }
    }

    #[test]
    fn every_line_that_a_server_reads_is_known() {
        let server = ServerVersion::new(6, 5);
        let (mut acted, mut not_acted, mut unknown) = (0, 0, Vec::new());
        for line in READINGS.lines() {
            let (_, command) = ParsedCommand::parse(line.to_owned(), &server);
            if command.is_some() {
                acted += 1;
            } else if is_read_by_servers(line) {
                not_acted += 1;
            } else {
                unknown.push(line);
            }
        }
        assert_eq!((acted, not_acted, unknown), (19, 213, Vec::new()));
    }
}
