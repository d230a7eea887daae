//! The words that the glossary of `CONTRIBUTING.md` replaces.

use std::fs;
use std::process::Command;

use crate::workspace;

/// The glossary itself, and the recordings.
const EXCLUDED: &[&str] = &[
    "CONTRIBUTING.md",
    "tests/architecture/glossary.rs",
    "tests/reality/",
];

/// The entries of the first column that are in backticks.
fn replaced(guide: &str) -> Vec<&str> {
    let table = guide
        .split("| do not say | say |")
        .nth(1)
        .expect("the glossary");
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let first_columns = rows.filter_map(|row| row.split('|').nth(1));
    first_columns
        .flat_map(|column| column.split('`').skip(1).step_by(2))
        .collect()
}

/// The code and the guides of the workspace.
fn files() -> Vec<String> {
    let git = Command::new("git")
        .args(["ls-files", "*.rs", "*.md"])
        .current_dir(workspace())
        .output();
    match git {
        Ok(listed) if listed.status.success() => {
            let listed = String::from_utf8(listed.stdout).expect("paths are text");
            listed.lines().map(str::to_owned).collect()
        }
        // Not in a repository.
        _ => Vec::new(),
    }
}

/// Whether `text` has `phrase` as whole words; both are in lower case. "There is none" is plain English.
fn has_phrase(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(start, found)| {
        if text[..start].ends_with("there ") {
            return false;
        }
        let before = text[..start].chars().next_back();
        let after = text[start + found.len()..].chars().next();
        ![before, after]
            .into_iter()
            .flatten()
            .any(char::is_alphanumeric)
    })
}

#[test]
fn words_that_the_glossary_replaces_are_not_used() {
    let guide = fs::read_to_string(workspace().join("CONTRIBUTING.md")).expect("the guide");
    let phrases = replaced(&guide);
    assert!(!phrases.is_empty(), "the glossary has entries in backticks");
    let mut found = Vec::new();
    for file in files() {
        if EXCLUDED.iter().any(|excluded| file.starts_with(excluded)) {
            continue;
        }
        let Ok(text) = fs::read_to_string(workspace().join(&file)) else {
            continue;
        };
        for (index, line) in text.to_lowercase().lines().enumerate() {
            let used = phrases.iter().filter(|phrase| has_phrase(line, phrase));
            found.extend(used.map(|phrase| format!("{file}:{}: {phrase}", index + 1)));
        }
    }
    let message = found.join("\n");
    assert!(
        found.is_empty(),
        "{message}\nThe glossary of CONTRIBUTING.md has what to write instead."
    );
}

#[test]
fn entries_in_backticks_are_replaced() {
    let guide = "text `code`\n| do not say | say |\n| --- | --- |\n| old, `so many` | `new` |\n| `other` |  x |\n\n`no`";
    assert_eq!(replaced(guide), ["so many", "other"]);
    assert!(has_phrase("so many of them", "so many"));
    assert!(!has_phrase("also manyfold", "so many"));
}
