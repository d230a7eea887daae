//! `Debug` of what has secrets, which does not show them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Type;

use crate::{builder, names};

/// A field or member, a reference to which is `value`.
pub(crate) struct Shown<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) secret: bool,
    pub(crate) value: TokenStream,
}

/// A call that shows it. Of an absent secret it is shown that it is absent.
pub(crate) fn field(shown: &Shown<'_>) -> TokenStream {
    let Shown {
        ident,
        ty,
        secret,
        value,
    } = shown;
    let name = names::plain(ident);
    let hidden = hidden();
    let value = match (secret, builder::generic(ty, "Option")) {
        (false, _) => quote!(#value),
        (true, None) => quote!(&#hidden),
        (true, Some(_)) => {
            let there = quote!(::core::option::Option::as_ref(#value));
            quote!(&::core::option::Option::map(#there, |_| #hidden))
        }
    };
    quote!(.field(#name, #value))
}

/// What is shown instead of a secret.
pub(crate) fn hidden() -> TokenStream {
    quote!(__p::slot::Hidden)
}

/// `impl Debug` with this body, which writes to the `Formatter` in `__f`.
pub(crate) fn implement(ident: &Ident, body: &TokenStream) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::core::fmt::Debug for #ident {
            fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #body
            }
        }
    }
}
