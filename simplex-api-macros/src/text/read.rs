//! Generates the code that decodes a bound syntax.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::model::{Field, Form, Part, direct_fields};
use super::options::{keys, runs};
use super::write::{string_rules, value_type};
use crate::tokens::span_of;

/// Statements that read `parts` from the `Reader` in `__reader`.
///
/// The value of each bound field is then in a local variable with the name of the field. If `mark_params` is set, the code
/// also marks the start of each parameter in the reader.
pub(crate) fn read(
    parts: &[Part],
    fields: &[Field<'_>],
    mark_params: bool,
    is_human_input: bool,
) -> TokenStream {
    let read = Read {
        fields,
        mark_params,
        is_human_input,
    };
    read.parts(parts, false)
}

struct Read<'a> {
    fields: &'a [Field<'a>],
    mark_params: bool,
    is_human_input: bool,
}

/// The generated code for an optional part.
struct OptionalCode<'a> {
    idents: Vec<&'a Ident>,
    /// Reads the part: an `Option` of a tuple with what is read for each field.
    read: TokenStream,
    /// The values of the fields if the part is present.
    present: Vec<TokenStream>,
    /// The values of the fields if the part is absent.
    absent: Vec<TokenStream>,
}

impl OptionalCode<'_> {
    /// The values of the fields, from the result of `read`.
    fn values(&self, read: &TokenStream) -> TokenStream {
        let Self {
            idents,
            present,
            absent,
            ..
        } = self;
        quote! {
            match #read {
                ::core::option::Option::Some((#(#idents,)*)) => (#(#present,)*),
                ::core::option::Option::None => (#(#absent,)*),
            }
        }
    }
}

impl<'a> Read<'a> {
    fn parts(&self, parts: &[Part], in_group: bool) -> TokenStream {
        let runs = runs(parts, self.is_human_input).into_iter();
        let runs = runs.map(|run| match run {
            [part] => self.part(part, in_group),
            options => self.in_any_order(options),
        });
        runs.collect()
    }

    /// Options in any order, each at most once.
    fn in_any_order(&self, options: &[Part]) -> TokenStream {
        let parts: Vec<_> = options.iter().map(|option| self.optional(option)).collect();
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
            #(__p::slot::note_repeated(__reader, ::core::option::Option::is_some(&#found), #keys);)*
            #(let (#(#idents,)*) = #values;)*
        }
    }

    fn part(&self, part: &Part, in_group: bool) -> TokenStream {
        let fields = self.fields;
        match part {
            Part::Literal(text) => quote!(__reader.literal(#text)?;),
            Part::Slot { field, form, .. } => {
                let field = &fields[*field];
                let (ident, name) = (field.ident, &field.name);
                let mark = self
                    .mark_params
                    .then(|| quote!(__p::slot::mark_param(__reader, #name);));
                let value = read_slot(field, form, fields, in_group);
                // Unlike `?`, this moves the value only once.
                quote! {
                    #mark
                    let ::core::result::Result::Ok(#ident) = #value else {
                        return ::core::result::Result::Err(__p::Mismatch);
                    };
                }
            }
            Part::Flag {
                field, text, when, ..
            } => {
                let Field { ident, ty, .. } = &fields[*field];
                quote_spanned! {span_of(ty)=>
                    let #ident = <#ty as __Flag>::read_flag(__reader, #text, #when);
                }
            }
            Part::Optional(_) => {
                let group = self.optional(part);
                let (idents, values) = (&group.idents, group.values(&group.read));
                quote!(let (#(#idents,)*) = #values;)
            }
        }
    }

    /// A flag or a group: either all of its fields have values, or none has.
    fn optional(&self, part: &Part) -> OptionalCode<'a> {
        let fields = self.fields;
        let parts = match part {
            Part::Optional(parts) => parts.as_slice(),
            Part::Flag {
                field, text, when, ..
            } => {
                let Field { ident, ty, .. } = &fields[*field];
                let read = quote_spanned! {span_of(ty)=>
                    <#ty as __Flag>::read_present(__reader, #text, #when)
                };
                return OptionalCode {
                    idents: vec![*ident],
                    read: quote!(::core::option::Option::map(#read, |__on| (__on,))),
                    present: vec![quote!(#ident)],
                    absent: absent_values(std::slice::from_ref(part), fields),
                };
            }
            Part::Literal(_) | Part::Slot { .. } => &[],
        };
        let direct_fields = direct_fields(parts);
        let bound = bound_fields(parts);
        let idents: Vec<&Ident> = bound.iter().map(|field| fields[*field].ident).collect();
        let body = self.parts(parts, true);
        let present = bound.iter().map(|field| {
            let Field { ident, ty, .. } = &fields[*field];
            if direct_fields.contains(field) {
                quote_spanned! {span_of(ty)=>
                    <#ty as __Optional>::from_option(
                        __Some(#ident),
                    )
                }
            } else {
                quote!(#ident)
            }
        });
        OptionalCode {
            read: quote! {
                __reader.optional(|__reader| {
                    #body
                    ::core::result::Result::Ok((#(#idents,)*))
                })
            },
            present: present.collect(),
            absent: absent_values(parts, fields),
            idents,
        }
    }
}

/// The value of a slot, or a mismatch.
fn read_slot(field: &Field<'_>, form: &Form, fields: &[Field<'_>], in_group: bool) -> TokenStream {
    let name = &field.name;
    let span = span_of(field.ty);
    let ty = value_type(field, in_group);
    match form {
        Form::Plain(rules) => {
            let rules = string_rules(rules, fields);
            quote_spanned! {span=>
                <#ty as __Plain>::read(__reader, #name, #rules)
            }
        }
        Form::Text(rules) => {
            let rules = string_rules(rules, fields);
            quote_spanned! {span=>
                __read_nested(
                    __reader,
                    #name,
                    #rules,
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
        Form::List { separator, rules } => {
            let rules = string_rules(rules, fields);
            quote_spanned! {span=>
                <#ty as __List>::read(__reader, #name, #separator, #rules)
            }
        }
        Form::Switch => quote_spanned! {span=>
            <#ty as __Flag>::read(__reader)
        },
        Form::Keywords(keywords) => quote_spanned! {span=>
            <#ty as __KeywordChoice>::read(
                __reader,
                const {
                    &__p::slot::longest_first(
                        [#(#keywords),*],
                        <#ty as __KeywordChoice>::KEYWORDS,
                    )
                },
            )
        },
    }
}

/// All fields that `parts` binds, in order.
fn bound_fields(parts: &[Part]) -> Vec<usize> {
    parts
        .iter()
        .flat_map(|part| match part {
            Part::Literal(_) => Vec::new(),
            Part::Slot { field, .. } | Part::Flag { field, .. } => vec![*field],
            Part::Optional(parts) => bound_fields(parts),
        })
        .collect()
}

/// The values of the same fields if `parts` is absent.
fn absent_values(parts: &[Part], fields: &[Field<'_>]) -> Vec<TokenStream> {
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
                    <#ty as __Flag>::from_bool(!#when)
                }]
            }
            Part::Optional(parts) => absent_values(parts, fields),
        })
        .collect()
}
