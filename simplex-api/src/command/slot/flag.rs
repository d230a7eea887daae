use super::keyword_choice::mismatch_keywords;
use crate::command::decode::reader::{Mismatch, Reader};

/// A `bool`, for `on|off` and for a string that is present or absent, such as `[ live=on]`.
#[diagnostic::on_unimplemented(
    message = "`on|off` and flags such as `[ live=on]` need a `bool`, found `{Self}`",
    label = "expected `bool`"
)]
pub trait Flag: Sized {
    /// Whether it is on.
    fn is_on(&self) -> bool;

    /// On or off.
    fn from_bool(is_on: bool) -> Self;

    /// Appends `on` or `off`.
    fn write(&self, out: &mut String) {
        out.push_str(if self.is_on() { "on" } else { "off" });
    }

    /// Reads `on` or `off`.
    ///
    /// # Errors
    /// If the string is something else.
    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        if reader.accept("on") {
            Ok(Self::from_bool(true))
        } else if reader.accept("off") {
            Ok(Self::from_bool(false))
        } else {
            Err(mismatch_keywords(reader, ["on", "off"]))
        }
    }

    /// Reads a string that is present or absent, such as `[ live=on]`. It also reads ` live=off`.
    #[inline]
    fn read_flag(reader: &mut Reader<'_>, text: &'static str, when: bool) -> Self {
        Self::read_present(reader, text, when).unwrap_or_else(|| Self::from_bool(!when))
    }

    /// The same; `None` if neither of the two strings is present.
    #[inline]
    fn read_present(reader: &mut Reader<'_>, text: &'static str, when: bool) -> Option<Self> {
        if reader.optional(|reader| reader.literal(text)).is_some() {
            return Some(Self::from_bool(when));
        }
        let is_opposite = reader.accept_both(opposite(text));
        is_opposite.then(|| Self::from_bool(!when))
    }
}

/// ` live` and `=off` for ` live=on`.
fn opposite(text: &str) -> Option<(&str, &'static str)> {
    let on = text.strip_suffix("=on").map(|key| (key, "=off"));
    on.or_else(|| text.strip_suffix("=off").map(|key| (key, "=on")))
}

#[diagnostic::do_not_recommend]
impl Flag for bool {
    fn is_on(&self) -> bool {
        *self
    }

    fn from_bool(is_on: bool) -> Self {
        is_on
    }
}
