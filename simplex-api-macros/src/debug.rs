//! `Debug` of a type with secrets, which it does not print.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Type;

use crate::{names, rust_type};

/// A field as `Debug` prints it. `value` is a reference to it.
pub(crate) struct DebugField<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) secret: bool,
    pub(crate) value: TokenStream,
}

/// The call that prints the field. Of an optional secret it prints whether there is one.
pub(crate) fn field_call(field: &DebugField<'_>) -> TokenStream {
    let DebugField {
        ident,
        ty,
        secret,
        value,
    } = field;
    let name = names::unraw(ident);
    let redacted = redacted();
    let value = match (secret, rust_type::generic_argument(ty, "Option")) {
        (false, _) => quote!(#value),
        (true, None) => quote!(&#redacted),
        (true, Some(_)) => {
            let secret = quote!(::core::option::Option::as_ref(#value));
            quote!(&::core::option::Option::map(#secret, |_| #redacted))
        }
    };
    quote!(.field(#name, #value))
}

/// The value that is printed in place of a secret.
pub(crate) fn redacted() -> TokenStream {
    quote!(__p::slot::Redacted)
}

/// `impl Debug` with this body, which writes to the `Formatter` in `__f`.
pub(crate) fn impl_debug(ident: &Ident, body: &TokenStream) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::core::fmt::Debug for #ident {
            fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #body
            }
        }
    }
}
