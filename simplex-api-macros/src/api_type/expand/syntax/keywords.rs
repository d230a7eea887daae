//! The syntax of a keyword enum.

use quote::quote;
use syn::LitStr;

use super::code::SyntaxCode;
use crate::api_type::model::Variant;
use crate::codec::TextImpl;
use crate::diagnostics::Errors;
use crate::grammar::{self, PartKind, SyntaxError};
use crate::text;

/// `@|#|*`: a keyword for each variant, in order. An empty keyword at the end is ignored.
pub(super) fn code(
    literal: &LitStr,
    variants: &[Variant<'_>],
    errors: &mut Errors,
) -> Option<SyntaxCode> {
    let syntax = text::parse(literal, errors).ok()?;
    let listed = match syntax.parts.as_slice() {
        [part] => all_keywords(part),
        _ => None,
    };
    let keywords = listed.as_deref().map(non_empty);
    let keywords = keywords.filter(|keywords| keywords.len() == variants.len());
    let Some(keywords) = keywords else {
        let error = SyntaxError::new(
            0..syntax.text.len(),
            "the syntax does not have one keyword for each variant",
            format!("expected {} keywords separated by `|`", variants.len()),
        );
        errors.push_syntax(
            literal,
            error.help("list them in the order of the variants"),
        );
        return None;
    };
    let listed = listed.unwrap_or_default();
    let pattern = text::keywords_pattern(keywords.iter().copied());
    Some(SyntaxCode {
        text: TextImpl {
            pattern: quote!(&[#pattern]),
            write: quote!(__p::slot::write_value(__out, self, &[#(#keywords),*])),
            read: quote! {
                __p::slot::read_value(
                    __reader,
                    const { &__p::slot::longest_first([#(#keywords),*], &[#(#keywords),*]) },
                )
            },
        },
        parts: quote!(__p::TypeSyntax::Keywords(&[#(#listed),*])),
        ..SyntaxCode::default()
    })
}

/// The keywords of `a|b|c`, without an empty one at the end.
pub(super) fn keywords(part: &grammar::Part) -> Option<Vec<&str>> {
    Some(non_empty(&all_keywords(part)?))
}

fn non_empty<'a>(listed: &[&'a str]) -> Vec<&'a str> {
    let keywords = listed.iter().copied();
    keywords.filter(|keyword| !keyword.is_empty()).collect()
}

/// The keywords of `a|b|c`, or of `a|b|`, where the last one is empty.
fn all_keywords(part: &grammar::Part) -> Option<Vec<&str>> {
    let PartKind::Keywords(keywords) = &part.kind else {
        return None;
    };
    let keywords = keywords.iter().map(|keyword| keyword.text.as_str());
    Some(keywords.collect())
}
