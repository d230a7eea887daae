use crate::command::message::Message;

/// Checks at compile time that every word of a syntax is a word of the enum it chooses from.
///
/// # Panics
/// With a message for the compiler to show, if a word is not.
#[track_caller]
pub const fn check_words(listed: &[&str], words: &[&str]) {
    let mut message = Message::new("not all words of the syntax are words of the enum");
    let mut all = true;
    let mut i = 0;
    while i < listed.len() {
        if !contains(words, listed[i]) {
            all = false;
            message = message.with("\n  `").with(listed[i]);
            message = message.with("` is in the syntax only");
        }
        i += 1;
    }
    if all {
        return;
    }
    message = message.with("\n  the words of the enum are ");
    let mut i = 0;
    while i < words.len() {
        message = message
            .with(if i == 0 { "`" } else { "`, `" })
            .with(words[i]);
        i += 1;
    }
    message = message.with("`");
    panic!("{}", message.text())
}

pub(super) const fn contains(words: &[&str], word: &str) -> bool {
    let mut i = 0;
    while i < words.len() {
        if equal(words[i].as_bytes(), word.as_bytes()) {
            return true;
        }
        i += 1;
    }
    false
}

const fn equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}
