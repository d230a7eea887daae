//! Binds a syntax to the fields of a struct or variant, and generates the code that encodes and decodes it.
//!
//! Commands and types with a syntax share this module.

mod bind;
mod bind_errors;
mod check;
mod command_line;
mod deferred;
mod disambiguate;
mod explain;
mod human_input;
mod last_byte;
mod model;
mod options;
mod pattern;
mod read;
mod recover;
mod slots;
mod spec;
mod usage;
mod write;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::LitStr;

use crate::diagnostics::Errors;
use crate::grammar::{InvalidSyntax, Syntax};
use crate::tokens::do_not_recommend;

pub(crate) use bind_errors::key;
pub(crate) use check::Checks;
pub(crate) use last_byte::LastByteCheck;
pub(crate) use model::{
    Field, Form, Part, ResolvedSyntax, SyntaxOwner, fields_true_by_default, flags, for_each_slot,
    required,
};
pub(crate) use pattern::{keywords_pattern, no_pattern, one_of, pattern, pattern_with_head};
pub(crate) use read::read;
pub(crate) use spec::spec;
pub(crate) use usage::usage;
pub(crate) use write::{propagate_error, value_type, write};

/// Parses the syntax in `literal`. Mistakes in it go to `errors`.
pub(crate) fn parse(literal: &LitStr, errors: &mut Errors) -> Result<Syntax, InvalidSyntax> {
    Syntax::parse(&literal.value()).map_err(|mut invalid| {
        for mistake in invalid.mistakes.drain(..) {
            errors.push_syntax(literal, mistake);
        }
        invalid
    })
}

/// `impl Text` with these bodies, which write to the `String` in `__out` and read from the `Reader` in `__reader`.
/// It includes constants, so it must be in its own block.
///
/// `#[inline]`, here and for parameters, makes the crate that uses a command compile its code. Most crates use few
/// commands.
pub(crate) fn impl_text(
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
            ) -> ::core::result::Result<Self, __p::Mismatch> {
                #read
            }
        }
    }
}

/// Binds the `syntax` in `literal` to `fields`, and determines where each parameter ends. If the syntax has mistakes,
/// the result has only the parts whose field is certain.
pub(crate) fn bind_and_resolve(
    syntax: &Result<Syntax, InvalidSyntax>,
    literal: &LitStr,
    fields: &mut [Field<'_>],
    owner: SyntaxOwner,
    errors: &mut Errors,
) -> ResolvedSyntax {
    let errors_before = errors.len();
    let (parts, uncertain) = match syntax {
        Ok(syntax) => (&syntax.parts, [].as_slice()),
        Err(invalid) => (&invalid.parts, invalid.uncertain.as_slice()),
    };
    recover::mark_possibly_bound(fields, &literal.value(), uncertain);
    let mut parts = bind::bind(parts, literal, fields, owner, errors);
    if syntax.is_err() || errors.len() > errors_before {
        return ResolvedSyntax {
            parts: recover::certain_parts(parts, uncertain),
            checks: TokenStream::new(),
        };
    }
    let deferred = disambiguate::disambiguate(&mut parts, fields, owner, literal, errors);
    let checks = deferred::checks(&deferred, &parts, fields, owner, literal);
    ResolvedSyntax { parts, checks }
}

/// The input of the analysis for the syntax of a command.
#[cfg(test)]
pub(crate) fn grammar(
    syntax: &Syntax,
    literal: &LitStr,
    fields: &mut [Field<'_>],
) -> crate::analysis::Grammar {
    let mut errors = Errors::default();
    let owner = SyntaxOwner::Command;
    let parts = bind::bind(&syntax.parts, literal, fields, owner, &mut errors);
    slots::Slots::of(&parts, fields, owner).1
}
