//! The remedy for a server that does not start, found by its output.

/// Phrases in errors and prompts of the server, and the remedy.
const REMEDIES: [(&[&str], &str); 4] = [
    (
        &["display name", "no user profile"],
        "set the name of the bot with `display_name` (the option `--create-bot-display-name`)",
    ),
    (
        &[
            "passphrase",
            "database key",
            "not a database",
            "wrong key",
            "encrypted",
        ],
        "pass the key of the database with `args([\"-k\", key])`",
    ),
    (
        &["migration", "upgraded", "downgraded", "confirm"],
        "back up the database, and confirm with `arg(\"-y\")`",
    ),
    (
        &["user number", "select user", "active user"],
        "start it once in a terminal, and select the active user",
    ),
];

/// The remedy, if it is known.
pub(super) fn remedy(printed: &str) -> Option<&'static str> {
    let printed = printed.to_lowercase();
    let mut remedies = REMEDIES.iter();
    let found = remedies.find(|(phrases, _)| phrases.iter().any(|phrase| printed.contains(phrase)));
    found.map(|(_, remedy)| *remedy)
}

/// Whether an unfinished line is a prompt.
pub(super) fn is_prompt(line: &str) -> bool {
    line.trim_end().ends_with([':', '?', '>', ')']) && remedy(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remedy_is_found_by_the_output() {
        for (printed, says) in [
            ("No user profiles found.\ndisplay name: ", "display_name"),
            ("Database is encrypted: wrong passphrase", "-k"),
            ("Database will be upgraded\nContinue (y/N): ", "-y"),
            ("user number (1 .. 2): ", "in a terminal"),
        ] {
            let remedy = remedy(printed).expect(printed);
            assert!(remedy.contains(says), "{printed}: {remedy}");
        }
        assert_eq!(remedy("the network is down"), None);
        assert!(is_prompt("display name: ") && is_prompt("confirm migrations (y/N)"));
        assert!(!is_prompt("starting: ") && !is_prompt("display name") && !is_prompt(""));
    }
}
