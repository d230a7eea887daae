//! The parameters of a command from and to JSON.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::model::Command;
use crate::text::{self, Field, Part};
use crate::tokens::{option, variable};

/// The parameters from and to JSON.
///
/// serde's functions are called in closures: of a mere path to one the compiler would underline another place, and
/// so report a type without serde twice.
pub(super) fn params(command: &Command, fields: &[Field<'_>], parts: &[Part]) -> TokenStream {
    let flags = text::flags(parts);
    let names = names(command, fields);
    let (params, this) = (variable("__params"), variable("self"));
    let declared = fields.iter().zip(&names);
    let read = declared.enumerate().map(|(index, (field, names))| {
        let Field {
            ident, ty, secret, ..
        } = field;
        let hide = secret.then(|| quote!(.map_err(::simplex_api::command::ParamsError::hidden)));
        let default = option(flags.iter().find(|flag| flag.0 == index).map(
            |(_, when)| quote!(<#ty as ::simplex_api::__private::slot::Switch>::from_bool(!#when)),
        ));
        quote_spanned! {ty.span()=>
            let #ident = ::simplex_api::__private::Param::<#ty>::read(
                &mut #params,
                #names,
                #default,
                |__text| <#ty as ::simplex_api::__private::slot::JsonArgument>::from_json(__text),
            ) #hide ?;
        }
    });
    let write = fields.iter().map(|field| {
        let Field {
            ident, ty, name, ..
        } = field;
        let write = quote_spanned! {ty.span()=>
            ::simplex_api::__private::Param::<#ty>::write(
                &#this.#ident,
                #name,
                &mut #params,
                |__value, __out| <#ty as ::simplex_api::__private::slot::JsonArgument>::write(__value, __out, #name),
            )
        };
        text::attempt(&write, field)
    });
    let idents = fields.iter().map(|field| field.ident);
    quote! {
        #[inline]
        #[allow(unused_mut, clippy::redundant_closure)]
        fn to_params(
            &self,
        ) -> ::core::result::Result<::simplex_api::json::JsonObject, ::simplex_api::command::EncodeError> {
            let mut __params = ::simplex_api::json::JsonObject::new();
            #(#write)*
            ::core::result::Result::Ok(__params)
        }

        #[inline]
        #[allow(unused_mut, clippy::redundant_closure)]
        fn from_params(
            params: ::simplex_api::json::JsonObject,
        ) -> ::core::result::Result<Self, ::simplex_api::command::ParamsError> {
            let mut __params = ::simplex_api::__private::Params::new(params, &[#(#names),*])?;
            #(#read)*
            __params.finish()?;
            ::core::result::Result::Ok(Self { #(#idents,)* })
        }
    }
}

/// The names of each parameter: the documentation's, and the one that it had.
fn names(command: &Command, fields: &[Field<'_>]) -> Vec<TokenStream> {
    let declared = fields.iter().zip(&command.params);
    let names = declared.map(|(field, param)| {
        let (name, alias) = (&field.name, param.alias.iter());
        quote!(&[#name #(, #alias)*])
    });
    names.collect()
}
