//! The parameters of a command as a JSON object.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::model::Command;
use crate::text::{self, Field, Part};
use crate::tokens::{option, span_of};

/// The methods that convert parameters to and from JSON.
///
/// The functions of serde are called in closures. If their paths were passed instead, the compiler would underline another
/// place, and would report a type without serde twice.
pub(super) fn params(command: &Command, fields: &[Field<'_>], parts: &[Part]) -> TokenStream {
    let flags = text::flags(parts);
    let names = names(command, fields);
    let declared = fields.iter().zip(&names);
    let read = declared.enumerate().map(|(index, (field, names))| {
        let Field {
            ident, ty, secret, ..
        } = field;
        let redact = secret.then(|| quote!(.map_err(__p::redact_params_error)));
        let default = option(
            flags
                .iter()
                .find(|flag| flag.0 == index)
                .map(|(_, when)| quote!(<#ty as __Flag>::from_bool(!#when))),
        );
        quote_spanned! {span_of(ty)=>
            let #ident = __p::Param::<#ty>::read_param(
                &mut __params,
                #names,
                #default,
                |__text| <#ty as __JsonArgument>::from_json(__text),
            ) #redact ?;
        }
    });
    let write = fields.iter().map(|field| {
        let Field {
            ident, ty, name, ..
        } = field;
        let write = quote_spanned! {span_of(ty)=>
            __p::Param::<#ty>::write_param(
                &self.#ident,
                #name,
                &mut __params,
                |__value, __out| <#ty as __JsonArgument>::write(__value, __out, #name),
            )
        };
        text::propagate_error(&write, field)
    });
    let idents = fields.iter().map(|field| field.ident);
    let mutable = (!fields.is_empty()).then(|| quote!(mut));
    quote! {
        #[inline]
        fn to_params(
            &self,
        ) -> ::core::result::Result<__p::JsonObject, __p::EncodeError> {
            let #mutable __params = __p::JsonObject::new();
            #(#write)*
            ::core::result::Result::Ok(__params)
        }

        #[inline]
        fn from_params(
            __params: __p::JsonObject,
        ) -> ::core::result::Result<Self, __p::ParamsError> {
            let #mutable __params = __p::Params::new(__params, &[#(#names),*])?;
            #(#read)*
            __params.finish()?;
            ::core::result::Result::Ok(Self { #(#idents,)* })
        }
    }
}

/// The names of each parameter: the present one, and the one in older documentation.
fn names(command: &Command, fields: &[Field<'_>]) -> Vec<TokenStream> {
    let declared = fields.iter().zip(&command.params);
    let names = declared.map(|(field, param)| {
        let (name, alias) = (&field.name, param.alias.iter());
        quote!(&[#name #(, #alias)*])
    });
    names.collect()
}
