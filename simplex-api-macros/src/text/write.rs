//! Generates the code that encodes a bound syntax.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};

use super::model::{DigitAfter, Field, Form, Part, StringRules, TypeAssumption, direct_fields};
use crate::analysis::Numeral;
use crate::tokens::{option, span_of};

/// Statements that append `parts` to the `String` in `__out`.
///
/// A reference to each field is in a local variable with the name of the field.
pub(crate) fn write(parts: &[Part], fields: &[Field<'_>]) -> TokenStream {
    parts
        .iter()
        .map(|part| write_part(part, fields, false))
        .collect()
}

fn write_part(part: &Part, fields: &[Field<'_>], in_group: bool) -> TokenStream {
    match part {
        Part::Literal(text) => quote!(__out.push_str(#text);),
        Part::Slot { field, form, .. } => write_slot(&fields[*field], form, fields, in_group),
        Part::Flag {
            field, text, when, ..
        } => {
            let Field { ident, ty, .. } = &fields[*field];
            quote_spanned! {span_of(ty)=>
                if <#ty as __Flag>::is_on(#ident) == #when {
                    __out.push_str(#text);
                }
            }
        }
        Part::Optional(parts) => write_optional(parts, fields),
    }
}

fn write_slot(field: &Field<'_>, form: &Form, fields: &[Field<'_>], in_group: bool) -> TokenStream {
    let Field { ident, name, .. } = field;
    let span = span_of(field.ty);
    let ty = value_type(field, in_group);
    let propagate_error = |written| propagate_error(&written, field);
    match form {
        Form::Plain(rules) => {
            let check = confirm(rules, field, &number(&ty));
            let rules = string_rules(rules, fields);
            let write = propagate_error(quote_spanned! {span=>
                <#ty as __Plain>::write(#ident, __out, #name, #rules)
            });
            quote!(#check #write)
        }
        Form::Text(rules) => {
            let rules = string_rules(rules, fields);
            let write = propagate_error(quote_spanned! {span=>
                __p::slot::in_param(
                    #name,
                    <#ty as __Text>::write_text(#ident, __out),
                )
            });
            let check_rules = propagate_error(quote_spanned! {span=>
                __p::slot::check_nested(__out, __start, #name, #rules)
            });
            quote! {
                let __start = ::std::string::String::len(__out);
                #write
                #check_rules
            }
        }
        Form::Json => propagate_error(quote_spanned! {span=>
            __p::Param::<#ty>::to_json(
                #ident,
                __out,
                #name,
                |__value, __out| <#ty as __JsonArgument>::write(__value, __out, #name),
            )
        }),
        Form::List { separator, rules } => {
            let check = confirm(rules, field, &number(&item_type(&ty)));
            let rules = string_rules(rules, fields);
            let write = propagate_error(quote_spanned! {span=>
                <#ty as __List>::write(#ident, __out, #name, #separator, #rules)
            });
            quote!(#check #write)
        }
        Form::Switch => quote_spanned! {span=>
            <#ty as __Flag>::write(#ident, __out);
        },
        Form::Keywords(keywords) => propagate_error(quote_spanned! {span=>
            <#ty as __KeywordChoice>::write(
                #ident,
                __out,
                #name,
                &[#(#keywords),*],
            )
        }),
    }
}

/// Evaluates `written`, which writes a field, and returns its error. The error does not show a secret value.
pub(crate) fn propagate_error(written: &TokenStream, field: &Field<'_>) -> TokenStream {
    let span = span_of(field.ty);
    if field.secret {
        quote_spanned!(span=> __p::slot::redact(#written)?;)
    } else {
        quote_spanned!(span=> #written?;)
    }
}

/// A group: it is written if its first field has a value, and then all its fields must have one.
fn write_optional(parts: &[Part], fields: &[Field<'_>]) -> TokenStream {
    let fields_of_group = direct_fields(parts);
    let Some((first, others)) = fields_of_group.split_first() else {
        return TokenStream::new();
    };
    let first = &fields[*first];
    let others: Vec<_> = others.iter().map(|other| &fields[*other]).collect();
    let (ident, name) = (first.ident, &first.name);
    let value = optional_value(first);

    let required = others.iter().map(|other| {
        let (value, ident, other) = (optional_value(other), other.ident, &other.name);
        quote! {
            let ::core::option::Option::Some(#ident) = #value else {
                return __p::slot::requires(#name, #other);
            };
        }
    });
    let body = parts.iter().map(|part| write_part(part, fields, true));
    let orphans = others.iter().map(|other| {
        let (value, other) = (optional_value(other), &other.name);
        quote! {
            if ::core::option::Option::is_some(&#value) {
                return __p::slot::requires(#other, #name);
            }
        }
    });
    let nested = parts.iter().map(|part| reject_nested(part, fields, name));
    quote! {
        if let ::core::option::Option::Some(#ident) = #value {
            #(#required)*
            #(#body)*
        } else {
            #(#orphans)*
            #(#nested)*
        }
    }
}

/// The parts in an absent group cannot be written, so a value for them is an error.
fn reject_nested(part: &Part, fields: &[Field<'_>], owner: &str) -> TokenStream {
    let reject = |is_set: TokenStream, name: &str| {
        quote! {
            if #is_set {
                return __p::slot::requires(#name, #owner);
            }
        }
    };
    match part {
        Part::Literal(_) | Part::Slot { .. } => TokenStream::new(),
        Part::Flag { field, when, .. } => {
            let Field {
                ident, ty, name, ..
            } = &fields[*field];
            reject(
                quote_spanned! {span_of(ty)=>
                    <#ty as __Flag>::is_on(#ident) == #when
                },
                name,
            )
        }
        Part::Optional(parts) => {
            let direct = direct_fields(parts).into_iter().map(|field| &fields[field]);
            let direct = direct.map(|field| {
                let value = optional_value(field);
                reject(
                    quote!(::core::option::Option::is_some(&#value)),
                    &field.name,
                )
            });
            let nested = parts.iter().map(|part| reject_nested(part, fields, owner));
            quote!(#(#direct)* #(#nested)*)
        }
    }
}

/// The value of an optional field.
fn optional_value(field: &Field<'_>) -> TokenStream {
    let Field { ident, ty, .. } = field;
    quote_spanned!(span_of(ty)=> <#ty as __Optional>::get(#ident))
}

/// The type that a slot writes: the type of the field, or in a group the type in its `Option`.
pub(crate) fn value_type(field: &Field<'_>, in_group: bool) -> TokenStream {
    let ty = field.ty;
    if in_group {
        quote_spanned!(span_of(ty)=> <#ty as __Optional>::Inner)
    } else {
        ty.to_token_stream()
    }
}

/// Lets the compiler confirm what the analysis assumed about the type.
fn confirm(rules: &StringRules, field: &Field<'_>, number: &TokenStream) -> Option<TokenStream> {
    let (name, span) = (&field.name, span_of(field.ty));
    let check = match rules.assumption? {
        TypeAssumption::Number => quote_spanned! {span=>
            __p::slot::check_number(#number, #name)
        },
        TypeAssumption::BySpelling(numeral) => {
            let numeral = option(numeral.map(
                |Numeral { signed, fraction }| quote!(__p::slot::NumberFormat::new(#signed, #fraction)),
            ));
            let is_human_input = rules.is_human_input;
            quote_spanned! {span=>
                __p::slot::check_spelling(#number, #numeral, #is_human_input, #name)
            }
        }
    };
    Some(quote_spanned!(span=> const _: () = #check;))
}

fn item_type(ty: &TokenStream) -> TokenStream {
    quote!(<#ty as __List>::Item)
}

/// The form of a plain argument, if it is a number.
fn number(ty: &TokenStream) -> TokenStream {
    quote!(<#ty as __Plain>::NUMBER)
}

pub(super) fn string_rules(rules: &StringRules, fields: &[Field<'_>]) -> TokenStream {
    let is_human_input = rules.is_human_input;
    let terminators = rules.terminators.chars();
    let prefixes = rules.forbidden_prefixes.iter().map(|prefix| {
        let text = &prefix.text;
        let digit = match prefix.digit {
            DigitAfter::No => quote!(false),
            DigitAfter::Yes => quote!(true),
            DigitAfter::IfNumber(slot) => {
                let ty = value_type(&fields[slot.field], slot.in_group);
                let ty = if slot.is_list { item_type(&ty) } else { ty };
                quote!(<#ty as __Plain>::IS_NUMBER)
            }
        };
        quote!(__p::slot::ForbiddenPrefix { text: #text, digit: #digit })
    });
    let options = &rules.option_keys;
    let options = (!options.is_empty()).then(|| quote!(.options(&[#(#options),*])));
    let quotable = rules.is_quotable.then(|| quote!(.quotable()));
    quote! {
        const {
            &__p::slot::StringRules::new(&[#(#terminators),*], &[#(#prefixes),*], #is_human_input) #options #quotable
        }
    }
}
