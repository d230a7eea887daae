//! Words that no enum of the API has.
//!
//! The library keeps such words, since a newer server may know them. Here they are most likely mistyped.

use std::fmt::{self, Display, Formatter};

use serde_json::Value;
use simplex_api::json::JsonObject;
use simplex_api::spec::{FieldSpec, KeywordSpec, TypeKind, TypeRef};

use crate::nearest;

/// A word that its enum does not have.
pub(crate) struct Unknown<'a> {
    /// The parameter that it is in.
    pub(crate) param: &'static str,
    found: Found<'a>,
}

struct Found<'a> {
    word: &'a str,
    ty: &'static str,
    known: &'static [KeywordSpec],
}

/// The first unknown word in the values of these members.
pub(crate) fn unknown<'a>(
    members: &'static [FieldSpec],
    object: &'a JsonObject,
) -> Option<Unknown<'a>> {
    members.iter().find_map(|member| {
        let mut names = [Some(member.name), member.alias].into_iter().flatten();
        let value = names.find_map(|name| object.get(name))?;
        let found = in_value(&member.ty, value)?;
        Some(Unknown {
            param: member.name,
            found,
        })
    })
}

fn in_value<'a>(ty: &TypeRef, value: &'a Value) -> Option<Found<'a>> {
    match (ty, value) {
        (TypeRef::Optional(inner), _) => in_value(inner, value),
        (TypeRef::Array(item), Value::Array(items)) => {
            items.iter().find_map(|value| in_value(item, value))
        }
        (TypeRef::Map(_, item), Value::Object(items)) => {
            items.values().find_map(|value| in_value(item, value))
        }
        (TypeRef::Named(spec), _) => in_named(spec().name, &spec().kind, value),
        _ => None,
    }
}

fn in_named<'a>(ty: &'static str, kind: &'static TypeKind, value: &'a Value) -> Option<Found<'a>> {
    match (kind, value) {
        (TypeKind::Enum(known), Value::String(word)) => {
            let is_known = known.iter().any(|known| known.keyword == word);
            (!is_known).then_some(Found { word, ty, known })
        }
        (TypeKind::Record { fields, .. }, Value::Object(object)) => in_members(fields, object),
        (TypeKind::Union { tag, variants }, Value::Object(object)) => {
            let tag = object.get(*tag)?.as_str()?;
            let variant = variants.iter().find(|variant| variant.tag == tag)?;
            in_members(variant.fields, object)
        }
        _ => None,
    }
}

fn in_members<'a>(members: &'static [FieldSpec], object: &'a JsonObject) -> Option<Found<'a>> {
    unknown(members, object).map(|unknown| unknown.found)
}

impl Display for Unknown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Found { word, ty, known } = self.found;
        let words: Vec<_> = known.iter().map(|known| known.keyword).collect();
        write!(f, "parameter `{}`: {ty} has no word `{word}`, ", self.param)?;
        match nearest::nearest(word, words.iter().copied()) {
            Some(near) => write!(f, "did you mean `{near}`?"),
            None => write!(f, "expected one of `{}`", words.join("`, `")),
        }
    }
}
