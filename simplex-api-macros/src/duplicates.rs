//! Attributes on an item that repeat what the macro does itself.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Path, Token};

use crate::diagnostics::Errors;

/// The traits that the macros derive for every item.
const DERIVED: [&str; 3] = ["Debug", "Clone", "PartialEq"];

/// Reports a second `#[name]` on the item, and derives of what the macro derives. They are removed from the item, so that
/// each causes one error and not one for every impl.
pub(crate) fn reject(attributes: &mut Vec<Attribute>, name: &str, errors: &mut Errors) {
    attributes.retain(|attribute| {
        let is_repeated = ends_in(attribute.path(), name);
        if is_repeated {
            let message = format!("`#[{name}]` appears twice on this item");
            errors.push_spanned(attribute.path(), message);
        }
        !is_repeated
    });
    let derives = attributes
        .iter_mut()
        .filter(|attribute| attribute.path().is_ident("derive"));
    for attribute in derives {
        let (repeated, others): (Vec<_>, Vec<_>) = traits(attribute)
            .partition(|path| DERIVED.iter().any(|derived| ends_in(path, derived)));
        let [first, ..] = repeated.as_slice() else {
            continue;
        };
        let list = DERIVED.join("`, `");
        let message =
            format!("`#[{name}]` already derives `{list}`\n= help: derive only other traits here");
        errors.push_spanned(first, message);
        if let Meta::List(list) = &mut attribute.meta {
            list.tokens = separated(&others);
        }
    }
}

/// The traits that the item derives.
pub(crate) fn derived_traits(attributes: &[Attribute]) -> Vec<Path> {
    let derives = attributes.iter();
    let derives = derives.filter(|attribute| attribute.path().is_ident("derive"));
    derives.flat_map(traits).collect()
}

/// The traits of a `#[derive(…)]`.
fn traits(derive: &Attribute) -> impl Iterator<Item = Path> + use<> {
    let traits = derive.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
    traits.into_iter().flatten()
}

fn separated(paths: &[impl ToTokens]) -> TokenStream {
    quote!(#(#paths),*)
}

/// Whether the last segment of the path is `name`.
pub(crate) fn ends_in(path: &Path, name: &str) -> bool {
    path.segments.last().is_some_and(|last| last.ident == name)
}
