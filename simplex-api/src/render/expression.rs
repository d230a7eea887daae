//! The expression of a syntax: each part in the form that the documentation gives it.

use super::language::Language;
use crate::spec::{Form, FieldSpec, Part, TypeRef};

/// What the expression is written in, and over.
#[derive(Debug, Clone, Copy)]
pub(super) struct Syntax<'a> {
    pub(super) language: Language,
    pub(super) params: &'a [FieldSpec],
}

impl Syntax<'_> {
    /// The whole expression. Brackets around it are left out.
    pub(super) fn expression(self, parts: &[Part]) -> String {
        match parts {
            [part] => self.part(part),
            parts => self.sum(parts),
        }
    }

    /// Parts added up. Each of them stands in brackets if it needs any.
    pub(super) fn sum(self, parts: &[Part]) -> String {
        let terms = parts.iter().enumerate().flat_map(|(place, part)| {
            let next = parts.get(place + 1);
            match part {
                Part::Literal(text) if next.is_some_and(is_switch) => self.before_switch(text),
                part => vec![self.term(part)],
            }
        });
        terms.collect::<Vec<_>>().join(" + ")
    }

    /// To the documentation, ` blocked=on|off` is one form, with its text in a literal of its own.
    /// In JavaScript it unites that with a literal in front.
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
            Part::Optional(_) | Part::Flag { .. } => bracketed(&expression),
            part if is_switch(part) => bracketed(&expression),
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

    /// A group, there when the first parameter in it is.
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

pub(super) fn bracketed(expression: &str) -> String {
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

/// Splits ` blocked=` off the end of a text.
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
