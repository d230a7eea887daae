//! A syntax bound to the fields of a struct or variant, and the code that writes and reads it.
//!
//! Commands and the types that have a syntax of their own share all of this.

mod bind;
mod check;
mod ending;
mod line;
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

use crate::diagnostics::Errors;
use crate::grammar::Syntax;

pub(crate) use bind::key;
pub(crate) use check::Checks;
pub(crate) use ending::Ending;
pub(crate) use pattern::{either, no_pattern, pattern, words as words_pattern};
pub(crate) use read::read;
pub(crate) use settle::After;
pub(crate) use spec::spec;
pub(crate) use usage::usage;
pub(crate) use write::{attempt, value_type, write};

/// Parses the syntax in `literal`; what is wrong with it goes to `errors`.
pub(crate) fn parse(literal: &LitStr, errors: &mut Errors) -> Option<Syntax> {
    match Syntax::parse(&literal.value()) {
        Ok(syntax) => Some(syntax),
        Err(mistakes) => {
            for mistake in mistakes {
                errors.syntax(literal, mistake);
            }
            None
        }
    }
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
    quote! {
        #constants

        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl __p::command::Text for #ident {
            const PATTERN: &'static [__p::command::pattern::Pattern] = #pattern;

            #[inline]
            #[allow(unused_variables)]
            fn write_text(
                &self,
                __out: &mut ::std::string::String,
            ) -> ::core::result::Result<(), __p::command::EncodeError> {
                #check
                #write
            }

            #[allow(clippy::redundant_closure)] // As for the parameters: a path would be underlined elsewhere.
            #[inline]
            fn read_text(
                __reader: &mut __p::command::Reader<'_>,
            ) -> ::core::result::Result<Self, __p::command::Miss> {
                #read
            }
        }
    }
}

/// Binds `syntax`, which stands in `literal`, to `fields`, and settles where each parameter ends.
pub(crate) fn bound(
    syntax: &Syntax,
    literal: &LitStr,
    fields: &mut [Field<'_>],
    after: After,
    errors: &mut Errors,
) -> Vec<Part> {
    let before = errors.len();
    let mut parts = bind::bind(syntax, literal, fields, after, errors);
    if errors.len() == before {
        settle::settle(&mut parts, fields, after, literal, errors);
    }
    parts
}

/// Calls `visit` with field and form of every slot, and whether it is inside of a group.
pub(crate) fn for_each_slot(parts: &[Part], visit: &mut impl FnMut(usize, &Form, bool)) {
    slots(parts, false, visit);
}

fn slots(parts: &[Part], inside: bool, visit: &mut impl FnMut(usize, &Form, bool)) {
    for part in parts {
        match part {
            Part::Slot { field, form, .. } => visit(*field, form, inside),
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

/// A field that a slot of the syntax can bind to.
pub(crate) struct Field<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    /// The documentation's name of the parameter.
    pub(crate) name: String,
    /// `#[param(key = "…")]`: the key of the nameless slot that the field is for.
    pub(crate) key: Option<&'a LitStr>,
    /// `#[param(unsent)]`: no slot takes the field.
    pub(crate) unsent: bool,
    /// `#[param(secret)]`: errors do not show the value.
    pub(crate) secret: bool,
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
    /// The field's type has to be a number, which its spelling does not say.
    pub(crate) number: bool,
    /// People type it.
    pub(crate) is_typed: bool,
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
