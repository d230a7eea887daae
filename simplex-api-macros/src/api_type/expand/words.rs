//! Enums of words.

use proc_macro2::TokenStream;
use quote::quote;

use super::spec;
use crate::api_type::model::{Model, Variant};

pub(super) fn methods(model: &Model<'_>, words: &[Variant<'_>]) -> TokenStream {
    let ident = &model.item.ident;
    let vis = &model.item.vis;
    let variants = words.iter().map(|word| &word.variant.ident);
    let wires = words.iter().map(|word| &word.wire);
    quote! {
        #[automatically_derived]
        impl #ident {
            /// The word as the API spells it.
            #vis fn as_str(&self) -> &::core::primitive::str {
                match self {
                    #(Self::#variants => #wires,)*
                    Self::Undocumented(__word) => __word,
                }
            }
        }
    }
}

pub(super) fn impls(
    model: &Model<'_>,
    words: &[Variant<'_>],
    parts: Option<&TokenStream>,
) -> TokenStream {
    let ident = &model.item.ident;
    let variants = words.iter().map(|word| &word.variant.ident);
    let wires = words.iter().map(|word| &word.wire);
    let places = words.iter().map(|word| &word.variant.ident);
    let indexes = 0..words.len();
    let aliases = words.iter().enumerate();
    let aliases = aliases.filter_map(|(place, word)| Some((word.alias.as_ref()?, place)));
    let aliases = aliases.map(|(alias, place)| quote!((#alias, #place)));
    let aliases: Vec<_> = aliases.collect();
    let aliases = (!aliases.is_empty()).then(|| {
        quote! {
            const ALIASES: &'static [(&'static ::core::primitive::str, ::core::primitive::usize)] =
                &[#(#aliases),*];
        }
    });
    let closed = model.closed.then(|| {
        quote!(
            const CLOSED: ::core::primitive::bool = true;
        )
    });
    let table = spec::words(words);
    let json = spec::json(
        model,
        &quote!(__p::read_keyword),
        &quote!(__p::write_keyword),
    );
    let api_type = spec::api_type(model, &quote!(__p::TypeKind::Enum(#table)), parts);
    quote! {
        #[automatically_derived]
        impl __p::KeywordEnum for #ident {
            const KEYWORDS: &'static [&'static ::core::primitive::str] = &[#(#wires),*];
            const VALUES: &'static [Self] = &[#(Self::#variants),*];
            #aliases
            #closed

            fn index(&self) -> ::core::option::Option<::core::primitive::usize> {
                match self {
                    #(Self::#places => ::core::option::Option::Some(#indexes),)*
                    Self::Undocumented(_) => ::core::option::Option::None,
                }
            }

            fn keyword(&self) -> &::core::primitive::str {
                self.as_str()
            }

            fn undocumented(__keyword: ::std::boxed::Box<::core::primitive::str>) -> Self {
                Self::Undocumented(__keyword)
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __f.pad(self.as_str())
            }
        }

        #json
        #api_type
    }
}
