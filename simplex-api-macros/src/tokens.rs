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

/// What follows on the `TypeRef` of a Rust type, if the documentation has another name for it.
pub(crate) fn named(primitive: Option<&LitStr>) -> Option<TokenStream> {
    let primitive = primitive?;
    Some(quote!(.with_documented_name(&__p::spec::TypeRef::Primitive(#primitive))))
}

/// Where the compiler shows errors about `tokens`.
pub(crate) fn place(tokens: &impl Spanned) -> Span {
    tokens.span()
}

/// Keeps an impl out of the compiler's suggestions. The library's own types are many, so it is for them; where a declaration
/// of others stands, `diagnostic` may be a module, or nothing at all.
pub(crate) fn do_not_recommend() -> Option<TokenStream> {
    let is_library = env::var_os("CARGO_CRATE_NAME").is_some_and(|name| name == "simplex_api");
    is_library.then(|| quote!(#[diagnostic::do_not_recommend]))
}
