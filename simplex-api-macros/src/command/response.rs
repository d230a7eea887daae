//! What a command is answered with.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Path;

use super::model::Command;

/// The response type, and its definition if it is made for this command.
pub(super) fn response(command: &Command) -> (TokenStream, TokenStream) {
    match command.attribute.responses.as_slice() {
        [] => (
            quote!(::simplex_api::command::RawResponse),
            TokenStream::new(),
        ),
        [one] => (quote!(#one), TokenStream::new()),
        several => choice(command, several),
    }
}

/// An enum of the responses, with an arm for those that the documentation does not list.
fn choice(command: &Command, responses: &[Path]) -> (TokenStream, TokenStream) {
    let (vis, command) = (&command.vis, &command.ident);
    let ident = format_ident!("{command}Response");
    let docs = format!("What [`{command}`] is answered with.");
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
        #[allow(clippy::large_enum_variant)]
        #vis enum #ident {
            #(
                #[doc = #variant_docs]
                #variants(#responses),
            )*
            /// A response that the documentation does not list.
            Undocumented(::simplex_api::command::RawResponse),
        }

        #(
            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            impl ::core::convert::From<#responses> for #ident {
                fn from(response: #responses) -> Self {
                    Self::#variants(response)
                }
            }
        )*

        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl ::simplex_api::command::Response for #ident {
            fn from_body(
                __tag: &::core::primitive::str,
                __json: &::core::primitive::str,
            ) -> ::core::result::Result<Self, ::simplex_api::command::ResponseError> {
                #(
                    if __tag == <#responses as ::simplex_api::__private::Listed>::TAG {
                        return <#responses as ::simplex_api::__private::Listed>::from_body(__tag, __json)
                            .map(Self::#variants);
                    }
                )*
                <::simplex_api::command::RawResponse as ::simplex_api::command::Response>::from_body(__tag, __json)
                    .map(Self::Undocumented)
            }
        }
    };
    (quote!(#ident), definition)
}
