//! Case folding of human input, which is case-insensitive and treats all whitespace as spaces.
//!
//! The library folds the same way when it decodes. Both are necessary: the analysis compares folded text at compile time,
//! and a procedural macro crate cannot share a function with the library.

/// The text in lower case, with each whitespace character replaced by a space.
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
