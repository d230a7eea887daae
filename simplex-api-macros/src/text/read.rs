//! The code that reads a bound syntax.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::write::{bounds_of, bounds_value, value_type};
use super::{Field, Form, Part, owners};
use crate::tokens::place;

/// Statements that read `parts` from the `Reader` in `__reader`.
///
/// They leave the value of each bound field in a local variable of the field's name. With `begins` the
/// reader is told where each parameter begins.
pub(crate) fn read(parts: &[Part], fields: &[Field<'_>], begins: bool) -> TokenStream {
    let read = Read { fields, begins };
    parts.iter().map(|part| read.part(part, false)).collect()
}

struct Read<'a> {
    fields: &'a [Field<'a>],
    begins: bool,
}

impl Read<'_> {
    fn part(&self, part: &Part, inside: bool) -> TokenStream {
        let fields = self.fields;
        match part {
            Part::Literal(text) => quote!(__reader.literal(#text)?;),
            Part::Slot { field, form, .. } => {
                let field = &fields[*field];
                let (ident, name) = (field.ident, &field.name);
                let begin = self.begins.then(|| quote!(__reader.begin(#name);));
                let value = read_slot(field, form, fields, inside);
                // Unlike `?`, this moves the value once.
                quote! {
                    #begin
                    let ::core::result::Result::Ok(#ident) = #value else {
                        return ::core::result::Result::Err(__p::command::Miss);
                    };
                }
            }
            Part::Flag {
                field, text, when, ..
            } => {
                let Field { ident, ty, .. } = &fields[*field];
                quote_spanned! {place(ty)=>
                    let #ident = <#ty as __Switch>::read_flag(__reader, #text, #when);
                }
            }
            Part::Optional(parts) => self.optional(parts),
        }
    }

    /// A group: all of its fields, or their absence.
    fn optional(&self, parts: &[Part]) -> TokenStream {
        let fields = self.fields;
        let owners = owners(parts);
        let bound = bound(parts);
        let idents: Vec<&Ident> = bound.iter().map(|field| fields[*field].ident).collect();
        let body = parts.iter().map(|part| self.part(part, true));
        let there = bound.iter().map(|field| {
            let Field { ident, ty, .. } = &fields[*field];
            if owners.contains(field) {
                quote_spanned! {place(ty)=>
                    <#ty as __Optional>::from_option(
                        __Some(#ident),
                    )
                }
            } else {
                quote!(#ident)
            }
        });
        let absent = absent(parts, fields);
        quote! {
            let (#(#idents,)*) = match __reader.optional(|__reader| {
                #(#body)*
                ::core::result::Result::Ok((#(#idents,)*))
            }) {
                ::core::option::Option::Some((#(#idents,)*)) => (#(#there,)*),
                ::core::option::Option::None => (#(#absent,)*),
            };
        }
    }
}

/// The value of a slot, or a miss.
fn read_slot(field: &Field<'_>, form: &Form, fields: &[Field<'_>], inside: bool) -> TokenStream {
    let name = &field.name;
    let span = place(field.ty);
    let ty = value_type(field, inside);
    match form {
        Form::Plain(bounds) => {
            let bounds = bounds_value(bounds, fields);
            quote_spanned! {span=>
                <#ty as __Plain>::read(__reader, #name, #bounds)
            }
        }
        Form::Text(bounds) => {
            let bounds = bounds_of(&ty, bounds, fields);
            quote_spanned! {span=>
                __take_text(
                    __reader,
                    #name,
                    #bounds,
                    <#ty as __Text>::read_text,
                )
            }
        }
        Form::Json => quote_spanned! {span=>
            __p::slot::read_json(
                __reader,
                #name,
                |__text| __p::Param::<#ty>::from_json(
                    __text,
                    |__text| <#ty as __JsonArgument>::from_json(__text),
                ),
            )
        },
        Form::List { separator, bounds } => {
            let bounds = bounds_value(bounds, fields);
            quote_spanned! {span=>
                <#ty as __List>::read(__reader, #name, #separator, #bounds)
            }
        }
        Form::Switch => quote_spanned! {span=>
            <#ty as __Switch>::read(__reader)
        },
        Form::Words(words) => quote_spanned! {span=>
            <#ty as __Choice>::read(
                __reader,
                const {
                    &__p::slot::longest_first(
                        [#(#words),*],
                        <#ty as __Choice>::WORDS,
                    )
                },
            )
        },
    }
}

/// All fields that `parts` bind, in order.
fn bound(parts: &[Part]) -> Vec<usize> {
    parts
        .iter()
        .flat_map(|part| match part {
            Part::Literal(_) => Vec::new(),
            Part::Slot { field, .. } | Part::Flag { field, .. } => vec![*field],
            Part::Optional(parts) => bound(parts),
        })
        .collect()
}

/// The values of the same fields when `parts` are not there.
fn absent(parts: &[Part], fields: &[Field<'_>]) -> Vec<TokenStream> {
    parts
        .iter()
        .flat_map(|part| match part {
            Part::Literal(_) => Vec::new(),
            Part::Slot { field, .. } => {
                let ty = fields[*field].ty;
                vec![quote_spanned! {place(ty)=>
                    <#ty as __Optional>::from_option(
                        __None,
                    )
                }]
            }
            Part::Flag { field, when, .. } => {
                let ty = fields[*field].ty;
                vec![quote_spanned! {place(ty)=>
                    <#ty as __Switch>::from_bool(!#when)
                }]
            }
            Part::Optional(parts) => absent(parts, fields),
        })
        .collect()
}
