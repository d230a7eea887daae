//! Attributes that stand on an item and say once more what this macro says.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Path, Token};

use crate::diagnostics::Errors;

/// The traits that the macros derive for every item.
const DERIVED: [&str; 3] = ["Debug", "Clone", "PartialEq"];

/// Reports the macro `name` standing there again, and derives of what it derives. They are taken off the item, so that
/// each is one error, and not one for every impl.
pub(crate) fn refuse(attributes: &mut Vec<Attribute>, name: &str, errors: &mut Errors) {
    attributes.retain(|attribute| {
        let is_again = is_last(attribute.path(), name);
        if is_again {
            let message = format!("`#[{name}]` stands twice on this item");
            errors.push_spanned(attribute.path(), message);
        }
        !is_again
    });
    let derives = attributes
        .iter_mut()
        .filter(|attribute| attribute.path().is_ident("derive"));
    for attribute in derives {
        let (doubled, others): (Vec<_>, Vec<_>) = traits(attribute)
            .partition(|path| DERIVED.iter().any(|derived| is_last(path, derived)));
        let [first, ..] = doubled.as_slice() else {
            continue;
        };
        let list = DERIVED.join("`, `");
        let message =
            format!("`#[{name}]` derives `{list}` itself\n= help: derive only others here");
        errors.push_spanned(first, message);
        if let Meta::List(list) = &mut attribute.meta {
            list.tokens = separated(&others);
        }
    }
}

/// The traits that the item derives.
pub(crate) fn derived(attributes: &[Attribute]) -> Vec<Path> {
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

/// Whether the path ends in `name`.
pub(crate) fn is_last(path: &Path, name: &str) -> bool {
    path.segments.last().is_some_and(|last| last.ident == name)
}
