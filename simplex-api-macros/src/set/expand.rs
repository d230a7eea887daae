//! The code of a set.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Path;
use syn::spanned::Spanned;

use super::model::{Set, SetVariant};
use crate::tokens::{do_not_recommend, option};
use crate::{doc_comment, lints, names};

/// The enum and its impls. The code for a variant has the `cfg` of the variant.
pub(super) fn set(set: &Set, crate_path: &TokenStream) -> TokenStream {
    let item = item(set);
    let checks = set.variants.iter();
    let checks = checks.map(|variant| collision_check(variant, set, crate_path));
    let set_item = set_item_impl(set);
    let command_set = command_set_impl(set);
    let conversions = set.variants.iter();
    let conversions = conversions.map(|variant| conversion(variant, set));
    let inner_attrs = set.variants.iter().flat_map(SetVariant::all_attrs);
    let lints = lints::levels(&set.attrs, inner_attrs);
    quote! {
        #item
        #(#checks)*
        #lints
        const _: () = {
            use #crate_path::__private as __p;

            #set_item
            #command_set
            #(#conversions)*
        };
    }
}

fn item(set: &Set) -> TokenStream {
    let Set {
        attrs, vis, ident, ..
    } = set;
    let variants = set.variants.iter().map(|variant| {
        let SetVariant {
            attrs, ident, path, ..
        } = variant;
        let link = names::path_string(path);
        let docs = format!("[`{link}`](type@{link}).");
        let docs = (!doc_comment::is_present(attrs)).then(|| quote!(#[doc = #docs]));
        let section = variant.section.iter().flat_map(|section| &section.attrs);
        quote!(#(#section)* #(#attrs)* #docs #ident(#path))
    });
    quote! {
        #(#attrs)*
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        #[non_exhaustive]
        #vis enum #ident {
            #(#variants,)*
        }
    }
}

/// An error at the variant if another variant can have the same text. Its span is that of the variant: for generated code
/// the compiler would show the whole set.
fn collision_check(variant: &SetVariant, set: &Set, crate_path: &TokenStream) -> TokenStream {
    let (cfg, label) = (variant.cfg(), names::unraw(&variant.ident));
    let ident = &set.ident;
    let span = variant.path.span();
    let crate_path = crate_path.clone().into_iter().map(|mut token| {
        // Each name is still resolved where it was written.
        token.set_span(token.span().located_at(span));
        token
    });
    let crate_path: TokenStream = crate_path.collect();
    quote_spanned! {span=>
        #(#cfg)*
        const _: () = #crate_path::__private::check_collisions(
            <#ident as #crate_path::__private::SetItem>::ENTRIES,
            #label,
        );
    }
}

/// The entry of a variant in the tables of the set.
fn set_part(variant: &SetVariant) -> TokenStream {
    let SetVariant { ident, path, .. } = variant;
    let (cfg, section) = (
        variant.cfg(),
        option(variant.section.as_ref().map(|section| &section.name)),
    );
    let (label, name) = (names::unraw(ident), names::path_string(path));
    let item = as_set_item(path);
    quote! {
        #(#cfg)*
        __p::SetPart {
            group: #section,
            label: #label,
            name: #name,
            entries: #item::ENTRIES,
            read: |__index, __reader| #item::read_at(__index, __reader).map(Self::#ident),
            from_params: |__index, __params| {
                #item::from_params_at(__index, __params).map(Self::#ident)
            },
        }
    }
}

fn command_set_impl(set: &Set) -> TokenStream {
    let ident = &set.ident;
    let parts = set.variants.iter().map(set_part);
    quote! {
        #[automatically_derived]
        impl __p::CommandSet for #ident {
            const PARTS: &'static [__p::SetPart<Self>] = &[#(#parts),*];

            const COMMANDS: &'static [__p::SetCommand<Self>] = &__p::SetPart::commands::<
                { __p::SetPart::count(<#ident as __p::CommandSet>::PARTS) },
            >(Self::PARTS);
        }
    }
}

/// Lets the set be a variant of other sets.
fn set_item_impl(set: &Set) -> TokenStream {
    let ident = &set.ident;
    let each = |call: TokenStream| {
        let arms = set.variants.iter().map(move |variant| {
            let (cfg, ident, item) = (variant.cfg(), &variant.ident, as_set_item(&variant.path));
            quote!(#(#cfg)* Self::#ident(ref __command) => #item::#call,)
        });
        quote!(match *self { #(#arms)* })
    };
    let declared = each(quote!(declared(__command)));
    let written = each(quote!(written(__command, __server)));
    let params = each(quote!(params(__command)));
    let do_not_recommend = do_not_recommend();
    quote! {
        #do_not_recommend
        #[automatically_derived]
        impl __p::SetItem for #ident {
            const ENTRIES: &'static [__p::SetEntry] = &__p::SetPart::entries::<
                { __p::SetPart::count(<#ident as __p::CommandSet>::PARTS) },
            >(<Self as __p::CommandSet>::PARTS);

            #[inline]
            fn read_at(
                __index: ::core::primitive::usize,
                __reader: &mut __p::Reader<'_>,
            ) -> ::core::result::Result<Self, __p::Mismatch> {
                <Self as __p::CommandSet>::COMMANDS[__index].read(__reader)
            }

            fn from_params_at(
                __index: ::core::primitive::usize,
                __params: __p::JsonObject,
            ) -> ::core::result::Result<Self, __p::ParamsError> {
                <Self as __p::CommandSet>::COMMANDS[__index].from_params(__params)
            }

            #[inline]
            fn declared(&self) -> &'static __p::CommandSpec {
                #declared
            }

            #[inline]
            fn written(
                &self,
                __server: ::core::option::Option<&__p::ServerVersion>,
            ) -> ::core::result::Result<::std::string::String, __p::EncodeError> {
                #written
            }

            #[inline]
            fn params(
                &self,
            ) -> ::core::result::Result<__p::JsonObject, __p::EncodeError> {
                #params
            }
        }
    }
}

fn conversion(variant: &SetVariant, set: &Set) -> TokenStream {
    let SetVariant { ident, path, .. } = variant;
    let (cfg, set) = (variant.cfg(), &set.ident);
    quote! {
        #(#cfg)*
        #[automatically_derived]
        impl ::core::convert::From<#path> for #set {
            fn from(__command: #path) -> Self {
                Self::#ident(__command)
            }
        }
    }
}

/// The type as a `SetItem`. All uses have the same tokens and span, so that the compiler reports a type that does not
/// implement the trait once.
fn as_set_item(path: &Path) -> TokenStream {
    // As in generated code, so that lints do not apply to it.
    let span = Span::call_site().located_at(path.span());
    quote_spanned!(span=> <#path as __p::SetItem>)
}
