//! The syntax of an enum of words.

use quote::quote;
use syn::LitStr;

use super::Code;
use crate::api_type::model::Variant;
use crate::diagnostics::Errors;
use crate::grammar::{self, PartKind, SyntaxError};
use crate::text;

/// `@|#|*`: a text for each word, in order. An empty text at the end stands for no word.
pub(super) fn code(
    literal: &LitStr,
    variants: &[Variant<'_>],
    errors: &mut Errors,
) -> Option<Code> {
    let syntax = text::parse(literal, errors).ok()?;
    let listed = match syntax.parts.as_slice() {
        [part] => listed(part),
        _ => None,
    };
    let texts = listed.as_deref().map(choices);
    let texts = texts.filter(|texts| texts.len() == variants.len());
    let Some(texts) = texts else {
        let error = SyntaxError::new(
            0..syntax.text.len(),
            "the syntax does not say how each word is written",
            format!("expected {} texts with `|` between them", variants.len()),
        );
        errors.syntax(
            literal,
            error.help("one for each variant, in the same order"),
        );
        return None;
    };
    let listed = listed.unwrap_or_default();
    let pattern = text::words_pattern(texts.iter().copied());
    Some(Code {
        pattern: quote!(&[#pattern]),
        write: quote!(__p::slot::write_value(__out, self, &[#(#texts),*])),
        read: quote! {
            __p::slot::read_value(
                __reader,
                const { &__p::slot::longest_first([#(#texts),*], &[#(#texts),*]) },
            )
        },
        parts: quote!(__p::TypeSyntax::Keywords(&[#(#listed),*])),
        on: Vec::new(),
    })
}

/// The texts of `a|b|c`, without an empty one at the end.
pub(super) fn choice(part: &grammar::Part) -> Option<Vec<&str>> {
    Some(choices(&listed(part)?))
}

fn choices<'a>(listed: &[&'a str]) -> Vec<&'a str> {
    let texts = listed.iter().copied();
    texts.filter(|text| !text.is_empty()).collect()
}

/// The texts of `a|b|c` and of `a|b|`.
fn listed(part: &grammar::Part) -> Option<Vec<&str>> {
    let PartKind::Words(words) = &part.kind else {
        return None;
    };
    Some(words.iter().map(|word| word.text.as_str()).collect())
}
