//! The texts that a bound syntax reads, as constants of the library's `Pattern` type.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::model::{Field, Form, Part, StringRules, flag_spellings};
use super::options::runs;
use super::write::{string_rules, value_type};
use crate::case_fold;
use crate::tokens::span_of;

/// `&'static [Pattern]`, for the comparison of commands. Human input is in lower case.
pub(crate) fn pattern(parts: &[Part], fields: &[Field<'_>], is_human_input: bool) -> TokenStream {
    Patterns {
        fields,
        is_human_input,
    }
    .sequences(&[(parts, false)])
}

/// As [`pattern`], with another text for the first part.
pub(crate) fn pattern_with_head(
    head: &str,
    parts: &[Part],
    fields: &[Field<'_>],
    is_human_input: bool,
) -> TokenStream {
    let head = [Part::Literal(head.to_owned())];
    let rest = parts.get(1..).unwrap_or_default();
    Patterns {
        fields,
        is_human_input,
    }
    .sequences(&[(&head, false), (rest, false)])
}

/// A pattern for any of these patterns.
pub(crate) fn one_of(patterns: &[TokenStream]) -> TokenStream {
    quote!(&[__p::Pattern::OneOf(&[#(#patterns),*])])
}

/// A pattern that matches no text, for an invalid declaration.
pub(crate) fn no_pattern() -> TokenStream {
    quote!(__p::Pattern::NONE)
}

/// A pattern for any of these keywords.
pub(crate) fn keywords_pattern<'a>(keywords: impl IntoIterator<Item = &'a str>) -> TokenStream {
    let keywords = keywords.into_iter();
    quote!(__p::Pattern::Keywords(&[#(#keywords),*]))
}

pub(super) struct Patterns<'a> {
    pub(super) fields: &'a [Field<'a>],
    pub(super) is_human_input: bool,
}

impl Patterns<'_> {
    /// Sequences of parts, one after the other; for each, whether it is in a group.
    pub(super) fn sequences(&self, sequences: &[(&[Part], bool)]) -> TokenStream {
        let parts = sequences.iter().flat_map(|(parts, in_group)| {
            let runs = runs(parts, self.is_human_input).into_iter();
            runs.map(|run| match run {
                [part] => self.part(part, *in_group),
                options => self.in_any_order(options),
            })
        });
        quote!(&[#(#parts),*])
    }

    /// Options in any order. The pattern does not express that each occurs at most once.
    fn in_any_order(&self, options: &[Part]) -> TokenStream {
        let options = options.iter().map(|option| match option {
            Part::Optional(parts) => self.sequences(&[(parts, true)]),
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

    /// Both spellings of a flag.
    fn flag(&self, part: &Part) -> TokenStream {
        match part {
            Part::Flag { text, .. } => self.keywords(&flag_spellings(text)),
            _ => self.keywords(&[]),
        }
    }

    fn part(&self, part: &Part, in_group: bool) -> TokenStream {
        match part {
            Part::Literal(text) => self.literal(text),
            Part::Slot { field, form, .. } => self.slot(&self.fields[*field], form, in_group),
            Part::Flag { .. } => {
                let keywords = self.flag(part);
                quote!(__p::Pattern::Optional(&[#keywords]))
            }
            Part::Optional(parts) => {
                let parts = self.sequences(&[(parts, true)]);
                quote!(__p::Pattern::Optional(#parts))
            }
        }
    }

    fn slot(&self, field: &Field<'_>, form: &Form, in_group: bool) -> TokenStream {
        let ty = value_type(field, in_group);
        match form {
            Form::Plain(rules) => self.plain(
                field,
                &format_ident!("__Plain", span = span_of(field.ty)),
                &ty,
                rules,
            ),
            Form::Text(rules) => {
                let rules = string_rules(rules, self.fields);
                quote_spanned! {span_of(field.ty)=>
                    __p::Pattern::Within {
                        text: <#ty as __Text>::PATTERN,
                        rules: #rules,
                    }
                }
            }
            Form::Json => quote!(__p::Pattern::JSON),
            Form::List { separator, rules } => {
                let item = self.plain(
                    field,
                    &format_ident!("__List", span = span_of(field.ty)),
                    &ty,
                    rules,
                );
                let separator = self.literal(separator);
                quote! {
                    __p::Pattern::OneOf(&[&[
                        #item,
                        __p::Pattern::Many(&[#separator, #item]),
                    ]])
                }
            }
            Form::Switch => keywords_pattern(["on", "off"]),
            Form::Keywords(keywords) => self.keywords(keywords),
        }
    }

    /// A plain argument. The slot trait `form` determines by its `NUMBER` whether it is a number.
    fn plain(
        &self,
        field: &Field<'_>,
        form: &Ident,
        ty: &TokenStream,
        rules: &StringRules,
    ) -> TokenStream {
        let rules = string_rules(rules, self.fields);
        quote_spanned! {span_of(field.ty)=>
            __p::Pattern::Plain {
                number: <#ty as #form>::NUMBER,
                rules: #rules,
            }
        }
    }

    fn literal(&self, text: &str) -> TokenStream {
        let text = self.normalized(text);
        quote!(__p::Pattern::Literal(#text))
    }

    fn keywords(&self, keywords: &[String]) -> TokenStream {
        let keywords = keywords.iter().map(|keyword| self.normalized(keyword));
        let keywords: Vec<_> = keywords.collect();
        keywords_pattern(keywords.iter().map(String::as_str))
    }

    fn normalized(&self, text: &str) -> String {
        if self.is_human_input {
            case_fold::fold(text)
        } else {
            text.to_owned()
        }
    }
}
