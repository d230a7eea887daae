//! What a server is too old for: commands, parameters, members and words that came after it.

use std::ptr;
use std::sync::OnceLock;

use serde_json::Value;

use super::{EncodeError, EncodeErrorKind, ServerVersion};
use crate::json::JsonObject;
use crate::spec::{CommandSpec, FieldSpec, TypeKind, TypeRef, TypeSpec};

/// What there is to know of a command before its values are looked at, found once.
#[derive(Debug, Default)]
pub struct NewestRelease(OnceLock<Known>);

#[derive(Debug)]
struct Known {
    /// The release that brought its newest part.
    newest: Option<ServerVersion>,
    /// The records and unions that its responses are made of. Such a value may have come from the server, which then
    /// takes it back as it is, whatever version it reports: what is in it is never refused.
    answered: Vec<&'static TypeSpec>,
}

impl NewestRelease {
    /// Not looked for yet.
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// Refuses what this server does not know. The parameters are looked at only if it can be too old.
    ///
    /// # Errors
    /// If there is something.
    pub(super) fn refuse(
        &self,
        command: &CommandSpec,
        server: &ServerVersion,
        params: impl FnOnce() -> Result<JsonObject, EncodeError>,
    ) -> Result<(), EncodeError> {
        let known = self.0.get_or_init(|| Known::of(command));
        let newest = known.newest.as_ref();
        if newest.is_none_or(|newest| server.reaches(newest)) {
            return Ok(());
        }
        let answered = &known.answered;
        Server { server, answered }.refuse(command, &params()?)
    }
}

impl Known {
    fn of(command: &CommandSpec) -> Self {
        let mut answers = Search::default();
        for response in command.responses {
            answers.of_type(response());
        }
        let mut answered = answers.seen;
        answered.retain(|spec| !matches!(spec.kind, TypeKind::Enum(_)));
        let mut search = Search {
            seen: answered.clone(),
        };
        Self {
            newest: parsed(came(command)).max(search.of_members(command.params)),
            answered,
        }
    }
}

fn parsed(since: Option<&str>) -> Option<ServerVersion> {
    since?.parse().ok()
}

/// When a command itself came to servers, where that is known.
fn came(command: &CommandSpec) -> Option<&'static str> {
    command.since.filter(|_| !command.known_earlier)
}

/// Types refer to each other in circles: each is looked at once.
#[derive(Default)]
struct Search {
    seen: Vec<&'static TypeSpec>,
}

impl Search {
    fn of_members(&mut self, members: &[FieldSpec]) -> Option<ServerVersion> {
        let newest = members
            .iter()
            .map(|member| parsed(member.since).max(self.of(&member.ty)));
        newest.max().flatten()
    }

    fn of(&mut self, ty: &TypeRef) -> Option<ServerVersion> {
        match ty {
            TypeRef::Primitive(_) | TypeRef::Foreign(_) => None,
            TypeRef::Named(spec) => self.of_type(spec()),
            TypeRef::Optional(value) | TypeRef::Array(value) | TypeRef::Map(_, value) => {
                self.of(value)
            }
        }
    }

    fn of_type(&mut self, spec: &'static TypeSpec) -> Option<ServerVersion> {
        if is_among(spec, &self.seen) {
            return None;
        }
        self.seen.push(spec);
        match spec.kind {
            TypeKind::Enum(words) => words.iter().map(|word| parsed(word.since)).max().flatten(),
            TypeKind::Record { fields, .. } => self.of_members(fields),
            TypeKind::Union { variants, .. } => {
                let newest = variants
                    .iter()
                    .map(|variant| parsed(variant.since).max(self.of_members(variant.fields)));
                newest.max().flatten()
            }
        }
    }
}

fn is_among(spec: &TypeSpec, types: &[&TypeSpec]) -> bool {
    types.iter().any(|known| ptr::eq(*known, spec))
}

/// A server that may be too old.
struct Server<'a> {
    server: &'a ServerVersion,
    answered: &'a [&'static TypeSpec],
}

impl Server<'_> {
    fn refuse(&self, command: &CommandSpec, params: &JsonObject) -> Result<(), EncodeError> {
        self.know(came(command), None)?;
        self.refuse_members(command.params, params)
    }

    /// Refuses what came with a later release.
    fn know(
        &self,
        since: Option<&'static str>,
        word: Option<&'static str>,
    ) -> Result<(), EncodeError> {
        let is_newer = |release: ServerVersion| !self.server.reaches(&release);
        let Some(since) = since.filter(|_| parsed(since).is_some_and(is_newer)) else {
            return Ok(());
        };
        let server = self.server.to_string();
        Err(EncodeError::without_param(EncodeErrorKind::Unsupported {
            keyword: word,
            since,
            server,
        }))
    }

    fn refuse_members(
        &self,
        members: &'static [FieldSpec],
        values: &JsonObject,
    ) -> Result<(), EncodeError> {
        members.iter().try_for_each(|member| {
            let Some(value) = values
                .get(member.name)
                .filter(|value| is_there(&member.ty, value))
            else {
                return Ok(());
            };
            let known = self.know(member.since, None);
            known
                .and_then(|()| self.refuse_value(&member.ty, value))
                .map_err(|error| error.within(member.name))
        })
    }

    fn refuse_value(&self, ty: &TypeRef, value: &Value) -> Result<(), EncodeError> {
        match (ty, value) {
            (TypeRef::Named(spec), _) => self.refuse_named(spec(), value),
            (TypeRef::Optional(ty), _) => self.refuse_value(ty, value),
            (TypeRef::Array(ty), Value::Array(items)) => items
                .iter()
                .try_for_each(|item| self.refuse_value(ty, item)),
            (TypeRef::Map(_, ty), Value::Object(members)) => members
                .values()
                .try_for_each(|value| self.refuse_value(ty, value)),
            _ => Ok(()),
        }
    }

    fn refuse_named(&self, spec: &'static TypeSpec, value: &Value) -> Result<(), EncodeError> {
        if is_among(spec, self.answered) {
            return Ok(());
        }
        match (spec.kind, value) {
            (TypeKind::Enum(words), Value::String(word)) => {
                let word = words.iter().find(|known| known.keyword == word);
                word.map_or(Ok(()), |word| self.know(word.since, Some(word.keyword)))
            }
            (TypeKind::Record { fields, .. }, Value::Object(values)) => {
                self.refuse_members(fields, values)
            }
            (TypeKind::Union { tag, variants }, Value::Object(values)) => {
                let tag = values.get(tag).and_then(Value::as_str);
                let variant = variants.iter().find(|variant| Some(variant.tag) == tag);
                variant.map_or(Ok(()), |variant| {
                    self.know(variant.since, Some(variant.tag))?;
                    self.refuse_members(variant.fields, values)
                })
            }
            _ => Ok(()),
        }
    }
}

/// Whether a value says something that its absence does not.
fn is_there(ty: &TypeRef, value: &Value) -> bool {
    match (ty, value) {
        (_, Value::Null) => false,
        (TypeRef::Optional(_), _) => true,
        (_, Value::Bool(is_on)) => *is_on,
        (_, Value::Array(items)) => !items.is_empty(),
        (TypeRef::Map(..), Value::Object(members)) => !members.is_empty(),
        _ => true,
    }
}
