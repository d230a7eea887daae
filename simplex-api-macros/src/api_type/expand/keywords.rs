//! The impls of a keyword enum.

use proc_macro2::TokenStream;
use quote::quote;

use super::spec;
use crate::api_type::model::{Model, Variant};

pub(super) fn methods(model: &Model<'_>, variants: &[Variant<'_>]) -> TokenStream {
    let ident = &model.item.ident;
    let vis = &model.item.vis;
    let idents = variants.iter().map(|variant| &variant.variant.ident);
    let keywords = variants.iter().map(|variant| &variant.api_name);
    quote! {
        #[automatically_derived]
        impl #ident {
            /// The keyword in the API.
            #vis fn as_str(&self) -> &::core::primitive::str {
                match self {
                    #(Self::#idents => #keywords,)*
                    Self::Undocumented(__keyword) => __keyword,
                }
            }
        }
    }
}

pub(super) fn impls(
    model: &Model<'_>,
    variants: &[Variant<'_>],
    parts: Option<&TokenStream>,
) -> TokenStream {
    let ident = &model.item.ident;
    let idents: Vec<_> = variants
        .iter()
        .map(|variant| &variant.variant.ident)
        .collect();
    let keywords = variants.iter().map(|variant| &variant.api_name);
    let indexes = 0..variants.len();
    let aliases = variants.iter().enumerate();
    let aliases = aliases.filter_map(|(index, variant)| Some((variant.alias.as_ref()?, index)));
    let aliases = aliases.map(|(alias, index)| quote!((#alias, #index)));
    let aliases: Vec<_> = aliases.collect();
    let aliases = (!aliases.is_empty()).then(|| {
        quote! {
            const ALIASES: &'static [(&'static ::core::primitive::str, ::core::primitive::usize)] =
                &[#(#aliases),*];
        }
    });
    let closed = spec::closed(model);
    let table = spec::keywords(variants);
    let json = spec::json(
        model,
        &quote!(__p::read_keyword),
        &quote!(__p::write_keyword),
    );
    let api_type = spec::api_type(model, &quote!(__p::TypeKind::Enum(#table)), parts);
    quote! {
        #[automatically_derived]
        impl __p::KeywordEnum for #ident {
            const KEYWORDS: &'static [&'static ::core::primitive::str] = &[#(#keywords),*];
            const VALUES: &'static [Self] = &[#(Self::#idents),*];
            #aliases
            #closed

            fn index(&self) -> ::core::option::Option<::core::primitive::usize> {
                match self {
                    #(Self::#idents => ::core::option::Option::Some(#indexes),)*
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
