//! What to do about a server that does not start, as far as what it prints tells.

/// Words of its errors and prompts, and what helps.
const REMEDIES: [(&[&str], &str); 4] = [
    (
        &["display name", "no user profile"],
        "give the name of the bot with `display_name`, as in `--create-bot-display-name`",
    ),
    (
        &[
            "passphrase",
            "database key",
            "not a database",
            "wrong key",
            "encrypted",
        ],
        "give the key of the database with `args([\"-k\", key])`",
    ),
    (
        &["migration", "upgraded", "downgraded", "confirm"],
        "make a copy of the database, and confirm with `arg(\"-y\")`",
    ),
    (
        &["user number", "select user", "active user"],
        "start it once in a terminal, and choose which user is active",
    ),
];

/// What helps, if it is known.
pub(super) fn remedy(printed: &str) -> Option<&'static str> {
    let printed = printed.to_lowercase();
    let mut remedies = REMEDIES.iter();
    let found = remedies.find(|(words, _)| words.iter().any(|word| printed.contains(word)));
    found.map(|(_, remedy)| *remedy)
}

/// Whether a line that has not ended asks for something.
pub(super) fn is_prompt(line: &str) -> bool {
    line.trim_end().ends_with([':', '?', '>', ')']) && remedy(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_servers_print_has_its_remedy() {
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
