//! Small pieces of generated code.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::LitStr;

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
    Some(quote!(.named(&__p::spec::TypeRef::Primitive(#primitive))))
}

/// A variable of the generated code, for pieces of it that stand at a place of the declaration. What a `macro_rules!` was
/// given is of another place than the attribute, and would not see the variable by its mere name.
pub(crate) fn variable(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
