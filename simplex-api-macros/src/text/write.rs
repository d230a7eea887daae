//! The code that writes a bound syntax.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};

use super::{Assumed, Bounds, Digit, Field, Form, Part, owners};
use crate::analysis::Numeral;
use crate::tokens::{option, span_of};

/// Statements that append `parts` to the `String` in `__out`.
///
/// A reference to each field is in a local variable of the field's name.
pub(crate) fn write(parts: &[Part], fields: &[Field<'_>]) -> TokenStream {
    parts
        .iter()
        .map(|part| write_part(part, fields, false))
        .collect()
}

fn write_part(part: &Part, fields: &[Field<'_>], inside: bool) -> TokenStream {
    match part {
        Part::Literal(text) => quote!(__out.push_str(#text);),
        Part::Slot { field, form, .. } => write_slot(&fields[*field], form, fields, inside),
        Part::Flag {
            field, text, when, ..
        } => {
            let Field { ident, ty, .. } = &fields[*field];
            quote_spanned! {span_of(ty)=>
                if <#ty as __Switch>::is_on(#ident) == #when {
                    __out.push_str(#text);
                }
            }
        }
        Part::Optional(parts) => write_optional(parts, fields),
    }
}

fn write_slot(field: &Field<'_>, form: &Form, fields: &[Field<'_>], inside: bool) -> TokenStream {
    let Field { ident, name, .. } = field;
    let span = span_of(field.ty);
    let ty = value_type(field, inside);
    let attempt = |written| attempt(&written, field);
    match form {
        Form::Plain(bounds) => {
            let check = confirm(bounds, field, &number(&ty));
            let bounds = bounds_value(bounds, fields);
            let write = attempt(quote_spanned! {span=>
                <#ty as __Plain>::write(#ident, __out, #name, #bounds)
            });
            quote!(#check #write)
        }
        Form::Text(bounds) => {
            let bounds = bounds_of(&ty, bounds, fields);
            let write = attempt(quote_spanned! {span=>
                __p::slot::within(
                    #name,
                    <#ty as __Text>::write_text(#ident, __out),
                )
            });
            let refuse = attempt(quote_spanned! {span=>
                __p::slot::refuse_text(__out, __start, #name, #bounds)
            });
            quote! {
                let __start = ::std::string::String::len(__out);
                #write
                #refuse
            }
        }
        Form::Json => attempt(quote_spanned! {span=>
            __p::Param::<#ty>::to_json(
                #ident,
                __out,
                #name,
                |__value, __out| <#ty as __JsonArgument>::write(__value, __out, #name),
            )
        }),
        Form::List { separator, bounds } => {
            let check = confirm(bounds, field, &number(&item_type(&ty)));
            let bounds = bounds_value(bounds, fields);
            let write = attempt(quote_spanned! {span=>
                <#ty as __List>::write(#ident, __out, #name, #separator, #bounds)
            });
            quote!(#check #write)
        }
        Form::Switch => quote_spanned! {span=>
            <#ty as __Switch>::write(#ident, __out);
        },
        Form::Words(words) => attempt(quote_spanned! {span=>
            <#ty as __Choice>::write(
                #ident,
                __out,
                #name,
                const {
                    __p::slot::Listed::of(
                        <#ty as __Choice>::WORDS,
                        &[#(#words),*],
                    )
                },
            )
        }),
    }
}

/// What is `written` of the field, or its error, which does not show a secret.
pub(crate) fn attempt(written: &TokenStream, field: &Field<'_>) -> TokenStream {
    let span = span_of(field.ty);
    if field.secret {
        quote_spanned!(span=> __p::slot::hide(#written)?;)
    } else {
        quote_spanned!(span=> #written?;)
    }
}

/// A group: written when its first field has a value, and then all of its fields must.
fn write_optional(parts: &[Part], fields: &[Field<'_>]) -> TokenStream {
    let owners = owners(parts);
    let Some((first, others)) = owners.split_first() else {
        return TokenStream::new();
    };
    let first = &fields[*first];
    let others: Vec<_> = others.iter().map(|other| &fields[*other]).collect();
    let (ident, name) = (first.ident, &first.name);
    let value = get(first);

    let also = others.iter().map(|other| {
        let (value, ident, other) = (get(other), other.ident, &other.name);
        quote! {
            let ::core::option::Option::Some(#ident) = #value else {
                return __p::slot::without(#name, #other);
            };
        }
    });
    let body = parts.iter().map(|part| write_part(part, fields, true));
    let orphans = others.iter().map(|other| {
        let (value, other) = (get(other), &other.name);
        quote! {
            if ::core::option::Option::is_some(&#value) {
                return __p::slot::without(#other, #name);
            }
        }
    });
    let inside = parts.iter().map(|part| refuse_inside(part, fields, name));
    quote! {
        if let ::core::option::Option::Some(#ident) = #value {
            #(#also)*
            #(#body)*
        } else {
            #(#orphans)*
            #(#inside)*
        }
    }
}

/// What stands inside of an absent group cannot be written: a value for it is an error.
fn refuse_inside(part: &Part, fields: &[Field<'_>], owner: &str) -> TokenStream {
    let refuse = |is_set: TokenStream, name: &str| {
        quote! {
            if #is_set {
                return __p::slot::without(#name, #owner);
            }
        }
    };
    match part {
        Part::Literal(_) | Part::Slot { .. } => TokenStream::new(),
        Part::Flag { field, when, .. } => {
            let Field {
                ident, ty, name, ..
            } = &fields[*field];
            refuse(
                quote_spanned! {span_of(ty)=>
                    <#ty as __Switch>::is_on(#ident) == #when
                },
                name,
            )
        }
        Part::Optional(parts) => {
            let owners = owners(parts).into_iter().map(|owner| &fields[owner]);
            let owners = owners.map(|field| {
                let value = get(field);
                refuse(
                    quote!(::core::option::Option::is_some(&#value)),
                    &field.name,
                )
            });
            let inside = parts.iter().map(|part| refuse_inside(part, fields, owner));
            quote!(#(#owners)* #(#inside)*)
        }
    }
}

/// The value of an optional field, if it is there.
fn get(field: &Field<'_>) -> TokenStream {
    let Field { ident, ty, .. } = field;
    quote_spanned!(span_of(ty)=> <#ty as __Optional>::get(#ident))
}

/// The type that a slot writes: the field's, or inside of a group what its `Option` holds.
pub(crate) fn value_type(field: &Field<'_>, inside: bool) -> TokenStream {
    let ty = field.ty;
    if inside {
        quote_spanned!(span_of(ty)=> <#ty as __Optional>::Inner)
    } else {
        ty.to_token_stream()
    }
}

/// The compiler's answer to what the analysis relied on.
fn confirm(bounds: &Bounds, field: &Field<'_>, number: &TokenStream) -> Option<TokenStream> {
    let (name, span) = (&field.name, span_of(field.ty));
    let check = match bounds.assumed? {
        Assumed::Number => quote_spanned! {span=>
            __p::slot::check_number(#number, #name)
        },
        Assumed::Spelled(called) => {
            let called = option(called.map(
                |Numeral { signed, fraction }| quote!(__p::slot::Numeral::new(#signed, #fraction)),
            ));
            let is_typed = bounds.is_typed;
            quote_spanned! {span=>
                __p::slot::check_spelling(#number, #called, #is_typed, #name)
            }
        }
    };
    Some(quote_spanned!(span=> const _: () = #check;))
}

fn item_type(ty: &TokenStream) -> TokenStream {
    quote!(<#ty as __List>::Item)
}

/// How a plain argument is written, if it is a number.
fn number(ty: &TokenStream) -> TokenStream {
    quote!(<#ty as __Plain>::NUMBER)
}

/// The bounds of a type with a syntax, if it can be out of them.
pub(super) fn bounds_of(ty: &TokenStream, bounds: &Bounds, fields: &[Field<'_>]) -> TokenStream {
    let bounds = bounds_value(bounds, fields);
    quote_spanned! {span_of(ty)=>
        const {
            __p::slot::bounds_of(
                <#ty as __Text>::PATTERN,
                #bounds,
            )
        }
    }
}

pub(super) fn bounds_value(bounds: &Bounds, fields: &[Field<'_>]) -> TokenStream {
    let is_typed = bounds.is_typed;
    let stops = bounds.stops.chars();
    let taken = bounds.taken.iter().map(|taken| {
        let text = &taken.text;
        let digit = match taken.digit {
            Digit::No => quote!(false),
            Digit::Yes => quote!(true),
            Digit::OfSlot(place) => {
                let ty = value_type(&fields[place.field], place.inside);
                let ty = if place.is_list { item_type(&ty) } else { ty };
                quote!(<#ty as __Plain>::IS_NUMBER)
            }
        };
        quote!(__p::slot::Taken { text: #text, digit: #digit })
    });
    let options = &bounds.options;
    let options = (!options.is_empty()).then(|| quote!(.options(&[#(#options),*])));
    let quotable = bounds.is_quotable.then(|| quote!(.quotable()));
    quote! {
        const {
            &__p::slot::Bounds::new(&[#(#stops),*], &[#(#taken),*], #is_typed) #options #quotable
        }
    }
}
