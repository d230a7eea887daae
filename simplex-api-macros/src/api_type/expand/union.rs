//! Unions.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::Ident;

use super::{members, spec};
use crate::api_type::model::{Content, Member, Model, Union, Variant};
use crate::{builder, lints, names};

/// A constructor for each variant.
pub(super) fn methods(model: &Model<'_>, union: &Union<'_>) -> TokenStream {
    let ident = &model.item.ident;
    let constructors = union
        .variants
        .iter()
        .map(|variant| constructor(model, variant));
    quote! {
        #[automatically_derived]
        impl #ident {
            #(#constructors)*
        }
    }
}

fn constructor(model: &Model<'_>, variant: &Variant<'_>) -> TokenStream {
    let vis = &model.item.vis;
    let ident = &variant.variant.ident;
    let plain = names::unraw(ident);
    let function = names::raw_if_keyword(&names::to_snake_case(&plain), ident.span());
    let doc = format!("[`{plain}`](variant@Self::{plain}) of its members.");
    let attrs = &variant.variant.attrs;
    let carried = attrs
        .iter()
        .filter(|attr| builder::is_copied_to_function(attr));
    let (arguments, value) = match &variant.content {
        Content::Record(ty) => {
            let record = format_ident!("record");
            let value = builder::into_value(&record, ty);
            (
                vec![builder::into_parameter(&record, ty)],
                quote!(Self::#ident(#value)),
            )
        }
        Content::Members(members) => {
            let arguments = members
                .iter()
                .map(|m| builder::into_parameter(m.ident, &m.field.ty));
            let values = members.iter().map(|member| {
                let ident = member.ident;
                let value = builder::into_value(ident, &member.field.ty);
                quote!(#ident: #value)
            });
            let extra = quote!(extra: ::core::default::Default::default());
            (
                arguments.collect(),
                quote!(Self::#ident { #(#values,)* #extra }),
            )
        }
    };
    let lint = lints::of_arguments(arguments.len());
    quote! {
        #[doc = #doc]
        #(#carried)*
        #lint
        #[must_use]
        #vis fn #function(#(#arguments),*) -> Self {
            #value
        }
    }
}

pub(super) fn impls(
    model: &Model<'_>,
    union: &Union<'_>,
    parts: Option<&TokenStream>,
) -> TokenStream {
    let Union { tag, variants } = union;
    let ident = &model.item.ident;
    let object = members::object();
    let index = Ident::new("__index", Span::mixed_site());
    let tags = variants.iter().map(|variant| variant.wire.clone());
    let tags = tags.chain(aliases(variants).map(|(_, alias)| alias));
    let tables = variants.iter().filter_map(names_table);
    let functions = variants
        .iter()
        .filter_map(|variant| read_function(model, variant));
    let reads = read_arms(variants);
    let writes = variants.iter().map(|variant| write_arm(variant, tag));
    let closed = model.closed.then(|| {
        quote!(
            const CLOSED: ::core::primitive::bool = true;
        )
    });
    let raw = if model.closed {
        quote!(#object.closed_raw_object(__raw, <Self as __p::Union>::TAGS))
    } else {
        quote!(#object.raw_object(__raw))
    };
    let table = spec::variants(variants);
    let kind = quote!(__p::TypeKind::Union { tag: #tag, variants: #table });
    let json = spec::json(model, &quote!(__p::read_union), &quote!(__p::write_union));
    let api_type = spec::api_type(model, &kind, parts);
    quote! {
        #(#tables)*
        #(#functions)*

        #[automatically_derived]
        impl __p::Union for #ident {
            const TAG: &'static ::core::primitive::str = #tag;
            const TAGS: &'static [&'static ::core::primitive::str] = &[#(#tags),*];
            #closed

            fn read_variant(
                #index: ::core::primitive::usize,
                #object: &mut __p::ObjectReader<'_, '_>,
            ) -> ::core::option::Option<Self> {
                #reads
            }

            fn write_variant(&self, #object: &mut __p::ObjectWriter<'_, '_>) {
                match self {
                    #(#writes)*
                    Self::Undocumented(__raw) => #raw,
                }
            }

            fn undocumented(__raw: __p::RawObject) -> Self {
                Self::Undocumented(__raw)
            }
        }

        #json
        #api_type
    }
}

/// The name of the table of a variant's member names.
fn table(variant: &Variant<'_>) -> Ident {
    let name = names::to_snake_case(&names::unraw(&variant.variant.ident));
    format_ident!("__NAMES_OF_{}", name.to_uppercase())
}

/// The name of the function that reads a variant's members.
fn reader(variant: &Variant<'_>) -> Ident {
    format_ident!(
        "__read_{}",
        names::to_snake_case(&names::unraw(&variant.variant.ident))
    )
}

fn names_table(variant: &Variant<'_>) -> Option<TokenStream> {
    let names = members::names(some_members(variant)?);
    let table = table(variant);
    Some(quote!(const #table: &[&::core::primitive::str] = #names;))
}

fn some_members<'a, 'b>(variant: &'b Variant<'a>) -> Option<&'b [Member<'a>]> {
    Some(variant.members()).filter(|members| !members.is_empty())
}

/// A function for a variant with members. Were all read in one function, its frame would have room for the
/// members of all of them, and unions nest deep.
fn read_function(model: &Model<'_>, variant: &Variant<'_>) -> Option<TokenStream> {
    let members = some_members(variant)?;
    let union = &model.item.ident;
    let ident = &variant.variant.ident;
    let object = members::object();
    let reader = reader(variant);
    let table = table(variant);
    let read = members::read(members, &quote!(#union::#ident), &quote!(#table));
    Some(quote! {
        fn #reader(
            #object: &mut __p::ObjectReader<'_, '_>,
        ) -> ::core::option::Option<#union> {
            #read
        }
    })
}

/// The tags of older servers, behind those of today, and the places of their variants.
fn aliases<'a>(variants: &'a [Variant<'_>]) -> impl Iterator<Item = (usize, String)> + 'a {
    let variants = variants.iter().enumerate();
    variants.filter_map(|(place, variant)| Some((place, variant.alias.as_ref()?.value())))
}

fn read_arms(variants: &[Variant<'_>]) -> TokenStream {
    let object = members::object();
    let index = Ident::new("__index", Span::mixed_site());
    let last = variants.len() - 1;
    let arms = variants.iter().enumerate().map(|(place, variant)| {
        let ident = &variant.variant.ident;
        let read = match &variant.content {
            Content::Record(_) => quote! {
                ::core::option::Option::map(__p::Record::read_fields(#object), Self::#ident)
            },
            Content::Members(members) if members.is_empty() => {
                members::read(&[], &quote!(Self::#ident), &TokenStream::new())
            }
            Content::Members(_) => {
                let reader = reader(variant);
                quote!(#reader(#object))
            }
        };
        let aliases = aliases(variants).enumerate();
        let aliases = aliases.filter(|(_, alias)| alias.0 == place);
        let aliases = aliases.map(|(behind, _)| variants.len() + behind);
        // The index is a place in `TAGS`, so the last variant needs no number.
        if place == last {
            quote!(_ => #read,)
        } else {
            quote!(#place #(| #aliases)* => #read,)
        }
    });
    quote!(match #index { #(#arms)* })
}

fn write_arm(variant: &Variant<'_>, tag: &str) -> TokenStream {
    let object = members::object();
    let extra = Ident::new("__extra", Span::mixed_site());
    let Variant { wire, content, .. } = variant;
    let tag = format!("{}:{}", names::json_string(tag), names::json_string(wire));
    let ident = &variant.variant.ident;
    match content {
        Content::Record(_) => quote! {
            Self::#ident(__record) => {
                #object.raw_tag(#tag);
                __p::Record::write_fields(__record, #object)
            }
        },
        Content::Members(list) => {
            let idents = list.iter().map(|member| member.ident);
            let names = some_members(variant).map_or_else(
                || quote!(&[]),
                |_| {
                    let table = table(variant);
                    quote!(#table)
                },
            );
            let write = members::write(list, |ident| quote!(#ident), &quote!(#extra), &names);
            quote! {
                Self::#ident { #(#idents,)* extra: #extra } => {
                    #object.raw_tag(#tag);
                    #write
                }
            }
        }
    }
}
