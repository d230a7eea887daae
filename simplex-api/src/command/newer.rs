//! What a server is too old for: commands, parameters, members and words that came after it.

use std::ptr;
use std::sync::OnceLock;

use serde_json::Value;

use super::{EncodeError, Refusal, ServerVersion};
use crate::json::JsonObject;
use crate::spec::{CommandSpec, MemberSpec, TypeKind, TypeRef, TypeSpec};

/// Major and minor: what came with a release is in its betas as well.
type Release = (u32, u32);

/// The release that brought the newest part of a command, found once.
#[derive(Debug, Default)]
pub struct Newest(OnceLock<Option<Release>>);

impl Newest {
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
        let newest = self.0.get_or_init(|| Search::default().newest(command));
        let is_new_enough = newest.is_none_or(|newest| newest <= release(server));
        if is_new_enough {
            Ok(())
        } else {
            Server(server).refuse(command, &params()?)
        }
    }
}

fn release(server: &ServerVersion) -> Release {
    (server.major(), server.minor())
}

fn parsed(since: Option<&str>) -> Option<Release> {
    since?.parse().ok().as_ref().map(release)
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
    fn newest(&mut self, command: &CommandSpec) -> Option<Release> {
        parsed(came(command)).max(self.of_members(command.params))
    }

    fn of_members(&mut self, members: &[MemberSpec]) -> Option<Release> {
        let newest = members
            .iter()
            .map(|member| parsed(member.since).max(self.of(&member.ty)));
        newest.max().flatten()
    }

    fn of(&mut self, ty: &TypeRef) -> Option<Release> {
        match ty {
            TypeRef::Primitive(_) | TypeRef::Foreign(_) => None,
            TypeRef::Named(spec) => self.of_type(spec()),
            TypeRef::Optional(value) | TypeRef::Array(value) | TypeRef::Map(_, value) => {
                self.of(value)
            }
        }
    }

    fn of_type(&mut self, spec: &'static TypeSpec) -> Option<Release> {
        if self.seen.iter().any(|seen| ptr::eq(*seen, spec)) {
            return None;
        }
        self.seen.push(spec);
        match spec.kind {
            TypeKind::Words(words) => words.iter().map(|word| parsed(word.since)).max().flatten(),
            TypeKind::Record { members, .. } => self.of_members(members),
            TypeKind::Union { variants, .. } => {
                let newest = variants
                    .iter()
                    .map(|variant| parsed(variant.since).max(self.of_members(variant.members)));
                newest.max().flatten()
            }
        }
    }
}

/// A server that may be too old.
struct Server<'a>(&'a ServerVersion);

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
        let Some(since) = since.filter(|_| parsed(since) > Some(release(self.0))) else {
            return Ok(());
        };
        let server = self.0.to_string();
        Err(EncodeError::of_value(Refusal::Newer {
            word,
            since,
            server,
        }))
    }

    fn refuse_members(
        &self,
        members: &'static [MemberSpec],
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

    fn refuse_named(&self, spec: &TypeSpec, value: &Value) -> Result<(), EncodeError> {
        match (spec.kind, value) {
            (TypeKind::Words(words), Value::String(word)) => {
                let word = words.iter().find(|known| known.word == word);
                word.map_or(Ok(()), |word| self.know(word.since, Some(word.word)))
            }
            (TypeKind::Record { members, .. }, Value::Object(values)) => {
                self.refuse_members(members, values)
            }
            (TypeKind::Union { tag, variants }, Value::Object(values)) => {
                let tag = values.get(tag).and_then(Value::as_str);
                let variant = variants.iter().find(|variant| Some(variant.tag) == tag);
                variant.map_or(Ok(()), |variant| {
                    self.know(variant.since, Some(variant.tag))?;
                    self.refuse_members(variant.members, values)
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
