//! The documentation of an item.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The text of the doc comments in `attrs`, without what a computed `#[doc = …]` adds.
pub(crate) fn text(attrs: &[Attribute]) -> String {
    let lines: Vec<_> = attrs.iter().filter_map(line).collect();
    lines.join("\n").trim().to_owned()
}

/// Whether the item is documented, also by a computed `#[doc = …]`.
pub(crate) fn is_present(attrs: &[Attribute]) -> bool {
    let is_doc =
        |attr: &Attribute| attr.path().is_ident("doc") && matches!(attr.meta, Meta::NameValue(_));
    attrs.iter().any(is_doc)
}

/// The text of one `///`, without the space after it.
fn line(attr: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attr.meta else {
        return None;
    };
    let Expr::Lit(ExprLit {
        lit: Lit::Str(text),
        ..
    }) = &meta.value
    else {
        return None;
    };
    let text = meta.path.is_ident("doc").then(|| text.value())?;
    Some(text.strip_prefix(' ').unwrap_or(&text).to_owned())
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::{is_present, text};

    #[test]
    fn lines_have_no_leading_space() {
        let item: syn::DeriveInput = parse_quote! {
            /// One.
            ///
            ///   Indented.
            #[doc(alias = "other")]
            #[doc = "Last."]
            struct Item;
        };
        assert_eq!(text(&item.attrs), "One.\n\n  Indented.\nLast.");
        assert_eq!(text(&[]), "");
    }

    #[test]
    fn an_alias_is_not_documentation() {
        let item: syn::DeriveInput = parse_quote!(
            #[doc(alias = "other")]
            struct Item;
        );
        assert!(!is_present(&item.attrs));
        let item: syn::DeriveInput = parse_quote!(
            #[doc = concat!("One", ".")]
            struct Item;
        );
        assert!(is_present(&item.attrs));
    }
}
