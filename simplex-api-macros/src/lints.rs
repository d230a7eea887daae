//! The lint attributes of generated code.
//!
//! Generated code has an `allow` only if the declaration requires it: where a lint is forbidden, an `allow` is an error.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Meta};

const LEVELS: [&str; 4] = ["allow", "warn", "deny", "forbid"];

/// The lint attributes for the code of an item with these `attributes`: its own lint levels, and permission to use its
/// deprecated `parts`.
pub(crate) fn levels<'a>(
    attributes: &'a [Attribute],
    parts: impl IntoIterator<Item = &'a Attribute>,
) -> TokenStream {
    let levels = attributes.iter().filter_map(level);
    let mut all = attributes.iter().chain(parts);
    let is_deprecated = all.any(|attribute| attribute.path().is_ident("deprecated"));
    let deprecated = is_deprecated.then(|| quote!(#[allow(deprecated)]));
    quote!(#(#levels)* #deprecated)
}

/// The attribute for a function with this number of arguments, if Clippy would warn about it.
pub(crate) fn allow_many_arguments(count: usize) -> Option<TokenStream> {
    (count > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}

/// A lint level. `expect` becomes `allow`, because the generated code need not have what is expected of the item.
fn level(attribute: &Attribute) -> Option<TokenStream> {
    let path = attribute.path();
    if LEVELS.iter().any(|level| path.is_ident(level)) {
        return Some(attribute.to_token_stream());
    }
    match &attribute.meta {
        Meta::List(list) if path.is_ident("expect") => {
            let lints = &list.tokens;
            Some(quote!(#[allow(#lints)]))
        }
        _ => None,
    }
}
