use crate::command::message::Message;
use crate::command::text::{Expected, Miss, Reader};
use crate::command::{EncodeError, Refusal, typing};

/// A plain argument, `<x>`: a number, a string, or a newtype of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a plain argument, so `<…>` cannot write it",
    label = "expected an integer, a `String`, or an `#[api_type]` newtype of one",
    note = "write `<str(x)>` for a type with a syntax of its own, `<json(x)>` for JSON"
)]
pub trait Plain: Sized {
    /// Whether it is written in digits.
    const NUMBER: bool;

    /// Appends the argument of the parameter `param`.
    ///
    /// # Errors
    /// If it would read as something else.
    fn write(
        &self,
        out: &mut String,
        param: &'static str,
        bounds: &Bounds,
    ) -> Result<(), EncodeError>;

    /// Reads the argument of the parameter `param`.
    ///
    /// # Errors
    /// If the text is something else.
    fn read(reader: &mut Reader<'_>, param: &'static str, bounds: &Bounds) -> Result<Self, Miss>;
}

/// What keeps a text apart from its surroundings.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// The characters that end the text; if there are none, it goes to the end of the command.
    pub stops: &'static [char],
    /// What the text cannot begin with, because another parameter does.
    pub taken: &'static [Taken],
    /// People type it: without regard to case, and with blanks of any kind.
    pub is_typed: bool,
}

/// What another parameter begins with.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    /// The text of it that is always the same.
    pub text: &'static str,
    /// Whether a digit comes next.
    pub digit: bool,
}

impl Bounds {
    /// The length of the text that `rest` begins with.
    #[inline]
    pub(super) fn end(&self, rest: &str) -> usize {
        if self.stops.is_empty() {
            return rest.len();
        }
        let end = match self.stops {
            stops if self.is_typed => {
                rest.find(|found| stops.iter().any(|stop| stops_typing(*stop, found)))
            }
            // Mostly it is a blank, and that is found quickly.
            [stop] => rest.find(*stop),
            stops => rest.find(stops),
        };
        end.unwrap_or(rest.len())
    }

    fn has_blank_at_edge(&self, text: &str) -> bool {
        match self.is_typed {
            true => text.starts_with(typing::is_blank) || text.ends_with(typing::is_blank),
            false => matches!(text.as_bytes(), [b' ', ..] | [.., b' ']),
        }
    }

    /// Refuses a text that would read as something else.
    pub(super) fn check(&self, text: &str) -> Result<(), Refusal> {
        if text.is_empty() {
            return Err(Refusal::EmptyText);
        }
        if self.has_blank_at_edge(text) {
            return Err(Refusal::OuterBlank);
        }
        if !self.stops.is_empty()
            && let Some(stop) = text[self.end(text)..].chars().next()
        {
            return Err(Refusal::Separator(stop));
        }
        match self
            .taken
            .iter()
            .find(|taken| taken.begins(text, self.is_typed))
        {
            Some(Taken { text: "", .. }) => Err(Refusal::Digit),
            Some(taken) => Err(Refusal::OtherParameter(taken.text)),
            None => Ok(()),
        }
    }
}

impl Taken {
    #[inline]
    fn begins(&self, text: &str, is_typed: bool) -> bool {
        let rest = if is_typed {
            let followed = typing::follow(text, self.text, false);
            (followed.literal == self.text.len()).then(|| &text[followed.text..])
        } else {
            // Nearly always the first byte is another one.
            let first = |text: &str| text.as_bytes().first().copied();
            let is_near = self.text.is_empty() || first(text) == first(self.text);
            is_near.then(|| text.strip_prefix(self.text)).flatten()
        };
        rest.is_some_and(|rest| !self.digit || rest.starts_with(|c: char| c.is_ascii_digit()))
    }
}

/// Stops the compiler where the text of a command has one reading only if a parameter is a number.
///
/// # Panics
/// With a message for the compiler to show, if it is none.
#[track_caller]
pub const fn check_number(is_number: bool, param: &str) {
    if !is_number {
        let message = Message::new("command text can be read in two ways unless `")
            .with(param)
            .with("` is a number\n  put text between it and the parameter next to it");
        panic!("{}", message.text());
    }
}

macro_rules! plain_integers {
    ($($int:ty: $what:literal),*) => {$(
        #[diagnostic::do_not_recommend]
        impl Plain for $int {
            const NUMBER: bool = true;

            #[inline]
            fn write(
                &self,
                out: &mut String,
                param: &'static str,
                _: &Bounds,
            ) -> Result<(), EncodeError> {
                #[allow(unused_comparisons)]
                if *self < 0 {
                    let number = i64::try_from(*self).unwrap_or_default();
                    return Err(EncodeError::new(param, Refusal::Negative(number)));
                }
                out.push_str(itoa::Buffer::new().format(*self));
                Ok(())
            }

            #[inline]
            fn read(reader: &mut Reader<'_>, param: &'static str, _: &Bounds) -> Result<Self, Miss> {
                let number = number(reader.rest());
                let Some((number, digits)) = number.and_then(|(number, digits)| {
                    Some((Self::try_from(number).ok()?, digits))
                }) else {
                    return Err(reader.miss(Expected::Param { param, what: $what }));
                };
                reader.take(digits);
                Ok(number)
            }
        }
    )*};
}

plain_integers! {
    i32: "a number of at most 2147483647",
    i64: "a number of at most 9223372036854775807",
    u32: "a number of at most 4294967295",
    u64: "a number of at most 18446744073709551615"
}

/// The number that a text begins with, and how many digits it has.
fn number(text: &str) -> Option<(u64, usize)> {
    let mut number = 0_u64;
    let mut digits = 0;
    for digit in text.bytes().take_while(u8::is_ascii_digit) {
        number = number
            .checked_mul(10)?
            .checked_add(u64::from(digit - b'0'))?;
        digits += 1;
    }
    (digits > 0).then_some((number, digits))
}

#[diagnostic::do_not_recommend]
impl Plain for String {
    const NUMBER: bool = false;

    fn write(
        &self,
        out: &mut String,
        param: &'static str,
        bounds: &Bounds,
    ) -> Result<(), EncodeError> {
        refuse(self, bounds).map_err(|refusal| EncodeError::new(param, refusal))?;
        out.push_str(self);
        Ok(())
    }

    fn read(reader: &mut Reader<'_>, param: &'static str, bounds: &Bounds) -> Result<Self, Miss> {
        let rest = reader.rest();
        let length = bounds.end(rest);
        match refuse(&rest[..length], bounds) {
            Ok(()) => Ok(reader.take(length).to_owned()),
            Err(Refusal::EmptyText) if bounds.is_typed => {
                let what = "text";
                Err(reader.miss(Expected::Param { param, what }))
            }
            Err(refusal) => {
                let what = "text";
                Err(reader.miss_with(0, Expected::Param { param, what }, &refusal))
            }
        }
    }
}

/// Whether a text that people type ends at `found`, where the declared one has `stop`.
fn stops_typing(stop: char, found: char) -> bool {
    typing::is_same(found, stop) || stop == ' ' && typing::is_blank(found)
}

fn refuse(text: &str, bounds: &Bounds) -> Result<(), Refusal> {
    // Nearly every text is plain ASCII, and that is told from bytes, many at once: without a way out in between.
    // People may type anything.
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~');
    let plain = bounds.is_typed
        || text
            .as_bytes()
            .iter()
            .fold(true, |all, byte| all & is_plain(byte));
    if !plain && let Some(control) = text.chars().find(|c| c.is_control()) {
        return Err(Refusal::Control(control));
    }
    bounds.check(text)
}
