use super::{Numeral, quotes};
use crate::command::const_message::ConstMessage;
use crate::command::decode::case_fold;
use crate::command::decode::failure::Expected;
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::{EncodeError, EncodeErrorKind};

/// A plain argument, `<x>`: a number, a string, or a newtype of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a plain argument, so `<…>` cannot write it",
    label = "expected a number, a `String`, or an `#[api_type]` newtype of one",
    note = "a `bool` is written `on|off`, or `[ x=on]`; an `Option` `[ x=<x>]`; a `Vec` `<x[0]>[,<x[1]>...]`",
    note = "a type with a syntax of its own is written `<str(x)>`, and any other one `<json(x)>`, at the end"
)]
pub trait Plain: Sized {
    /// How it is written, if it is a number.
    const NUMBER: Option<Numeral>;

    /// Whether it is one.
    const IS_NUMBER: bool = Self::NUMBER.is_some();

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
    fn read(
        reader: &mut Reader<'_>,
        param: &'static str,
        bounds: &Bounds,
    ) -> Result<Self, Mismatch>;
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
    /// What introduces options that can follow the text, in front of which it ends.
    pub options: &'static [&'static str],
    /// Whether people can type it in quotes.
    pub is_quotable: bool,
    /// A bit for each character of ASCII: whether nothing is wrong with it at the beginning.
    clear: u128,
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
    /// Bounds with these members.
    pub const fn new(stops: &'static [char], taken: &'static [Taken], is_typed: bool) -> Self {
        let mut clear = 0;
        let mut byte = b'!';
        while byte <= b'~' && !is_typed {
            if !may_begin(taken, byte) {
                clear |= 1 << byte;
            }
            byte += 1;
        }
        Self {
            stops,
            taken,
            is_typed,
            options: &[],
            is_quotable: false,
            clear,
        }
    }

    /// The same for a text that ends in front of options.
    #[must_use]
    pub const fn options(self, options: &'static [&'static str]) -> Self {
        Self { options, ..self }
    }

    /// The same for a text that people can type in quotes.
    #[must_use]
    pub const fn quotable(self) -> Self {
        Self {
            is_quotable: true,
            ..self
        }
    }

    /// The length of the text that `rest` begins with.
    #[inline]
    pub(super) fn end(&self, rest: &str) -> usize {
        let end = match self.stops {
            [] => rest.len(),
            _ => self.stop_in(rest).unwrap_or(rest.len()),
        };
        match self.options {
            [] => end,
            _ => self.option_in(&rest[..end]).unwrap_or(end),
        }
    }

    /// Where the first of the options begins.
    fn option_in(&self, text: &str) -> Option<usize> {
        let mut spaces = text.match_indices(case_fold::is_blank).map(|(at, _)| at);
        spaces.find(|at| self.begins_option(&text[*at..]))
    }

    /// Whether what stands in front of `rest` ends there.
    pub(super) fn ends_before(&self, rest: &str) -> bool {
        let stops_at = |found| self.stops.iter().any(|stop| stops_typing(*stop, found));
        rest.is_empty() || rest.starts_with(stops_at) || self.begins_option(rest)
    }

    /// Whether the text goes on to the end of the command, but for options.
    pub(super) fn goes_on(&self) -> bool {
        !self.options.is_empty()
    }

    fn begins_option(&self, text: &str) -> bool {
        let mut options = self.options.iter();
        options.any(|option| case_fold::follow(text, option, false).literal == option.len())
    }

    fn stop_in(&self, rest: &str) -> Option<usize> {
        match self.stops {
            stops if self.is_typed => {
                rest.find(|found| stops.iter().any(|stop| stops_typing(*stop, found)))
            }
            // Mostly it is a blank, and that is found quickly.
            [stop] => rest.find(*stop),
            stops => rest.find(stops),
        }
    }

    /// Whether a text is so plain that nobody has to look closer. One that is not may be within bounds.
    ///
    /// Where it ends is not looked at.
    #[inline]
    fn is_clear(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
            return false;
        };
        first.is_ascii() && self.clear >> first & 1 == 1 && *last != b' ' && is_printable(bytes)
    }

    fn has_blank_at_edge(&self, text: &str) -> bool {
        if self.is_typed {
            text.starts_with(case_fold::is_blank) || text.ends_with(case_fold::is_blank)
        } else {
            matches!(text.as_bytes(), [b' ', ..] | [.., b' '])
        }
    }

    /// Refuses a text that would read as something else.
    pub(super) fn check(&self, text: &str) -> Result<(), EncodeErrorKind> {
        if text.is_empty() {
            return Err(EncodeErrorKind::EmptyString);
        }
        if self.has_blank_at_edge(text) {
            return Err(EncodeErrorKind::OuterSpace);
        }
        if let Some(stop) = text[self.end(text)..].chars().next() {
            return Err(EncodeErrorKind::Separator(stop));
        }
        match self
            .taken
            .iter()
            .find(|taken| taken.begins(text, self.is_typed))
        {
            Some(Taken { text: "", .. }) => Err(EncodeErrorKind::LeadingDigit),
            Some(taken) => Err(EncodeErrorKind::OtherParameter(taken.text)),
            None => Ok(()),
        }
    }
}

/// Whether one of `taken` may begin with this byte.
const fn may_begin(taken: &[Taken], byte: u8) -> bool {
    let mut i = 0;
    while i < taken.len() {
        let may_begin = match taken[i].text.as_bytes() {
            [first, ..] => *first == byte,
            [] => !taken[i].digit || byte.is_ascii_digit(),
        };
        if may_begin {
            return true;
        }
        i += 1;
    }
    false
}

