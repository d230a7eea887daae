/// Checks at compile time that every word of a syntax is a word of the enum it chooses from.
///
/// # Panics
/// With a message for the compiler to show, if a word is not.
#[track_caller]
pub const fn check_words(listed: &[&str], words: &[&str]) {
    let mut message = Message::new().with("not all words of the syntax are words of the enum");
    let start = message.length;
    let mut i = 0;
    while i < listed.len() {
        if !contains(words, listed[i]) {
            message = message.with("\n  `").with(listed[i]);
            message = message.with("` is in the syntax only");
        }
        i += 1;
    }
    if message.length == start {
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

const fn contains(words: &[&str], word: &str) -> bool {
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

/// Text put together in a constant; what does not fit is left out.
pub(super) struct Message {
    bytes: [u8; 1024],
    length: usize,
}

impl Message {
    pub(super) const fn new() -> Self {
        Self {
            bytes: [0; 1024],
            length: 0,
        }
    }

    pub(super) const fn with(mut self, text: &str) -> Self {
        let text = text.as_bytes();
        if self.length + text.len() <= self.bytes.len() {
            let mut i = 0;
            while i < text.len() {
                self.bytes[self.length] = text[i];
                self.length += 1;
                i += 1;
            }
        }
        self
    }

    pub(super) const fn text(&self) -> &str {
        match str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "not all words of the syntax are words of the enum",
        }
    }
}
