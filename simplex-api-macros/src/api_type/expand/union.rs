//! The impls of a union.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::Ident;

use super::{fields, spec};
use crate::api_type::model::{ApiField, Content, Model, Union, Variant};
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
    let name = names::unraw(ident);
    let function = names::raw_if_keyword(&names::to_snake_case(&name), ident.span());
    let doc = format!("Makes [`{name}`](variant@Self::{name}).");
    let attrs = &variant.variant.attrs;
    let copied = attrs
        .iter()
        .filter(|attr| builder::is_copied_to_function(attr));
    let (parameters, value) = match &variant.content {
        Content::Record(ty) => {
            let record = format_ident!("record");
            let value = builder::into_value(&record, ty);
            (
                vec![builder::into_parameter(&record, ty)],
                quote!(Self::#ident(#value)),
            )
        }
        Content::Fields(fields) => {
            let parameters = fields
                .iter()
                .map(|field| builder::into_parameter(field.ident, &field.field.ty));
            let values = fields.iter().map(|field| {
                let ident = field.ident;
                let value = builder::into_value(ident, &field.field.ty);
                quote!(#ident: #value)
            });
            let extra = quote!(extra: ::core::default::Default::default());
            (
                parameters.collect(),
                quote!(Self::#ident { #(#values,)* #extra }),
            )
        }
    };
    let lint = lints::allow_many_arguments(parameters.len());
    quote! {
        #[doc = #doc]
        #(#copied)*
        #lint
        #[must_use]
        #vis fn #function(#(#parameters),*) -> Self {
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
    let object = fields::object_ident();
    let index = Ident::new("__index", Span::mixed_site());
    let tags = variants.iter().map(|variant| variant.api_name.clone());
    let tags = tags.chain(aliases(variants).map(|(_, alias)| alias));
    let names_tables = variants.iter().filter_map(names_table);
    let read_functions = variants
        .iter()
        .filter_map(|variant| read_function(model, variant));
    let reads = match_index(variants);
    let writes = variants.iter().map(|variant| write_arm(variant, tag));
    let closed = spec::closed(model);
    let write_undocumented = if model.closed {
        quote!(#object.closed_raw_object(__raw, <Self as __p::Union>::TAGS))
    } else {
        quote!(#object.raw_object(__raw))
    };
    let table = spec::variants(variants);
    let kind = quote!(__p::TypeKind::Union { tag: #tag, variants: #table });
    let json = spec::json(model, &quote!(__p::read_union), &quote!(__p::write_union));
    let api_type = spec::api_type(model, &kind, parts);
    quote! {
        #(#names_tables)*
        #(#read_functions)*

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
                    Self::Undocumented(__raw) => #write_undocumented,
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

/// The constant that holds the JSON names of a variant's fields.
fn table_ident(variant: &Variant<'_>) -> Ident {
    let name = names::to_snake_case(&names::unraw(&variant.variant.ident));
    format_ident!("__NAMES_OF_{}", name.to_uppercase())
}

/// The function that reads a variant's fields.
fn read_function_ident(variant: &Variant<'_>) -> Ident {
    format_ident!(
        "__read_{}",
        names::to_snake_case(&names::unraw(&variant.variant.ident))
    )
}

fn names_table(variant: &Variant<'_>) -> Option<TokenStream> {
    let names = fields::names_table(non_empty_fields(variant)?);
    let table = table_ident(variant);
    Some(quote!(const #table: &[&::core::primitive::str] = #names;))
}

fn non_empty_fields<'a, 'b>(variant: &'b Variant<'a>) -> Option<&'b [ApiField<'a>]> {
    Some(variant.fields()).filter(|fields| !fields.is_empty())
}

/// A function for each variant with fields. A single function for all variants would have a stack frame for the fields of
/// all of them, and unions nest deeply.
fn read_function(model: &Model<'_>, variant: &Variant<'_>) -> Option<TokenStream> {
    let fields = non_empty_fields(variant)?;
    let union = &model.item.ident;
    let ident = &variant.variant.ident;
    let object = fields::object_ident();
    let function = read_function_ident(variant);
    let table = table_ident(variant);
    let read = fields::read(fields, &quote!(#union::#ident), &quote!(#table));
    Some(quote! {
        fn #function(
            #object: &mut __p::ObjectReader<'_, '_>,
        ) -> ::core::option::Option<#union> {
            #read
        }
    })
}

/// The aliases, which follow all tags in `TAGS`, each with the index of its variant.
fn aliases<'a>(variants: &'a [Variant<'_>]) -> impl Iterator<Item = (usize, String)> + 'a {
    let variants = variants.iter().enumerate();
    variants.filter_map(|(index, variant)| Some((index, variant.alias.as_ref()?.value())))
}

/// Reads the variant whose tag or alias has this index in `TAGS`.
fn match_index(variants: &[Variant<'_>]) -> TokenStream {
    let object = fields::object_ident();
    let index = Ident::new("__index", Span::mixed_site());
    let last = variants.len() - 1;
    let arms = variants.iter().enumerate().map(|(index, variant)| {
        let ident = &variant.variant.ident;
        let read = match &variant.content {
            Content::Record(_) => quote! {
                ::core::option::Option::map(__p::Record::read_fields(#object), Self::#ident)
            },
            Content::Fields(fields) if fields.is_empty() => {
                fields::read(&[], &quote!(Self::#ident), &TokenStream::new())
            }
            Content::Fields(_) => {
                let function = read_function_ident(variant);
                quote!(#function(#object))
            }
        };
        let aliases = aliases(variants).enumerate();
        let aliases = aliases.filter(|(_, alias)| alias.0 == index);
        let aliases = aliases.map(|(offset, _)| variants.len() + offset);
        // There are no other indexes, so the last variant matches all that remain.
        if index == last {
            quote!(_ => #read,)
        } else {
            quote!(#index #(| #aliases)* => #read,)
        }
    });
    quote!(match #index { #(#arms)* })
}

fn write_arm(variant: &Variant<'_>, tag: &str) -> TokenStream {
    let object = fields::object_ident();
    let extra = Ident::new("__extra", Span::mixed_site());
    let api_name = &variant.api_name;
    let tag = format!(
        "{}:{}",
        names::json_string(tag),
        names::json_string(api_name)
    );
    let ident = &variant.variant.ident;
    match &variant.content {
        Content::Record(_) => quote! {
            Self::#ident(__record) => {
                #object.raw_tag(#tag);
                __p::Record::write_fields(__record, #object)
            }
        },
        Content::Fields(list) => {
            let idents = list.iter().map(|field| field.ident);
            let names = non_empty_fields(variant).map_or_else(
                || quote!(&[]),
                |_| {
                    let table = table_ident(variant);
                    quote!(#table)
                },
            );
            let write = fields::write(list, |ident| quote!(#ident), &quote!(#extra), &names);
            quote! {
                Self::#ident { #(#idents,)* extra: #extra } => {
                    #object.raw_tag(#tag);
                    #write
                }
            }
        }
    }
}
