//! `#[api_type]`: records, keyword enums, unions and newtypes of the API's JSON.

mod check;
mod expand;
mod model;
mod parse;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::diagnostics::Errors;
use crate::{duplicates, fallback};
use model::Model;

/// The item and its impls. The item is there even if the declaration has mistakes, so that one mistake does not cause
/// others.
pub(crate) fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut parsed = match syn::parse2::<DeriveInput>(item.clone()) {
        Ok(parsed) => parsed,
        Err(error) => {
            let error = error.to_compile_error();
            return quote!(#item #error);
        }
    };
    let mut errors = Errors::default();
    duplicates::reject(&mut parsed.attrs, "api_type", &mut errors);
    let expanded = Model::parse(args, &parsed, &mut errors).and_then(|mut model| {
        check::check(&model, &mut errors);
        (!check::collides(&model)).then(|| expand::expand(&mut model, &mut errors))
    });
    let expanded = expanded.unwrap_or_else(|| fallback::item(parsed, "api"));
    let errors = errors.finish().err();
    let errors = errors.map(|error| error.to_compile_error());
    quote!(#expanded #errors)
}
