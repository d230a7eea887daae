//! Primitive values.

use serde_json::{Value, json};

use super::{Generator, Place, Style, hostile};

/// The parts of strings.
const PIECES: &[&str] = &[
    "a",
    "Zoë",
    " ",
    "\"",
    "\\",
    "\\n",
    "\n",
    "\t",
    "\u{0}",
    "\u{7f}",
    "\u{2028}",
    "👩‍👩‍👧",
    "مرحبا",
    "{\"type\":",
    "[0]",
    "/_send @1",
    " on",
    "ttl=5",
    "'",
    "日本",
];

/// The parts of strings that are arguments of commands.
const WORDS: &[&str] = &[
    "a",
    "Zoë",
    "\"",
    "\\",
    "https://x.org/#y=1",
    "👩",
    "日本",
    "<x>",
    "[y]",
    "on|off",
    "=",
    "(_support)",
    ":",
    "#",
];

impl Generator<'_> {
    pub(super) fn primitive(&mut self, name: &str, place: Place) -> Value {
        match (name, place) {
            ("bool", _) => (self.below(2) == 0).into(),
            ("int" | "int64", Place::Json) if self.style == Style::Hostile => {
                self.pick(hostile::INTEGERS).into()
            }
            ("int", Place::Json) => self.integer(i64::MIN, i64::MAX).into(),
            ("int", Place::Text) => self.integer(0, i64::MAX).into(),
            ("int64", Place::Json) => self.integer(i64::MIN, i64::MAX).into(),
            ("int64", Place::Text) => self.integer(0, i64::MAX).into(),
            ("word32", _) => self.integer(0, u32::MAX.into()).into(),
            ("double", _) => (f64::from(self.random.number() as i32) / 8.0).into(),
            ("string", _) => self.string(place).into(),
            ("UTCTime", _) => format!(
                "2026-02-0{}T09:30:00.{}Z",
                1 + self.below(9),
                self.below(1000)
            )
            .into(),
            ("JSONObject", _) => {
                json!({self.string(place): [self.string(place), null, {"x": 1.5}]})
            }
            _ => panic!("{name} is no primitive type"),
        }
    }

    /// Limits and numbers close to zero are more likely than others.
    fn integer(&mut self, least: i64, most: i64) -> i64 {
        let any = i64::try_from(self.random.number() >> 1).unwrap_or_default();
        let any = if most == i64::MAX { any } else { any % most };
        self.pick(&[least, 0, 1, 7, any, any, any, most])
    }

    pub(super) fn string(&mut self, place: Place) -> String {
        let pieces = match place {
            Place::Json => PIECES,
            Place::Text => WORDS,
        };
        let least = usize::from(place == Place::Text);
        let count = least + self.below(4);
        (0..count).map(|_| self.pick(pieces)).collect()
    }
}
