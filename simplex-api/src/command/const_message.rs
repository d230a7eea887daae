/// A message that is put together at compile time. What does not fit is omitted.
pub(super) struct ConstMessage {
    title: &'static str,
    bytes: [u8; 1024],
    length: usize,
}

impl ConstMessage {
    pub(super) const fn new(title: &'static str) -> Self {
        let message = Self {
            title,
            bytes: [0; 1024],
            length: 0,
        };
        message.with(title)
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

    /// Appends the characters from `start` to `end`.
    pub(super) const fn with_chars(self, text: &[char], start: usize, end: usize) -> Self {
        let mut message = self;
        let mut i = start;
        while i < end {
            message = message.with(text[i].encode_utf8(&mut [0; 4]));
            i += 1;
        }
        message
    }

    pub(super) const fn text(&self) -> &str {
        match str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => self.title,
        }
    }
}
