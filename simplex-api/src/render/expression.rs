//! The expression of a syntax, in the format of the documentation.

use super::language::Language;
use crate::spec::{FieldSpec, Form, Part, TypeRef};

/// The language of an expression and the parameters in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Syntax<'a> {
    pub(super) language: Language,
    pub(super) params: &'a [FieldSpec],
}

impl Syntax<'_> {
    /// The whole expression, without parentheses around it.
    pub(super) fn expression(self, parts: &[Part]) -> String {
        match parts {
            [part] => self.part(part),
            parts => self.sum(parts),
        }
    }

    /// The concatenation of parts, each in parentheses if necessary.
    pub(super) fn sum(self, parts: &[Part]) -> String {
        let terms = parts.iter().enumerate().flat_map(|(index, part)| {
            let next = parts.get(index + 1);
            match part {
                Part::Literal(text) if next.is_some_and(is_switch) => self.before_switch(text),
                part => vec![self.term(part)],
            }
        });
        terms.collect::<Vec<_>>().join(" + ")
    }

    /// The documentation puts the key of ` blocked=on|off` into a separate literal. In JavaScript it joins this literal with
    /// the one before it.
    fn before_switch(self, text: &str) -> Vec<String> {
        let (before, key) = split_key(text);
        let texts = match self.language {
            Language::JavaScript => vec![text],
            Language::Python => vec![before, key],
        };
        let texts = texts.into_iter().filter(|text| !text.is_empty());
        texts.map(|text| self.language.quoted(text)).collect()
    }

    fn term(self, part: &Part) -> String {
        let expression = self.part(part);
        match part {
            Part::Optional(parts) if optional_switch(parts).is_some() => expression,
            Part::Optional(_) | Part::Flag { .. } => parenthesized(&expression),
            part if is_switch(part) => parenthesized(&expression),
            _ => expression,
        }
    }

    fn part(self, part: &Part) -> String {
        let Self { language, params } = self;
        match part {
            Part::Literal(text) => language.quoted(text),
            Part::Param { index, form } => self.param(&params[*index], form),
            Part::Flag { index, text, when } => {
                let name = params[*index].name;
                let condition = if *when {
                    name.to_owned()
                } else {
                    language.not(name)
                };
                language.choice(&condition, &language.quoted(text), "''")
            }
            Part::Optional(parts) => self.group(parts),
        }
    }

    fn param(self, param: &FieldSpec, form: &Form) -> String {
        let Self { language, .. } = self;
        let FieldSpec { name, ty, .. } = param;
        match form {
            Form::Plain if is_string(ty) => (*name).to_owned(),
            Form::Plain | Form::Keywords(_) => language.plain(name),
            Form::Text => language.text(name),
            Form::Json => language.json(name),
            Form::List(separator) => language.joined(name, separator, is_strings(ty)),
            Form::Switch => language.choice(name, "'on'", "'off'"),
        }
    }

    /// A group that is present if its first parameter has a value.
    fn group(self, parts: &[Part]) -> String {
        let Self { language, params } = self;
        let sum = self.sum(parts);
        if let Some(index) = optional_switch(parts) {
            return language.optional_bool(params[index].name, &sum);
        }
        let owner = parts.iter().find_map(|part| match part {
            Part::Param { index, .. } => Some(params[*index].name),
            _ => None,
        });
        match owner {
            Some(owner) => language.optional(owner, &sum),
            None => sum,
        }
    }
}

pub(super) fn parenthesized(expression: &str) -> String {
    format!("({expression})")
}

fn is_switch(part: &Part) -> bool {
    matches!(
        part,
        Part::Param {
            form: Form::Switch,
            ..
        }
    )
}

/// The parameter of `[ encrypt=on|off]`.
fn optional_switch(parts: &[Part]) -> Option<usize> {
    match parts {
        [
            Part::Literal(text),
            Part::Param {
                index,
                form: Form::Switch,
            },
        ] if split_key(text).0.is_empty() => Some(*index),
        _ => None,
    }
}

/// Splits a text before a final key, such as ` blocked=`.
fn split_key(text: &str) -> (&str, &str) {
    let key = text
        .strip_suffix('=')
        .and_then(|text| text.rfind(' '))
        .filter(|key| text.len() - key > " =".len());
    text.split_at(key.unwrap_or(text.len()))
}

fn is_string(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Primitive(name) => *name == "string",
        TypeRef::Optional(ty) => is_string(ty),
        _ => false,
    }
}

fn is_strings(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Array(item) => is_string(item),
        TypeRef::Optional(ty) => is_strings(ty),
        _ => false,
    }
}
