use super::quotes;
use crate::command::const_message::ConstMessage;
use crate::command::decode::failure::Expected;
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::error::{EncodeError, EncodeErrorKind};
use crate::command::rules::{NumberFormat, StringRules};

/// A plain argument, `<x>`: a number, a string, or a newtype of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a plain argument, so `<…>` cannot encode it",
    label = "expected a number, a `String`, or an `#[api_type]` newtype of one",
    note = "write a `bool` as `on|off` or `[ x=on]`, an `Option` as `[ x=<x>]`, a `Vec` as `<x[0]>[,<x[1]>...]`",
    note = "write a type with a syntax of its own as `<str(x)>`, and any other type as `<json(x)>`, at the end"
)]
pub trait Plain: Sized {
    /// The format, if it is a number.
    const NUMBER: Option<NumberFormat>;

    /// Whether it is a number.
    const IS_NUMBER: bool = Self::NUMBER.is_some();

    /// Appends the argument of the parameter `param`.
    ///
    /// # Errors
    /// If it would be read as something else.
    fn write(
        &self,
        out: &mut String,
        param: &'static str,
        rules: &StringRules,
    ) -> Result<(), EncodeError>;

    /// Reads the argument of the parameter `param`.
    ///
    /// # Errors
    /// If the string is something else.
    fn read(
        reader: &mut Reader<'_>,
        param: &'static str,
        rules: &StringRules,
    ) -> Result<Self, Mismatch>;
}

/// Stops the compiler if a parameter is not a number, where only a number makes the syntax unambiguous.
///
/// # Panics
/// With a message for the compiler to show.
#[track_caller]
pub const fn check_number(number: Option<NumberFormat>, param: &str) {
    if number.is_none() {
        let message = ConstMessage::new("the command is ambiguous unless `")
            .with(param)
            .with("` is a number\n  put text between it and the parameter next to it");
        panic!("{}", message.text());
    }
}

/// Stops the compiler if a type is not what its name says: the macro sees only the name, and has looked for ambiguities
/// under the assumption that a type called `String` or `u32` is written like one.
///
/// # Panics
/// With a message for the compiler to show.
#[track_caller]
pub const fn check_spelling(
    number: Option<NumberFormat>,
    assumed: Option<NumberFormat>,
    is_human_input: bool,
    param: &str,
) {
    let [name, other] = match (assumed, number) {
        (None, None) => return,
        (Some(assumed), Some(number))
            if assumed.equals(number.with_sign_of_input(is_human_input)) =>
        {
            return;
        }
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
        .with(
            "\n  = help: rename the type: the end of a parameter is determined by the names of such types",
        );
    panic!("{}", message.text());
}

#[diagnostic::do_not_recommend]
impl Plain for String {
    const NUMBER: Option<NumberFormat> = None;

    #[inline]
    fn write(
        &self,
        out: &mut String,
        param: &'static str,
        rules: &StringRules,
    ) -> Result<(), EncodeError> {
        if rules.is_quotable {
            return quotes::write(self, out, param, rules);
        }
        check(self, rules).map_err(|kind| EncodeError::new(param, kind))?;
        out.push_str(self);
        Ok(())
    }

    fn read(
        reader: &mut Reader<'_>,
        param: &'static str,
        rules: &StringRules,
    ) -> Result<Self, Mismatch> {
        if rules.is_quotable
            && let Some(text) = quotes::read(reader, param, rules)?
        {
            return Ok(text);
        }
        let rest = reader.rest();
        let length = rules.end(rest);
        let text = &rest[..length];
        match check(text, rules) {
            Ok(()) => Ok(reader.take(length).to_owned()),
            Err(kind) => Err(mismatch(reader, param, text, &kind, rules)),
        }
    }
}

#[cold]
fn mismatch(
    reader: &mut Reader<'_>,
    param: &'static str,
    text: &str,
    kind: &EncodeErrorKind,
    rules: &StringRules,
) -> Mismatch {
    let what = "text";
    let expected = Expected::Param { param, what };
    match kind {
        EncodeErrorKind::EmptyString if rules.is_human_input => reader.mismatch(expected),
        kind => reader.mismatch_with_detail(offset_of(text, kind), expected, kind),
    }
}

/// The offset in `text` of what is rejected.
fn offset_of(text: &str, kind: &EncodeErrorKind) -> usize {
    match kind {
        EncodeErrorKind::Control(control) => text.find(*control).unwrap_or(0),
        EncodeErrorKind::OuterSpace => match text.trim_end_matches(' ').len() {
            length if length < text.len() && !text.starts_with(' ') => length,
            _ => 0,
        },
        _ => 0,
    }
}

/// Rejects a string that breaks the rules, or that contains control characters. Human input may contain any character.
#[inline]
fn check(text: &str, rules: &StringRules) -> Result<(), EncodeErrorKind> {
    if rules.is_obviously_fine(text) {
        return Ok(());
    }
    check_closely(text, rules)
}

fn check_closely(text: &str, rules: &StringRules) -> Result<(), EncodeErrorKind> {
    if !rules.is_human_input
        && let Some(control) = text.chars().find(|c| c.is_control())
    {
        return Err(EncodeErrorKind::Control(control));
    }
    rules.check(text)
}
