//! Texts as people's typing is compared: without regard to case, and with all blanks alike. The library
//! does the same when it reads.

/// The text in lower case, with every kind of blank as the one.
pub(crate) fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

fn fold_char(character: char) -> char {
    if character.is_whitespace() {
        return ' ';
    }
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => character,
    }
}
