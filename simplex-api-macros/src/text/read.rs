//! The code that reads a bound syntax.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::options::{keys, runs};
use super::write::{bounds_of, bounds_value, value_type};
use super::{Field, Form, Part, owners};
use crate::tokens::span_of;

/// Statements that read `parts` from the `Reader` in `__reader`.
///
/// They leave the value of each bound field in a local variable of the field's name. With `begins` the
/// reader is told where each parameter begins. With `is_typed` people type it.
pub(crate) fn read(
    parts: &[Part],
    fields: &[Field<'_>],
    begins: bool,
    is_typed: bool,
) -> TokenStream {
    let read = Read {
        fields,
        begins,
        is_typed,
    };
    read.parts(parts, false)
}

struct Read<'a> {
    fields: &'a [Field<'a>],
    begins: bool,
    is_typed: bool,
}

/// A part that can be absent, and the fields in it.
struct Absent<'a> {
    idents: Vec<&'a Ident>,
    /// Reads it: an `Option` of what is read for each field.
    read: TokenStream,
    /// The values of the fields if it is there.
    there: Vec<TokenStream>,
    /// The same if it is not.
    absent: Vec<TokenStream>,
}

impl Absent<'_> {
    /// The values of the fields, by what has been read.
    fn values(&self, read: &TokenStream) -> TokenStream {
        let Self {
            idents,
            there,
            absent,
            ..
        } = self;
        quote! {
            match #read {
                ::core::option::Option::Some((#(#idents,)*)) => (#(#there,)*),
                ::core::option::Option::None => (#(#absent,)*),
            }
        }
    }
}

impl<'a> Read<'a> {
    fn parts(&self, parts: &[Part], inside: bool) -> TokenStream {
        let runs = runs(parts, self.is_typed).into_iter();
        let runs = runs.map(|run| match run {
            [part] => self.part(part, inside),
            options => self.in_any_order(options),
        });
        runs.collect()
    }

    /// Options that come in any order, each once at most.
    fn in_any_order(&self, options: &[Part]) -> TokenStream {
        let parts: Vec<_> = options.iter().map(|option| self.absent(option)).collect();
        let found: Vec<_> = (0..options.len())
            .map(|index| format_ident!("__option{index}"))
            .collect();
        let keys = options.iter().map(keys);
        let keys = keys.map(|keys| quote!(&[#(#keys),*]));
        let read = parts.iter().map(|part| &part.read);
        let idents = parts.iter().map(|part| &part.idents);
        let values = parts
            .iter()
            .zip(&found)
            .map(|(part, found)| part.values(&quote!(#found)));
        quote! {
            #(let mut #found = ::core::option::Option::None;)*
            loop {
                #(
                    if ::core::option::Option::is_none(&#found) {
                        #found = #read;
                        if ::core::option::Option::is_some(&#found) {
                            continue;
                        }
                    }
                )*
                break;
            }
            #(__reader.given(::core::option::Option::is_some(&#found), #keys);)*
            #(let (#(#idents,)*) = #values;)*
        }
    }

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
                        return ::core::result::Result::Err(__p::Miss);
                    };
                }
            }
            Part::Flag {
                field, text, when, ..
            } => {
                let Field { ident, ty, .. } = &fields[*field];
                quote_spanned! {span_of(ty)=>
                    let #ident = <#ty as __Switch>::read_flag(__reader, #text, #when);
                }
            }
            Part::Optional(_) => {
                let group = self.absent(part);
                let (idents, values) = (&group.idents, group.values(&group.read));
                quote!(let (#(#idents,)*) = #values;)
            }
        }
    }

    /// A flag, or a group: all of its fields, or their absence.
    fn absent(&self, part: &Part) -> Absent<'a> {
        let fields = self.fields;
        let parts = match part {
            Part::Optional(parts) => parts.as_slice(),
            Part::Flag {
                field, text, when, ..
            } => {
                let Field { ident, ty, .. } = &fields[*field];
                let read = quote_spanned! {span_of(ty)=>
                    <#ty as __Switch>::read_spelled(__reader, #text, #when)
                };
                return Absent {
                    idents: vec![*ident],
                    read: quote!(::core::option::Option::map(#read, |__on| (__on,))),
                    there: vec![quote!(#ident)],
                    absent: absent(std::slice::from_ref(part), fields),
                };
            }
            Part::Literal(_) | Part::Slot { .. } => &[],
        };
        let owners = owners(parts);
        let bound = bound(parts);
        let idents: Vec<&Ident> = bound.iter().map(|field| fields[*field].ident).collect();
        let body = self.parts(parts, true);
        let there = bound.iter().map(|field| {
            let Field { ident, ty, .. } = &fields[*field];
            if owners.contains(field) {
                quote_spanned! {span_of(ty)=>
                    <#ty as __Optional>::from_option(
                        __Some(#ident),
                    )
                }
            } else {
                quote!(#ident)
            }
        });
        Absent {
            read: quote! {
                __reader.optional(|__reader| {
                    #body
                    ::core::result::Result::Ok((#(#idents,)*))
                })
            },
            there: there.collect(),
            absent: absent(parts, fields),
            idents,
        }
    }
}

/// The value of a slot, or a miss.
fn read_slot(field: &Field<'_>, form: &Form, fields: &[Field<'_>], inside: bool) -> TokenStream {
    let name = &field.name;
    let span = span_of(field.ty);
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
                vec![quote_spanned! {span_of(ty)=>
                    <#ty as __Optional>::from_option(
                        __None,
                    )
                }]
            }
            Part::Flag { field, when, .. } => {
                let ty = fields[*field].ty;
                vec![quote_spanned! {span_of(ty)=>
                    <#ty as __Switch>::from_bool(!#when)
                }]
            }
            Part::Optional(parts) => absent(parts, fields),
        })
        .collect()
}
