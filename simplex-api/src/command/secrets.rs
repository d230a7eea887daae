//! Which parameters of a command contain secrets, also in the fields of their types.

use super::decode::failure::ShownText;
use crate::spec::{CommandSpec, FieldSpec, Form, Part, TypeSpec, reachable_types};

/// How much of a string an error may show, if the string may be this command.
///
/// Any part of a command with secrets can be a secret, also by mistake. Secrets inside JSON come after everything else,
/// so the first word is safe to show.
pub(super) fn shown(command: &CommandSpec) -> ShownText {
    let params = command.params.iter().enumerate();
    let shown = params.map(|(index, param)| match has_secrets(param) {
        false => ShownText::All,
        true if !param.secret && is_json(command.parts, index) => ShownText::FirstWord,
        true => ShownText::Nothing,
    });
    shown.min().unwrap_or(ShownText::All)
}

/// Whether this parameter of the command is secret, or contains secrets.
pub(super) fn is_secret(command: &CommandSpec, param: &str) -> bool {
    let mut params = command.params.iter();
    params.any(|it| it.name == param && has_secrets(it))
}

/// Whether a type contains secrets.
pub(super) fn in_type(spec: &'static TypeSpec) -> bool {
    spec.kind.all_fields().any(has_secrets)
}

fn has_secrets(field: &FieldSpec) -> bool {
    let mut types = reachable_types([&field.ty], &[]).into_iter();
    field.secret || types.any(|spec| spec.kind.all_fields().any(|field| field.secret))
}

fn is_json(parts: &[Part], param: usize) -> bool {
    parts.iter().any(|part| match part {
        Part::Param { index, form } => *index == param && *form == Form::Json,
        Part::Optional(parts) => is_json(parts, param),
        Part::Literal(_) | Part::Flag { .. } => false,
    })
}
