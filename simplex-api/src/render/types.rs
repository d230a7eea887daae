//! The expression of a type that has a syntax.

use super::expression::{Syntax, parenthesized};
use super::language::Language;
use crate::spec::{KeywordSpec, Part, TypeKind, TypeSpec, TypeSyntax, VariantSpec};

/// A type in a command as an expression over its fields; `None` if it has no syntax.
pub(super) fn expression(spec: &TypeSpec, language: Language) -> Option<String> {
    match (spec.parts?, spec.kind) {
        (TypeSyntax::Record(parts), TypeKind::Record { fields, .. }) => {
            let params = fields;
            Some(Syntax { language, params }.expression(parts))
        }
        (TypeSyntax::Keywords(texts), TypeKind::Enum(keywords)) => {
            Some(enum_expression(texts, keywords, language))
        }
        (TypeSyntax::Union(parts), TypeKind::Union { tag, variants }) => {
            Some(union_expression(parts, tag, variants, language))
        }
        _ => None,
    }
}

/// The last text is for all other values.
fn enum_expression(texts: &[&str], keywords: &[KeywordSpec], language: Language) -> String {
    let (last, texts) = texts.split_last().unwrap_or((&"", &[]));
    let options = keywords.iter().zip(texts);
    let options = options.map(|(spec, text)| (spec.keyword, language.quoted(text)));
    choice("self", options, language.quoted(last), language)
}

fn union_expression(
    parts: &[&[Part]],
    tag: &str,
    variants: &[VariantSpec],
    language: Language,
) -> String {
    let syntax = |variant: &VariantSpec| Syntax {
        language,
        params: variant.fields,
    };
    let whole = variants.iter().zip(parts);
    let after_tags = whole.clone().map(|(variant, parts)| {
        let rest = after_tag(variant.tag, parts)?;
        Some((variant.tag, syntax(variant).sum(rest)))
    });
    let whole = whole.map(|(variant, parts)| (variant.tag, syntax(variant).expression(parts)));
    match after_tags.collect::<Option<Vec<_>>>() {
        Some(rests) if rests.len() > 1 => {
            let tagged = language.plain(tag);
            match alternatives(tag, rests, language) {
                Alternatives::One(rest) if rest.is_empty() => tagged,
                Alternatives::One(rest) => format!("{tagged} + {rest}"),
                Alternatives::Several(choice) => format!("{tagged} + {}", parenthesized(&choice)),
            }
        }
        _ => match alternatives(tag, whole.collect(), language) {
            Alternatives::One(text) | Alternatives::Several(text) => text,
        },
    }
}

/// The parts after the tag, if the syntax of a variant starts with its tag.
fn after_tag<'a>(tag: &str, parts: &'a [Part]) -> Option<&'a [Part]> {
    match parts {
        [Part::Literal(text), rest @ ..] if *text == tag => Some(rest),
        _ => None,
    }
}

enum Alternatives {
    /// All variants have the same expression.
    One(String),
    Several(String),
}

/// The expressions of the variants, by tag. Variants with the same expression as the first one are combined with it.
fn alternatives(tag: &str, texts: Vec<(&str, String)>, language: Language) -> Alternatives {
    let first = texts.first().map_or("", |(_, text)| text).to_owned();
    let others = texts.into_iter().filter(|(_, text)| *text != first);
    let others: Vec<_> = others
        .map(|(tag, text)| (tag, or_empty(text, language)))
        .collect();
    if others.is_empty() {
        return Alternatives::One(first);
    }
    let first = or_empty(first, language);
    Alternatives::Several(choice(tag, others, first, language))
}

fn or_empty(text: String, language: Language) -> String {
    if text.is_empty() {
        language.quoted("")
    } else {
        text
    }
}

/// `value == 'a' ? x : value == 'b' ? y : otherwise`
fn choice<'a>(
    value: &str,
    options: impl IntoIterator<Item = (&'a str, String), IntoIter: DoubleEndedIterator>,
    otherwise: String,
    language: Language,
) -> String {
    options
        .into_iter()
        .rev()
        .fold(otherwise, |no, (keyword, yes)| {
            language.choice(&language.equals(value, keyword), &yes, &no)
        })
}
