//! Small pieces of generated code.

use std::env;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::LitStr;
use syn::spanned::Spanned;

/// `Some(value)` or `None`.
pub(crate) fn option(value: Option<impl ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

/// The call that gives a `TypeRef` the documentation's name, if the Rust type has another.
pub(crate) fn with_documented_name(primitive: Option<&LitStr>) -> Option<TokenStream> {
    let primitive = primitive?;
    Some(quote!(.with_documented_name(&__p::TypeRef::Primitive(#primitive))))
}

/// Where the compiler shows errors about `tokens`.
pub(crate) fn span_of(tokens: &impl Spanned) -> Span {
    tokens.span()
}

/// Keeps an impl out of the compiler's suggestions. Only for this library's own types, which are many: in a user's crate
/// `diagnostic` may be the name of a module.
pub(crate) fn do_not_recommend() -> Option<TokenStream> {
    let is_library = env::var_os("CARGO_CRATE_NAME").is_some_and(|name| name == "simplex_api");
    is_library.then(|| quote!(#[diagnostic::do_not_recommend]))
}
