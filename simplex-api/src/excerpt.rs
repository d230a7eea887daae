//! Untrusted text in messages and logs.

use std::fmt::{self, Debug, Display, Formatter, Write};

/// The default number of characters.
const DEFAULT_LIMIT: usize = 500;

/// Characters that are not escaped, although Rust escapes them in literals.
const UNESCAPED: [char; 3] = ['"', '\'', '\\'];

/// The start of an untrusted text, safe for a log, a terminal or an error message.
///
/// ```
/// use simplex_api::excerpt;
///
/// // The name of a contact that looks like two lines of a log.
/// let name = "alice\nERROR the disk is full\u{202e}";
/// assert_eq!(excerpt(name).to_string(), r"alice\nERROR the disk is full\u{202e}");
/// assert_eq!(format!("{:?}", excerpt("a\tb")), r#""a\tb""#);
/// assert_eq!(excerpt("a long story").limit(6).to_string(), "a long…");
/// ```
///
/// All messages and log records of this library use it for text from the server.
pub fn excerpt(text: &str) -> Excerpt<'_> {
    Excerpt {
        text,
        limit: DEFAULT_LIMIT,
    }
}

/// The start of an untrusted text: see [`excerpt`].
///
/// Control characters, line breaks, bidirectional marks and other invisible characters are escaped as in Rust,
/// and the rest of a long text is replaced by `…`. `Display` shows the text, `Debug` the text in quotes.
#[derive(Clone, Copy)]
#[must_use]
pub struct Excerpt<'a> {
    text: &'a str,
    limit: usize,
}

impl<'a> Excerpt<'a> {
    /// Sets the maximum number of characters; the default is 500.
    pub const fn limit(mut self, characters: usize) -> Self {
        self.limit = characters;
        self
    }

    /// The shown part of the text, and whether it is truncated.
    fn shown(&self) -> (&'a str, bool) {
        match self.text.char_indices().nth(self.limit) {
            Some((end, _)) => (&self.text[..end], true),
            None => (self.text, false),
        }
    }
}

impl Display for Excerpt<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (shown, is_truncated) = self.shown();
        for piece in shown.split_inclusive(UNESCAPED) {
            let text = piece.trim_end_matches(UNESCAPED);
            write!(f, "{}{}", text.escape_debug(), &piece[text.len()..])?;
        }
        if is_truncated {
            f.write_char('…')
        } else {
            Ok(())
        }
    }
}

impl Debug for Excerpt<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (shown, is_truncated) = self.shown();
        write!(f, "{shown:?}")?;
        if is_truncated {
            f.write_char('…')
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A long text with line breaks, terminal controls, bidirectional marks and invisible characters.
    pub(crate) fn hostile() -> String {
        let text = "a\r\n\u{1b}[2J\u{7}\u{9b}\u{85}\u{2028}\u{202e}\u{2066}\u{200f}\u{200b}\u{feff}\u{e0041}z";
        text.to_owned() + &"x".repeat(100_000)
    }

    /// Whether a message is safe for a log or a terminal: a short line of visible characters.
    pub(crate) fn is_safe(message: &str) -> bool {
        let is_visible = |c: char| {
            let format = [
                '\u{202a}'..='\u{202e}',
                '\u{2066}'..='\u{2069}',
                '\u{200b}'..='\u{200f}',
            ];
            let others = ['\u{2028}', '\u{2029}', '\u{61c}', '\u{feff}', '\u{e0041}'];
            !c.is_control()
                && !others.contains(&c)
                && !format.iter().any(|range| range.contains(&c))
        };
        message.chars().all(is_visible) && message.len() < 10_000
    }

    #[test]
    fn hostile_text_is_escaped_and_truncated() {
        let text = hostile();
        assert!(!is_safe(&text));
        for shown in [excerpt(&text).to_string(), format!("{:?}", excerpt(&text))] {
            assert!(is_safe(&shown), "{shown}");
            assert!(
                shown.contains(r"a\r\n\u{1b}[2J\u{7}") && shown.ends_with('…'),
                "{shown}"
            );
        }
    }

    #[test]
    fn text_in_any_language_is_not_changed() {
        for text in [
            "",
            "plain",
            "Ünï",
            "हिन्दी",
            "日本語",
            "שלום",
            "a\u{301}",
            "👍🏽❤\u{fe0f}",
            r#"it's a "C:\path""#,
        ] {
            assert_eq!(excerpt(text).to_string(), text);
        }
        assert_eq!(excerpt("'\"\\''").to_string(), "'\"\\''");
    }

    #[test]
    fn the_limit_counts_characters() {
        for (limit, shown) in [(0, "…"), (1, "ü…"), (2, "üb…"), (3, "übe")] {
            assert_eq!(excerpt("übe").limit(limit).to_string(), shown);
        }
    }
}
