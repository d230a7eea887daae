use super::choice::miss_words;
use crate::command::decode::reader::{Mismatch, Reader};

/// A yes or no, for `on|off` and for text that is there or not, such as `[ live=on]`.
#[diagnostic::on_unimplemented(
    message = "`on|off`, or text that is there or not such as `[ live=on]`, needs a `bool`, and `{Self}` is none",
    label = "expected `bool`"
)]
pub trait Switch: Sized {
    /// Whether it is on.
    fn is_on(&self) -> bool;

    /// On or off.
    fn from_bool(on: bool) -> Self;

    /// Appends `on` or `off`.
    fn write(&self, out: &mut String) {
        // Two calls, each with a text of known length, are quicker than one.
        if self.is_on() {
            out.push_str("on");
        } else {
            out.push_str("off");
        }
    }

    /// Reads `on` or `off`.
    ///
    /// # Errors
    /// If the text is something else.
    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        if reader.accept("on") {
            Ok(Self::from_bool(true))
        } else if reader.accept("off") {
            Ok(Self::from_bool(false))
        } else {
            Err(miss_words(reader, ["on", "off"]))
        }
    }

    /// Reads text that is there or not, such as `[ live=on]`; also ` live=off` in its place.
    #[inline]
    fn read_flag(reader: &mut Reader<'_>, text: &'static str, when: bool) -> Self {
        Self::read_spelled(reader, text, when).unwrap_or_else(|| Self::from_bool(!when))
    }

    /// The same, if one of the two texts is there.
    #[inline]
    fn read_spelled(reader: &mut Reader<'_>, text: &'static str, when: bool) -> Option<Self> {
        if reader.optional(|reader| reader.literal(text)).is_some() {
            return Some(Self::from_bool(when));
        }
        let is_there = reader.accept_both(other_spelling(text));
        is_there.then(|| Self::from_bool(!when))
    }
}

/// ` live` and `=off` for ` live=on`.
fn other_spelling(text: &str) -> Option<(&str, &'static str)> {
    let on = text.strip_suffix("=on").map(|key| (key, "=off"));
    on.or_else(|| text.strip_suffix("=off").map(|key| (key, "=on")))
}

#[diagnostic::do_not_recommend]
impl Switch for bool {
    fn is_on(&self) -> bool {
        *self
    }

    fn from_bool(on: bool) -> Self {
        on
    }
}