impl Taken {
    fn begins(&self, text: &str, is_typed: bool) -> bool {
        let rest = if is_typed {
            let followed = case_fold::follow(text, self.text, false);
            (followed.literal == self.text.len()).then(|| &text[followed.text..])
        } else {
            text.strip_prefix(self.text)
        };
        rest.is_some_and(|rest| !self.digit || rest.starts_with(|c: char| c.is_ascii_digit()))
    }
}

/// Stops the compiler where the text of a command has one reading only if a parameter is a number.
///
/// # Panics
/// With a message for the compiler to show, if it is none.
#[track_caller]
pub const fn check_number(number: Option<Numeral>, param: &str) {
    if number.is_none() {
        let message = ConstMessage::new("command text can be read in two ways unless `")
            .with(param)
            .with("` is a number\n  put text between it and the parameter next to it");
        panic!("{}", message.text());
    }
}

/// Stops the compiler where a type has a name by which it was taken for something else: the syntax was looked
/// through for texts with two readings as if it were that.
///
/// # Panics
/// With a message for the compiler to show, if it is something else.
#[track_caller]
pub const fn check_spelling(
    number: Option<Numeral>,
    called: Option<Numeral>,
    is_typed: bool,
    param: &str,
) {
    let [name, other] = match (called, number) {
        (None, None) => return,
        (Some(called), Some(number)) if called.is(number.written(is_typed)) => return,
        (Some(_), None) => ["a number", "text"],
        (Some(_), Some(_)) => ["a number", "another kind of number"],
        (None, Some(_)) => ["`String`", "a number"],
    };
    let message = ConstMessage::new("the type of the parameter `")
        .with(param)
        .with("` has the name of ")
        .with(name)
        .with(", but its values are written as ")
        .with(other)
        .with("\n  = help: give it a name of its own: where a parameter ends is told by the names of such types");
    panic!("{}", message.text());
}

#[diagnostic::do_not_recommend]
impl Plain for String {
    const NUMBER: Option<Numeral> = None;

    #[inline]
    fn write(
        &self,
        out: &mut String,
        param: &'static str,
        bounds: &Bounds,
    ) -> Result<(), EncodeError> {
        if bounds.is_quotable {
            return quotes::write(self, out, param, bounds);
        }
        if !bounds.is_clear(self) || bounds.end(self) < self.len() {
            refuse_param(self, bounds, param)?;
        }
        out.push_str(self);
        Ok(())
    }

    fn read(
        reader: &mut Reader<'_>,
        param: &'static str,
        bounds: &Bounds,
    ) -> Result<Self, Mismatch> {
        if bounds.is_quotable
            && let Some(text) = quotes::read(reader, param, bounds)?
        {
            return Ok(text);
        }
        let rest = reader.rest();
        let length = bounds.end(rest);
        let text = &rest[..length];
        if bounds.is_clear(text) {
            reader.take(length);
            return Ok(text.to_owned());
        }
        match refuse(text, bounds) {
            Ok(()) => Ok(reader.take(length).to_owned()),
            Err(refusal) => Err(miss_text(reader, param, text, &refusal, bounds)),
        }
    }
}

#[cold]
fn miss_text(
    reader: &mut Reader<'_>,
    param: &'static str,
    text: &str,
    refusal: &EncodeErrorKind,
    bounds: &Bounds,
) -> Mismatch {
    let what = "text";
    let expected = Expected::Param { param, what };
    match refusal {
        EncodeErrorKind::EmptyString if bounds.is_typed => reader.miss(expected),
        refusal => reader.miss_with(place(text, refusal), expected, refusal),
    }
}

/// Where in `text` it is that something is refused.
fn place(text: &str, refusal: &EncodeErrorKind) -> usize {
    match refusal {
        EncodeErrorKind::Control(control) => text.find(*control).unwrap_or(0),
        EncodeErrorKind::OuterSpace => match text.trim_end_matches(' ').len() {
            length if length < text.len() && !text.starts_with(' ') => length,
            _ => 0,
        },
        _ => 0,
    }
}

/// Whether a text that people type ends at `found`, where the declared one has `stop`.
fn stops_typing(stop: char, found: char) -> bool {
    case_fold::is_same(found, stop) || stop == ' ' && case_fold::is_blank(found)
}

#[cold]
fn refuse_param(text: &str, bounds: &Bounds, param: &'static str) -> Result<(), EncodeError> {
    refuse(text, bounds).map_err(|refusal| EncodeError::new(param, refusal))
}

/// Looks closely at a text.
fn refuse(text: &str, bounds: &Bounds) -> Result<(), EncodeErrorKind> {
    // People may type anything.
    if !bounds.is_typed
        && let Some(control) = text.chars().find(|c| c.is_control())
    {
        return Err(EncodeErrorKind::Control(control));
    }
    bounds.check(text)
}

/// Whether all of it is printable ASCII. Sixteen bytes are looked at at once, without a way out in between: on its
/// own, so that the compiler does that well.
#[inline(never)]
fn is_printable(text: &[u8]) -> bool {
    let is_one = |byte: &u8| matches!(byte, b' '..=b'~');
    let are_all = |bytes: &[u8; 16]| bytes.iter().fold(true, |all, byte| all & is_one(byte));
    match text.last_chunk() {
        // The last sixteen may overlap those before.
        Some(last) => text.as_chunks().0.iter().all(are_all) && are_all(last),
        None => text.iter().all(is_one),
    }
}
