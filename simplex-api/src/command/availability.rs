//! Which parts of a command a server is too old for: the command, parameters, fields, keywords and variants.

use std::sync::OnceLock;

use serde_json::Value;

use super::error::{EncodeError, EncodeErrorKind};
use super::version::ServerVersion;
use crate::json::JsonObject;
use crate::spec::{
    CommandSpec, FieldSpec, TypeKind, TypeRef, TypeSpec, contains_type, reachable_types,
};

/// What [`Command::encode_for`](super::Command::encode_for) needs to know about a command before it looks at the values.
/// It is computed once.
#[derive(Debug, Default)]
pub struct NewestRelease(OnceLock<Availability>);

#[derive(Debug)]
struct Availability {
    /// The release that introduced the newest part.
    newest: Option<ServerVersion>,
    /// The records and unions in the responses. Such a value may come from the server, and then the server accepts it,
    /// whatever version it reports: its content is never rejected.
    from_server: Vec<&'static TypeSpec>,
}

impl NewestRelease {
    /// Not computed yet.
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// Rejects what this server does not support. The parameters are needed only if it may be too old.
    ///
    /// # Errors
    /// If the server is too old.
    pub(super) fn check(
        &self,
        command: &CommandSpec,
        server: &ServerVersion,
        params: impl FnOnce() -> Result<JsonObject, EncodeError>,
    ) -> Result<(), EncodeError> {
        let Availability {
            newest,
            from_server,
        } = self.0.get_or_init(|| Availability::of(command));
        if newest.as_ref().is_none_or(|newest| server.reaches(newest)) {
            return Ok(());
        }
        let server = Server {
            version: server,
            from_server,
        };
        server.check(command, &params()?)
    }
}

impl Availability {
    fn of(command: &CommandSpec) -> Self {
        let responses = command.responses.iter();
        let responses: Vec<_> = responses.map(|spec| TypeRef::Named(*spec)).collect();
        let mut from_server = reachable_types(&responses, &[]);
        from_server.retain(|spec| !matches!(spec.kind, TypeKind::Enum(_)));
        let types = reachable_types(command.params.iter().map(|param| &param.ty), &from_server);
        let of_params = command.params.iter().map(|param| param.since);
        let of_types = types.iter().flat_map(|spec| releases_in(spec));
        let all = of_params.chain(of_types).chain([introduced_in(command)]);
        Self {
            newest: all.filter_map(parse_since).max(),
            from_server,
        }
    }
}

/// The releases that introduced the fields, keywords or variants of a type.
fn releases_in(spec: &TypeSpec) -> Vec<Option<&'static str>> {
    let fields = spec.kind.all_fields().map(|field| field.since);
    match spec.kind {
        TypeKind::Record { .. } => fields.collect(),
        TypeKind::Enum(keywords) => keywords.iter().map(|keyword| keyword.since).collect(),
        TypeKind::Union { variants, .. } => {
            let variants = variants.iter().map(|variant| variant.since);
            variants.chain(fields).collect()
        }
    }
}

fn parse_since(since: Option<&str>) -> Option<ServerVersion> {
    since?.parse().ok()
}

/// The release that introduced the command itself, if servers before it do not support the command.
fn introduced_in(command: &CommandSpec) -> Option<&'static str> {
    command.since.filter(|_| !command.known_earlier)
}

/// A server that may be too old.
struct Server<'a> {
    version: &'a ServerVersion,
    from_server: &'a [&'static TypeSpec],
}

impl Server<'_> {
    fn check(&self, command: &CommandSpec, params: &JsonObject) -> Result<(), EncodeError> {
        self.check_since(introduced_in(command), None)?;
        self.check_fields(command.params, params)
    }

    /// Rejects what came with a later release.
    fn check_since(
        &self,
        since: Option<&'static str>,
        keyword: Option<&'static str>,
    ) -> Result<(), EncodeError> {
        match (since, parse_since(since)) {
            (Some(since), Some(release)) if !self.version.reaches(&release) => {
                let kind = EncodeErrorKind::Unsupported {
                    keyword,
                    since,
                    server: self.version.to_string(),
                };
                Err(EncodeError::without_param(kind))
            }
            _ => Ok(()),
        }
    }

    fn check_fields(
        &self,
        fields: &'static [FieldSpec],
        values: &JsonObject,
    ) -> Result<(), EncodeError> {
        fields.iter().try_for_each(|field| {
            let value = values.get(field.name);
            let Some(value) = value.filter(|value| is_set(&field.ty, value)) else {
                return Ok(());
            };
            self.check_since(field.since, None)
                .and_then(|()| self.check_value(&field.ty, value))
                .map_err(|error| error.within(field.name))
        })
    }

    fn check_value(&self, ty: &TypeRef, value: &Value) -> Result<(), EncodeError> {
        match (ty, value) {
            (TypeRef::Named(spec), _) => self.check_named(spec(), value),
            (TypeRef::Optional(ty), _) => self.check_value(ty, value),
            (TypeRef::Array(ty), Value::Array(items)) => {
                items.iter().try_for_each(|item| self.check_value(ty, item))
            }
            (TypeRef::Map(_, ty), Value::Object(fields)) => fields
                .values()
                .try_for_each(|value| self.check_value(ty, value)),
            _ => Ok(()),
        }
    }

    fn check_named(&self, spec: &'static TypeSpec, value: &Value) -> Result<(), EncodeError> {
        if contains_type(self.from_server, spec) {
            return Ok(());
        }
        match (spec.kind, value) {
            (TypeKind::Enum(known), Value::String(keyword)) => {
                let known = known.iter().find(|known| known.keyword == keyword);
                known.map_or(Ok(()), |known| {
                    self.check_since(known.since, Some(known.keyword))
                })
            }
            (TypeKind::Record { fields, .. }, Value::Object(values)) => {
                self.check_fields(fields, values)
            }
            (TypeKind::Union { tag, variants }, Value::Object(values)) => {
                let tag = values.get(tag).and_then(Value::as_str);
                let variant = variants.iter().find(|variant| Some(variant.tag) == tag);
                variant.map_or(Ok(()), |variant| {
                    self.check_since(variant.since, Some(variant.tag))?;
                    self.check_fields(variant.fields, values)
                })
            }
            _ => Ok(()),
        }
    }
}

/// Whether a value means something other than an absent value.
fn is_set(ty: &TypeRef, value: &Value) -> bool {
    match (ty, value) {
        (_, Value::Null) => false,
        (TypeRef::Optional(_), _) => true,
        (_, Value::Bool(value)) => *value,
        (_, Value::Array(items)) => !items.is_empty(),
        (TypeRef::Map(..), Value::Object(fields)) => !fields.is_empty(),
        _ => true,
    }
}
