//! What a bound syntax reads, as a constant of the library's `Pattern`.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::options::runs;
use super::settle::spellings;
use super::write::{bounds_value, value_type};
use super::{Bounds, Field, Form, Part};
use crate::fold;
use crate::tokens::span_of;

/// `&'static [Pattern]`, for the comparison of commands. What people type is in lower case.
pub(crate) fn pattern(parts: &[Part], fields: &[Field<'_>], is_typed: bool) -> TokenStream {
    Patterns { fields, is_typed }.all(&[(parts, false)])
}

/// The same with another text for the first part.
pub(crate) fn pattern_with_head(
    head: &str,
    parts: &[Part],
    fields: &[Field<'_>],
    is_typed: bool,
) -> TokenStream {
    let head = [Part::Literal(head.to_owned())];
    let behind = parts.get(1..).unwrap_or_default();
    Patterns { fields, is_typed }.all(&[(&head, false), (behind, false)])
}

/// One of these patterns.
pub(crate) fn one_of(patterns: &[TokenStream]) -> TokenStream {
    quote!(&[__p::Pattern::OneOf(&[#(#patterns),*])])
}

/// No text: the declaration is broken.
pub(crate) fn no_pattern() -> TokenStream {
    quote!(__p::Pattern::NONE)
}

/// One of these words.
pub(crate) fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> TokenStream {
    let words = words.into_iter();
    quote!(__p::Pattern::Words(&[#(#words),*]))
}

pub(super) struct Patterns<'a> {
    pub(super) fields: &'a [Field<'a>],
    pub(super) is_typed: bool,
}

impl Patterns<'_> {
    /// Parts one after the other; with each whether they are inside of a group.
    pub(super) fn all(&self, sequences: &[(&[Part], bool)]) -> TokenStream {
        let parts = sequences.iter().flat_map(|(parts, inside)| {
            let runs = runs(parts, self.is_typed).into_iter();
            runs.map(|run| match run {
                [part] => self.part(part, *inside),
                options => self.in_any_order(options),
            })
        });
        quote!(&[#(#parts),*])
    }

    /// Options in any order. That each comes once at most is not told.
    fn in_any_order(&self, options: &[Part]) -> TokenStream {
        let options = options.iter().map(|option| match option {
            Part::Optional(parts) => self.all(&[(parts, true)]),
            flag => {
                let flag = self.flag(flag);
                quote!(&[#flag])
            }
        });
        quote! {
            __p::Pattern::Many(&[
                __p::Pattern::OneOf(&[#(#options),*]),
            ])
        }
    }

    /// The spellings of a flag.
    fn flag(&self, part: &Part) -> TokenStream {
        match part {
            Part::Flag { text, .. } => self.words(&spellings(text)),
            _ => self.words(&[]),
        }
    }

    fn part(&self, part: &Part, inside: bool) -> TokenStream {
        match part {
            Part::Literal(text) => self.literal(text),
            Part::Slot { field, form, .. } => self.slot(&self.fields[*field], form, inside),
            Part::Flag { .. } => {
                let words = self.flag(part);
                quote!(__p::Pattern::Optional(&[#words]))
            }
            Part::Optional(parts) => {
                let parts = self.all(&[(parts, true)]);
                quote!(__p::Pattern::Optional(#parts))
            }
        }
    }

    fn slot(&self, field: &Field<'_>, form: &Form, inside: bool) -> TokenStream {
        let ty = value_type(field, inside);
        match form {
            Form::Plain(bounds) => self.plain(
                field,
                &format_ident!("__Plain", span = span_of(field.ty)),
                &ty,
                bounds,
            ),
            Form::Text(bounds) => {
                let bounds = bounds_value(bounds, self.fields);
                quote_spanned! {span_of(field.ty)=>
                    __p::Pattern::Within {
                        text: <#ty as __Text>::PATTERN,
                        bounds: #bounds,
                    }
                }
            }
            Form::Json => quote!(__p::Pattern::JSON),
            Form::List { separator, bounds } => {
                let item = self.plain(
                    field,
                    &format_ident!("__List", span = span_of(field.ty)),
                    &ty,
                    bounds,
                );
                let separator = self.literal(separator);
                quote! {
                    __p::Pattern::OneOf(&[&[
                        #item,
                        __p::Pattern::Many(&[#separator, #item]),
                    ]])
                }
            }
            Form::Switch => words(["on", "off"]),
            Form::Words(words) => self.words(words),
        }
    }

    /// By the slot trait `form`, whose `NUMBER` tells what it is.
    fn plain(
        &self,
        field: &Field<'_>,
        form: &Ident,
        ty: &TokenStream,
        bounds: &Bounds,
    ) -> TokenStream {
        let bounds = bounds_value(bounds, self.fields);
        quote_spanned! {span_of(field.ty)=>
            __p::Pattern::Plain {
                number: <#ty as #form>::NUMBER,
                bounds: #bounds,
            }
        }
    }

    fn literal(&self, text: &str) -> TokenStream {
        let text = self.text(text);
        quote!(__p::Pattern::Literal(#text))
    }

    fn words(&self, list: &[String]) -> TokenStream {
        let list: Vec<_> = list.iter().map(|word| self.text(word)).collect();
        words(list.iter().map(String::as_str))
    }

    fn text(&self, text: &str) -> String {
        if self.is_typed {
            fold::text(text)
        } else {
            text.to_owned()
        }
    }
}
