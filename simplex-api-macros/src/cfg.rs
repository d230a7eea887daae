//! `cfg` inside of an item: what is declared would then depend on features, and the code written for it not.

use syn::Attribute;

use crate::diagnostics::Errors;

/// Refuses `cfg` on a member of `what`.
pub(crate) fn refuse(attributes: &[Attribute], what: &str, errors: &mut Errors) {
    for attribute in attributes.iter().filter(|attribute| is_cfg(attribute)) {
        let message =
            format!("the shape of {what} does not depend on features; put `cfg` on the whole item");
        errors.push_spanned(attribute, message);
    }
}

/// Whether the attribute is refused. The item goes without it, so that this is the only error about it.
pub(crate) fn is_cfg(attribute: &Attribute) -> bool {
    let mut names = ["cfg", "cfg_attr"].iter();
    names.any(|name| attribute.path().is_ident(name))
}
