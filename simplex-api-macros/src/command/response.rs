//! The response type of a command.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Path;

use super::model::Command;
use crate::tokens::do_not_recommend;

/// The response type, with its definition and impls if the macro generates it.
#[derive(Default)]
pub(super) struct Response {
    pub(super) ty: TokenStream,
    pub(super) definition: TokenStream,
    pub(super) implementation: TokenStream,
}

pub(super) fn response(command: &Command) -> Response {
    let existing = |ty| Response {
        ty,
        ..Response::default()
    };
    match command.attribute.responses.as_slice() {
        [] => existing(quote!(__p::RawResponse)),
        [one] => existing(quote!(#one)),
        several => response_enum(command, several),
    }
}

/// An enum of the responses, with a variant for those that the documentation does not list.
fn response_enum(command: &Command, responses: &[Path]) -> Response {
    let crate_path = &command.attribute.crate_path;
    let (vis, command) = (&command.vis, &command.ident);
    let ident = format_ident!("{command}Response");
    let docs = format!("The response to [`{command}`].");
    let variants: Vec<_> = responses
        .iter()
        .filter_map(|path| path.segments.last())
        .map(|segment| &segment.ident)
        .collect();
    let variant_docs = variants.iter().map(|variant| format!("`{variant}`."));
    let definition = quote! {
        #[doc = #docs]
        #[derive(
            ::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq
        )]
        #[non_exhaustive]
        #vis enum #ident {
            #(
                #[doc = #variant_docs]
                #variants(#responses),
            )*
            /// A response that the documentation does not list.
            Undocumented(#crate_path::command::RawResponse),
        }
    };
    let do_not_recommend = do_not_recommend();
    let implementation = quote! {
        #(
            #[automatically_derived]
            #do_not_recommend
            impl ::core::convert::From<#responses> for #ident {
                fn from(__response: #responses) -> Self {
                    Self::#variants(__response)
                }
            }
        )*

        #[automatically_derived]
        #do_not_recommend
        impl __p::Response for #ident {
            fn from_body(
                __tag: &::core::primitive::str,
                __json: &::core::primitive::str,
            ) -> ::core::result::Result<Self, __p::ResponseError> {
                #(
                    if __tag == <#responses as __p::TaggedResponse>::TAG {
                        return <#responses as __p::TaggedResponse>::from_body(__tag, __json)
                            .map(Self::#variants);
                    }
                )*
                <__p::RawResponse as __p::Response>::from_body(__tag, __json)
                    .map(Self::Undocumented)
            }
        }
    };
    Response {
        ty: quote!(#ident),
        definition,
        implementation,
    }
}
