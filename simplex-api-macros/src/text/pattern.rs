//! What a bound syntax reads, as a constant of the library's `Pattern`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::settle::spellings;
use super::write::{bounds_value, value_type};
use super::{Bounds, Field, Form, Part};

/// `&'static [Pattern]`, for the comparison of commands.
pub(crate) fn pattern(parts: &[Part], fields: &[Field<'_>]) -> TokenStream {
    sequence(parts, fields, false)
}

/// No text: the declaration is broken.
pub(crate) fn no_pattern() -> TokenStream {
    quote!(::simplex_api::command::pattern::Pattern::NONE)
}

/// One of these words.
pub(crate) fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> TokenStream {
    let words = words.into_iter();
    quote!(::simplex_api::command::pattern::Pattern::Words(&[#(#words),*]))
}

fn sequence(parts: &[Part], fields: &[Field<'_>], inside: bool) -> TokenStream {
    let parts = parts.iter().map(|part| of_part(part, fields, inside));
    quote!(&[#(#parts),*])
}

fn of_part(part: &Part, fields: &[Field<'_>], inside: bool) -> TokenStream {
    match part {
        Part::Literal(text) => literal(text),
        Part::Slot { field, form, .. } => of_slot(&fields[*field], form, fields, inside),
        Part::Flag { text, .. } => {
            let spellings = spellings(text);
            let words = words(spellings.iter().map(String::as_str));
            quote!(::simplex_api::command::pattern::Pattern::Optional(&[#words]))
        }
        Part::Optional(parts) => {
            let parts = sequence(parts, fields, true);
            quote!(::simplex_api::command::pattern::Pattern::Optional(#parts))
        }
    }
}

fn literal(text: &str) -> TokenStream {
    quote!(::simplex_api::command::pattern::Pattern::Literal(#text))
}

fn of_slot(field: &Field<'_>, form: &Form, fields: &[Field<'_>], inside: bool) -> TokenStream {
    let ty = value_type(field, inside);
    match form {
        Form::Plain(bounds) => plain(field, &quote!(Plain), &ty, bounds, fields),
        Form::Text(bounds) => {
            let bounds = bounds_value(bounds, fields);
            quote_spanned! {field.ty.span()=>
                ::simplex_api::command::pattern::Pattern::Within {
                    text: <#ty as ::simplex_api::command::Text>::PATTERN,
                    bounds: #bounds,
                }
            }
        }
        Form::Json => quote!(::simplex_api::command::pattern::Pattern::JSON),
        Form::List { separator, bounds } => {
            let item = plain(field, &quote!(List), &ty, bounds, fields);
            let separator = literal(separator);
            quote! {
                ::simplex_api::command::pattern::Pattern::OneOf(&[&[
                    #item,
                    ::simplex_api::command::pattern::Pattern::Many(&[#separator, #item]),
                ]])
            }
        }
        Form::Switch => words(["on", "off"]),
        Form::Words(list) => words(list.iter().map(String::as_str)),
    }
}

fn plain(
    field: &Field<'_>,
    form: &TokenStream,
    ty: &TokenStream,
    bounds: &Bounds,
    fields: &[Field<'_>],
) -> TokenStream {
    let bounds = bounds_value(bounds, fields);
    quote_spanned! {field.ty.span()=>
        ::simplex_api::command::pattern::Pattern::Plain {
            number: <#ty as ::simplex_api::__private::slot::#form>::NUMBER,
            bounds: #bounds,
        }
    }
}
