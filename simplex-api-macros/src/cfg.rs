//! `cfg` inside an item: the declaration would depend on features, but the code generated for it would not.

use syn::Attribute;

use crate::diagnostics::Errors;

/// Reports `cfg` on a field or variant of `item`, for example "a command".
pub(crate) fn reject(attributes: &[Attribute], item: &str, errors: &mut Errors) {
    for attribute in attributes.iter().filter(|attribute| is_cfg(attribute)) {
        let message = format!(
            "{item} cannot have fields or variants that depend on features\n= help: put `cfg` on the whole item"
        );
        errors.push_spanned(attribute, message);
    }
}

/// Whether the attribute is rejected. It is removed from the item, so that this is the only error about it.
pub(crate) fn is_cfg(attribute: &Attribute) -> bool {
    let mut names = ["cfg", "cfg_attr"].iter();
    names.any(|name| attribute.path().is_ident(name))
}
