//! Where a command has secrets: also in the members of its parameters, and in theirs.

use std::ptr;

use crate::command::decode::failure::Show;
use crate::spec::{CommandSpec, FieldSpec, Form, Part, TypeKind, TypeRef, TypeSpec};

/// How much of a text an error shows that may be of this command.
///
/// Whatever stands in the text of a command with secrets can be one of them, also by mistake. Those that are deep in
/// JSON stand behind all else, and behind its first word.
pub(super) fn shown(command: &CommandSpec) -> Show {
    let params = command.params.iter().enumerate();
    let shown = params.map(|(index, param)| match has_secrets(param) {
        false => Show::Text,
        true if !param.secret && is_json(command.parts, index) => Show::Word,
        true => Show::Nothing,
    });
    shown.min().unwrap_or(Show::Text)
}

/// Whether this parameter of the command is a secret, or has some.
pub(super) fn is_secret(command: &CommandSpec, param: &str) -> bool {
    let mut params = command.params.iter();
    params.any(|it| it.name == param && has_secrets(it))
}

/// Whether a type has secrets.
pub(super) fn in_type(spec: &'static TypeSpec) -> bool {
    Search::default().of_type(spec)
}

fn has_secrets(member: &FieldSpec) -> bool {
    Search::default().of_members(std::slice::from_ref(member))
}

fn is_json(parts: &[Part], param: usize) -> bool {
    parts.iter().any(|part| match part {
        Part::Param { index, form } => *index == param && *form == Form::Json,
        Part::Optional(parts) => is_json(parts, param),
        Part::Literal(_) | Part::Flag { .. } => false,
    })
}

/// Types refer to each other in circles: each is looked at once.
#[derive(Default)]
struct Search {
    seen: Vec<&'static TypeSpec>,
}

impl Search {
    fn of_members(&mut self, members: &[FieldSpec]) -> bool {
        let mut members = members.iter();
        members.any(|member| member.secret || self.of(&member.ty))
    }

    fn of(&mut self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Primitive(_) | TypeRef::Foreign(_) => false,
            TypeRef::Named(spec) => self.of_type(spec()),
            TypeRef::Optional(value) | TypeRef::Array(value) => self.of(value),
            TypeRef::Map(key, value) => self.of(key) || self.of(value),
        }
    }

    fn of_type(&mut self, spec: &'static TypeSpec) -> bool {
        if self.seen.iter().any(|seen| ptr::eq(*seen, spec)) {
            return false;
        }
        self.seen.push(spec);
        match spec.kind {
            TypeKind::Enum(_) => false,
            TypeKind::Record { fields, .. } => self.of_members(fields),
            TypeKind::Union { variants, .. } => {
                let mut variants = variants.iter();
                variants.any(|variant| self.of_members(variant.fields))
            }
        }
    }
}
