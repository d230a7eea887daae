//! Commands that a real server reads, and that the network does not run.

use crate::network::result::{Failure, command_error, unparsable};

/// The first words of these commands, one command a line.
const COMMANDS: &str = include_str!("not_acted.txt");

/// The error of a line that the network does not run.
pub(crate) fn refusal(line: &str) -> Failure {
    if is_read_by_servers(line) {
        command_error("a real server reads this command, but the embedded network does not act it")
    } else {
        unparsable()
    }
}

/// Whether a line starts as a command of the real server. A text to a contact or a group starts with its name.
fn is_read_by_servers(line: &str) -> bool {
    let is_message = line.starts_with(['@', '#']) && line.contains(' ');
    let starts = |command: &str| {
        let rest = line.strip_prefix(command);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    is_message || COMMANDS.lines().any(starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_of_servers_are_distinguished_from_other_lines() {
        for line in [
            "/tail",
            "/_info @4",
            "/sa",
            "@alice hello",
            "/_report #1 2 reason=spam",
        ] {
            assert!(is_read_by_servers(line), "{line}");
        }
        for line in ["/tailor", "/_send @1", "hello", "/", "", "@"] {
            assert!(!is_read_by_servers(line), "{line}");
        }
    }
}
