//! A syntax bound to the fields of a struct or variant, and the code that writes and reads it.
//!
//! Commands and the types that have a syntax of their own share all of this.

mod bind;
mod broken;
mod check;
mod ending;
mod line;
mod open;
mod options;
mod pattern;
mod read;
mod settle;
mod spec;
mod usage;
mod write;

use std::ops::Range;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{LitStr, Type};

use crate::analysis::Numeral;
use crate::diagnostics::Errors;
use crate::grammar::{Broken, Syntax};
use crate::tokens::do_not_recommend;

pub(crate) use bind::key;
pub(crate) use check::Checks;
pub(crate) use ending::Ending;
pub(crate) use pattern::{no_pattern, one_of, pattern, pattern_with_head, words as words_pattern};
pub(crate) use read::read;
pub(crate) use settle::After;
pub(crate) use spec::spec;
pub(crate) use usage::usage;
pub(crate) use write::{attempt, value_type, write};

/// Parses the syntax in `literal`; what is wrong with it goes to `errors`.
pub(crate) fn parse(literal: &LitStr, errors: &mut Errors) -> Result<Syntax, Broken> {
    Syntax::parse(&literal.value()).map_err(|mut broken| {
        for mistake in broken.mistakes.drain(..) {
            errors.syntax(literal, mistake);
        }
        broken
    })
}

/// `impl Text` with these bodies, which write to the `String` in `__out` and read from the `Reader`
/// in `__reader`. Constants come with it: it stands in a block of its own.
///
/// `inline`, here and for parameters, leaves the code to the crates that use the command: most use few.
pub(crate) fn implement(
    ident: &Ident,
    checks: &Checks,
    pattern: &TokenStream,
    write: &TokenStream,
    read: &TokenStream,
) -> TokenStream {
    let (constants, check) = (checks.constants(ident), checks.when_writing());
    let read = checks.when_reading(read);
    let do_not_recommend = do_not_recommend();
    quote! {
        #constants

        #[automatically_derived]
        #do_not_recommend
        impl __p::Text for #ident {
            const PATTERN: &'static [__p::Pattern] = #pattern;

            #[inline]
            fn write_text(
                &self,
                __out: &mut ::std::string::String,
            ) -> ::core::result::Result<(), __p::EncodeError> {
                #check
                #write
            }

            #[inline]
            fn read_text(
                __reader: &mut __p::Reader<'_>,
            ) -> ::core::result::Result<Self, __p::Miss> {
                #read
            }
        }
    }
}

