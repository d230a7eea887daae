//! The code of a set.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Path;
use syn::spanned::Spanned;

use super::model::{Member, Set};
use crate::tokens::{do_not_recommend, option};
use crate::{doc_comment, names};

/// The enum and its impls, for the `library` at this path. What is written for a member has its `cfg`.
pub(super) fn set(set: &Set, library: &TokenStream) -> TokenStream {
    let item = item(set);
    let checks = set.members.iter().map(|member| check(member, set, library));
    let implementation = item_of_sets(set);
    let tables = tables(set);
    let conversions = set.members.iter().map(|member| conversion(member, set));
    quote! {
        #item
        #(#checks)*
        #[allow(deprecated)]
        const _: () = {
            use #library::__private as __p;

            #implementation
            #tables
            #(#conversions)*
        };
    }
}

fn item(set: &Set) -> TokenStream {
    let Set {
        attrs, vis, ident, ..
    } = set;
    let variants = set.members.iter().map(|member| {
        let Member {
            attrs, ident, path, ..
        } = member;
        let link = names::path_string(path);
        let docs = format!("[`{link}`](type@{link}).");
        let docs = (!doc_comment::is_present(attrs)).then(|| quote!(#[doc = #docs]));
        let section = member.section.iter().flat_map(|section| &section.attrs);
        quote!(#(#section)* #(#attrs)* #docs #ident(#path))
    });
    quote! {
        #(#attrs)*
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        #vis enum #ident {
            #(#variants,)*
        }
    }
}

/// Stops the compiler, at the member, where another one can have the same text. (At a place of generated code it would
/// show all of the set.)
fn check(member: &Member, set: &Set, library: &TokenStream) -> TokenStream {
    let (cfg, label) = (member.cfg(), names::unraw(&member.ident));
    let ident = &set.ident;
    let place = member.path.span();
    let library = library.clone().into_iter().map(|mut token| {
        // It means what it means where it is written.
        token.set_span(token.span().located_at(place));
        token
    });
    let library: TokenStream = library.collect();
    quote_spanned! {place=>
        #(#cfg)*
        const _: () = #library::__private::check_collisions(
            <#ident as #library::__private::SetItem>::ENTRIES,
            #label,
        );
    }
}

/// What stands for a member in each table.
fn part(member: &Member) -> TokenStream {
    let Member { ident, path, .. } = member;
    let (cfg, section) = (
        member.cfg(),
        option(member.section.as_ref().map(|section| &section.name)),
    );
    let (label, name) = (names::unraw(ident), names::path_string(path));
    let item = as_item(path);
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

fn tables(set: &Set) -> TokenStream {
    let ident = &set.ident;
    let parts = set.members.iter().map(part);
    quote! {
        #[automatically_derived]
        impl __p::CommandSet for #ident {
            const PARTS: &'static [__p::SetPart<Self>] = &[#(#parts),*];

            const COMMANDS: &'static [__p::SetMember<Self>] = &__p::SetPart::members::<
                { __p::SetPart::count(<#ident as __p::CommandSet>::PARTS) },
            >(Self::PARTS);

            const HEADS: __p::dispatch::Heads = {
                const ENTRIES: &[__p::SetEntry] = <#ident as __p::SetItem>::ENTRIES;
                __p::dispatch::Heads::new(
                    ENTRIES,
                    &__p::dispatch::heads::<{ __p::dispatch::count(ENTRIES) }>(ENTRIES),
                )
            };
        }
    }
}

/// What makes the set a member of others.
fn item_of_sets(set: &Set) -> TokenStream {
    let ident = &set.ident;
    let each = |call: TokenStream| {
        let arms = set.members.iter().map(move |member| {
            let (cfg, variant, item) = (member.cfg(), &member.ident, as_item(&member.path));
            quote!(#(#cfg)* Self::#variant(ref __command) => #item::#call,)
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
            ) -> ::core::result::Result<Self, __p::Miss> {
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

fn conversion(member: &Member, set: &Set) -> TokenStream {
    let Member { ident, path, .. } = member;
    let (cfg, set) = (member.cfg(), &set.ident);
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

/// The type as what it must be. All in the same words at the same place, so that one that is not is reported once.
fn as_item(path: &Path) -> TokenStream {
    // Lints about what people write do not apply to it.
    let place = Span::call_site().located_at(path.span());
    quote_spanned!(place=> <#path as __p::SetItem>)
}
