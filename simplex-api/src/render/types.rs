//! The expression of a type with a syntax of its own.

use super::expression::{Syntax, bracketed};
use super::language::Language;
use crate::spec::{Part, TypeKind, TypeSpec, TypeSyntax, VariantSpec, KeywordSpec};

/// The text of a type as an expression over its members; `None` if it has no syntax.
pub(super) fn expression(spec: &TypeSpec, language: Language) -> Option<String> {
    match (spec.parts?, spec.kind) {
        (TypeSyntax::Record(parts), TypeKind::Record { fields, .. }) => {
            let params = members;
            Some(Syntax { language, params }.expression(parts))
        }
        (TypeSyntax::Keywords(texts), TypeKind::Enum(words)) => {
            Some(of_words(texts, words, language))
        }
        (TypeSyntax::Union(parts), TypeKind::Union { tag, variants }) => {
            Some(of_union(parts, tag, variants, language))
        }
        _ => None,
    }
}

/// The last text stands where none of the others does.
fn of_words(texts: &[&str], words: &[KeywordSpec], language: Language) -> String {
    let (last, texts) = texts.split_last().unwrap_or((&"", &[]));
    let options = words.iter().zip(texts);
    let options = options.map(|(word, text)| (word.keyword, language.quoted(text)));
    choice("self", options, language.quoted(last), language)
}

fn of_union(parts: &[&[Part]], tag: &str, variants: &[VariantSpec], language: Language) -> String {
    let syntax = |variant: &VariantSpec| Syntax {
        language,
        params: variant.fields,
    };
    let whole = variants.iter().zip(parts);
    let behind = whole.clone().map(|(variant, parts)| {
        let rest = behind_tag(variant.tag, parts)?;
        Some((variant.tag, syntax(variant).sum(rest)))
    });
    let whole = whole.map(|(variant, parts)| (variant.tag, syntax(variant).expression(parts)));
    match behind.collect::<Option<Vec<_>>>() {
        Some(rests) if rests.len() > 1 => {
            let tagged = language.plain(tag);
            match alternatives(tag, rests, language) {
                Alternatives::One(rest) if rest.is_empty() => tagged,
                Alternatives::One(rest) => format!("{tagged} + {rest}"),
                Alternatives::Several(choice) => format!("{tagged} + {}", bracketed(&choice)),
            }
        }
        _ => match alternatives(tag, whole.collect(), language) {
            Alternatives::One(text) | Alternatives::Several(text) => text,
        },
    }
}

/// What comes behind the tag in the syntax of a variant that begins with it.
fn behind_tag<'a>(tag: &str, parts: &'a [Part]) -> Option<&'a [Part]> {
    match parts {
        [Part::Literal(text), rest @ ..] if *text == tag => Some(rest),
        _ => None,
    }
}

enum Alternatives {
    /// All variants are written alike.
    One(String),
    Several(String),
}

/// The expressions of the variants, each under its tag. That of the first stands for all that are
/// written like it.
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
        .fold(otherwise, |no, (word, yes)| {
            language.choice(&language.equals(value, word), &yes, &no)
        })
}
