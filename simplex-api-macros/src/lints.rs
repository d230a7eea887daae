//! Which lints apply to generated code.
//!
//! There is no `allow` in it that the declaration does not ask for: in code that forbids a lint, that is an error.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Meta};

const LEVELS: [&str; 4] = ["allow", "warn", "deny", "forbid"];

/// The attributes for what is generated for an item with `attributes`: the levels that it has, and leave to use those of
/// its `parts` that are deprecated.
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

/// What a function with so many arguments needs: more than Clippy finds good.
pub(crate) fn of_arguments(count: usize) -> Option<TokenStream> {
    (count > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}

/// An attribute that says the level of a lint. What is expected of the item need not be in what is generated.
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