/// Binds `syntax`, which stands in `literal`, to `fields`, and settles where each parameter ends. With mistakes in
/// it, there are only those parts whose field is sure.
pub(crate) fn bound(
    syntax: &Result<Syntax, Broken>,
    literal: &LitStr,
    fields: &mut [Field<'_>],
    after: After,
    errors: &mut Errors,
) -> Bound {
    let before = errors.len();
    let (parts, lost) = match syntax {
        Ok(syntax) => (&syntax.parts, [].as_slice()),
        Err(broken) => (&broken.parts, broken.lost.as_slice()),
    };
    broken::set_hidden(fields, &literal.value(), lost);
    let mut parts = bind::bind(parts, literal, fields, after, errors);
    if syntax.is_err() || errors.len() > before {
        return Bound {
            parts: broken::sure(parts, lost),
            checks: TokenStream::new(),
        };
    }
    let open = settle::settle(&mut parts, fields, after, literal, errors);
    let checks = open::checks(&open, &parts, fields, after, literal);
    Bound { parts, checks }
}

/// What the analysis sees of the syntax of a command.
#[cfg(test)]
pub(crate) fn grammar(
    syntax: &Syntax,
    literal: &LitStr,
    fields: &mut [Field<'_>],
) -> crate::analysis::Grammar {
    let mut errors = Errors::default();
    let parts = bind::bind(&syntax.parts, literal, fields, After::End, &mut errors);
    settle::grammar(&parts, fields, After::End)
}

/// A syntax whose slots know their fields.
#[derive(Default)]
pub(crate) struct Bound {
    pub(crate) parts: Vec<Part>,
    /// Constants that stop the compiler where a text has two readings.
    pub(crate) checks: TokenStream,
}

/// A slot of a syntax.
pub(crate) struct Slot<'a> {
    pub(crate) field: usize,
    pub(crate) form: &'a Form,
    pub(crate) span: &'a Range<usize>,
    /// Inside of a group, so in an `Option`.
    pub(crate) inside: bool,
}

/// Calls `visit` with every slot.
pub(crate) fn for_each_slot<'a>(parts: &'a [Part], visit: &mut impl FnMut(Slot<'a>)) {
    slots(parts, false, visit);
}

fn slots<'a>(parts: &'a [Part], inside: bool, visit: &mut impl FnMut(Slot<'a>)) {
    for part in parts {
        match part {
            Part::Slot { field, form, span } => visit(Slot {
                field: *field,
                form,
                span,
                inside,
            }),
            Part::Optional(parts) => slots(parts, true, visit),
            Part::Literal(_) | Part::Flag { .. } => {}
        }
    }
}

/// The fields of all `[ x=on]`, and the value for which the text is written.
pub(crate) fn flags(parts: &[Part]) -> Vec<(usize, bool)> {
    let flags = parts.iter().flat_map(|part| match part {
        Part::Flag { field, when, .. } => vec![(*field, *when)],
        Part::Optional(parts) => flags(parts),
        Part::Literal(_) | Part::Slot { .. } => Vec::new(),
    });
    flags.collect()
}

/// The fields that are true if nothing is said, in order: those of `[ x=off]`.
pub(crate) fn on(parts: &[Part]) -> Vec<usize> {
    let flags = flags(parts).into_iter();
    flags
        .filter(|(_, when)| !when)
        .map(|(field, _)| field)
        .collect()
}

/// A field that a slot of the syntax can bind to.
pub(crate) struct Field<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    /// The documentation's name of the parameter.
    pub(crate) name: String,
    /// `#[param(key = "…")]`: the key of the nameless slot that the field is for.
    pub(crate) key: Option<&'a LitStr>,
    /// `#[param(non_empty)]`: the list must have an item.
    pub(crate) non_empty: bool,
    /// `#[param(unsent)]`: no slot takes the field.
    pub(crate) unsent: bool,
    /// `#[param(secret)]`: errors do not show the value.
    pub(crate) secret: bool,
    /// A mistake in the notation hides whether a slot is for it.
    pub(crate) is_hidden: bool,
}

/// A part of a syntax whose slots know their fields, as indexes.
#[derive(Debug)]
pub(crate) enum Part {
    Literal(String),
    Slot {
        field: usize,
        form: Form,
        span: Range<usize>,
    },
    /// `[ live=on]`: the text is written when the field is `when`.
    Flag {
        field: usize,
        text: String,
        when: bool,
        span: Range<usize>,
    },
    /// `[…]`, there when the fields of the slots directly in it are.
    Optional(Vec<Part>),
}

/// How a field is written.
#[derive(Debug)]
pub(crate) enum Form {
    Plain(Bounds),
    Text(Bounds),
    Json,
    List { separator: String, bounds: Bounds },
    Switch,
    Words(Vec<String>),
}

/// What keeps the text of a slot apart from its surroundings.
#[derive(Debug, Default, Clone)]
pub(crate) struct Bounds {
    /// The characters that end it; none: it goes to the end of the text.
    pub(crate) stops: String,
    /// What it cannot begin with, because another part does.
    pub(crate) taken: Vec<Taken>,
    /// What the analysis went by, for the compiler to confirm.
    pub(crate) assumed: Option<Assumed>,
    /// People type it.
    pub(crate) is_typed: bool,
    /// What introduces options that can follow it, in front of which it ends.
    pub(crate) options: Vec<String>,
    /// People can type it in quotes.
    pub(crate) is_quotable: bool,
}

/// What the analysis took a type for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Assumed {
    /// A number: the syntax has one reading only with one.
    Number,
    /// What a type of this name is: such a number, or else text.
    Spelled(Option<Numeral>),
}

/// What another part begins with.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) text: String,
    pub(crate) digit: Digit,
}

/// Whether a digit comes next.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Digit {
    No,
    Yes,
    /// If what this slot prints is a number.
    OfSlot(Place),
}

/// Where the value of a slot is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) field: usize,
    /// Inside of a group, so in an `Option`.
    pub(crate) inside: bool,
    /// The item of a list.
    pub(crate) is_list: bool,
}

/// The fields of the slots directly in a group: they say whether it is there.
fn owners(parts: &[Part]) -> Vec<usize> {
    parts
        .iter()
        .filter_map(|part| match part {
            Part::Slot { field, .. } => Some(*field),
            _ => None,
        })
        .collect()
}

/// The fields that are bound outside of any `[…]`: those a value cannot do without.
pub(crate) fn required(parts: &[Part]) -> Vec<usize> {
    owners(parts)
}
