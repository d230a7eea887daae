//! Unknown keywords of enums.
//!
//! The library accepts them, because a later server may know them. Here they are most likely a typing error.

use std::fmt::{self, Display, Formatter};

use serde_json::Value;
use simplex_api::json::JsonObject;
use simplex_api::spec::{FieldSpec, KeywordSpec, TypeKind, TypeRef};

use crate::suggest;

/// A keyword that its enum does not have.
pub(crate) struct UnknownKeyword<'a> {
    /// The parameter that contains it.
    pub(crate) param: &'static str,
    found: Found<'a>,
}

struct Found<'a> {
    keyword: &'a str,
    ty: &'static str,
    known: &'static [KeywordSpec],
}

/// The first unknown keyword in the values of these fields.
pub(crate) fn find_unknown<'a>(
    fields: &'static [FieldSpec],
    object: &'a JsonObject,
) -> Option<UnknownKeyword<'a>> {
    fields.iter().find_map(|field| {
        let mut names = [Some(field.name), field.alias].into_iter().flatten();
        let value = names.find_map(|name| object.get(name))?;
        let found = find_in_value(&field.ty, value)?;
        Some(UnknownKeyword {
            param: field.name,
            found,
        })
    })
}

fn find_in_value<'a>(ty: &TypeRef, value: &'a Value) -> Option<Found<'a>> {
    match (ty, value) {
        (TypeRef::Optional(inner), _) => find_in_value(inner, value),
        (TypeRef::Array(item), Value::Array(items)) => {
            items.iter().find_map(|value| find_in_value(item, value))
        }
        (TypeRef::Map(_, item), Value::Object(items)) => {
            items.values().find_map(|value| find_in_value(item, value))
        }
        (TypeRef::Named(spec), _) => find_in_named(spec().name, &spec().kind, value),
        _ => None,
    }
}

fn find_in_named<'a>(
    ty: &'static str,
    kind: &'static TypeKind,
    value: &'a Value,
) -> Option<Found<'a>> {
    match (kind, value) {
        (TypeKind::Enum(known), Value::String(keyword)) => {
            let is_known = known.iter().any(|known| known.keyword == keyword);
            (!is_known).then_some(Found { keyword, ty, known })
        }
        (TypeKind::Record { fields, .. }, Value::Object(object)) => find_in_fields(fields, object),
        (TypeKind::Union { tag, variants }, Value::Object(object)) => {
            let tag = object.get(*tag)?.as_str()?;
            let variant = variants.iter().find(|variant| variant.tag == tag)?;
            find_in_fields(variant.fields, object)
        }
        _ => None,
    }
}

fn find_in_fields<'a>(fields: &'static [FieldSpec], object: &'a JsonObject) -> Option<Found<'a>> {
    find_unknown(fields, object).map(|unknown| unknown.found)
}

impl Display for UnknownKeyword<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Found { keyword, ty, known } = self.found;
        let keywords: Vec<_> = known.iter().map(|known| known.keyword).collect();
        write!(
            f,
            "parameter `{}`: {ty} has no keyword `{keyword}`, ",
            self.param
        )?;
        match suggest::closest(keyword, keywords.iter().copied()) {
            Some(near) => write!(f, "did you mean `{near}`?"),
            None => write!(f, "expected one of `{}`", keywords.join("`, `")),
        }
    }
}
