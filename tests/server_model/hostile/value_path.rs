//! The values in a set of parameters, with their types.

use serde_json::{Map, Value};
use simplex_api_tests::facts::{Command, Facts, Field, Kind, TypeRef};

/// The path of a value: of a parameter, or of a value inside of one.
#[derive(Debug, Clone)]
pub(super) struct ValuePath<'a> {
    segments: Vec<Segment>,
    /// The type, without `Optional`.
    pub(super) ty: &'a TypeRef,
    pub(super) is_optional: bool,
}

#[derive(Debug, Clone)]
enum Segment {
    Field(String),
    /// Of an object that is a map.
    Entry(String),
    Item(usize),
}

/// The paths of all values.
pub(super) fn value_paths<'a>(
    command: &'a Command,
    params: &Map<String, Value>,
) -> Vec<ValuePath<'a>> {
    let mut paths = Vec::new();
    add_fields(&command.params, params, &[], &mut paths);
    paths
}

fn add_fields<'a>(
    fields: &'a [Field],
    members: &Map<String, Value>,
    segments: &[Segment],
    paths: &mut Vec<ValuePath<'a>>,
) {
    for Field { name, ty } in fields {
        if let Some(value) = members.get(name) {
            add_value(
                ty,
                value,
                join(segments, Segment::Field(name.clone())),
                paths,
            );
        }
    }
}

fn add_value<'a>(
    ty: &'a TypeRef,
    value: &Value,
    segments: Vec<Segment>,
    paths: &mut Vec<ValuePath<'a>>,
) {
    let is_optional = matches!(ty, TypeRef::Optional(_));
    let ty = ty.required();
    match (ty, value) {
        (TypeRef::Ref(name), Value::Object(members)) => {
            let fields = match &Facts::v7_0().ty(name).kind {
                Kind::Record { fields } => Some(fields),
                Kind::Union { tag, variants } => {
                    let mut variants = variants.iter();
                    let tag = members.get(tag).and_then(Value::as_str);
                    let variant = variants.find(|variant| tag == Some(&variant.tag));
                    // The server accepts any fields of a tag that is documented as `unknown`.
                    let variant = variant.filter(|variant| variant.tag != "unknown");
                    variant.map(|variant| &variant.fields)
                }
                Kind::Enum { .. } => None,
            };
            add_fields(fields.map_or(&[], Vec::as_slice), members, &segments, paths);
        }
        (TypeRef::Array(item), Value::Array(items)) => {
            for (index, value) in items.iter().enumerate() {
                add_value(item, value, join(&segments, Segment::Item(index)), paths);
            }
        }
        (TypeRef::Map { value: item, .. }, Value::Object(members)) => {
            for (name, value) in members {
                add_value(
                    item,
                    value,
                    join(&segments, Segment::Entry(name.clone())),
                    paths,
                );
            }
        }
        _ => {}
    }
    paths.push(ValuePath {
        segments,
        ty,
        is_optional,
    });
}

fn join(segments: &[Segment], step: Segment) -> Vec<Segment> {
    segments.iter().cloned().chain([step]).collect()
}

impl ValuePath<'_> {
    /// The name of the parameter.
    pub(super) fn param(&self) -> &str {
        match &self.segments[0] {
            Segment::Field(name) => name,
            _ => "",
        }
    }

    /// Whether it is a parameter itself.
    pub(super) fn is_param(&self) -> bool {
        self.segments.len() == 1
    }

    /// The name of the field; `None` for an item of a list or an entry of a map.
    pub(super) fn name(&self) -> Option<&str> {
        match self.segments.last()? {
            Segment::Field(name) => Some(name),
            _ => None,
        }
    }

    /// The value; `None` if it no longer exists.
    pub(super) fn value<'v>(&self, params: &'v mut Map<String, Value>) -> Option<&'v mut Value> {
        let name = self.name();
        match name {
            Some(name) => self.parent_object(params)?.get_mut(name),
            None => {
                let (last, segments) = self.segments.split_last()?;
                step(follow(params, segments)?, last)
            }
        }
    }

    /// The object that has the value as a field.
    pub(super) fn parent_object<'v>(
        &self,
        params: &'v mut Map<String, Value>,
    ) -> Option<&'v mut Map<String, Value>> {
        match self.segments.split_last()? {
            (_, []) => Some(params),
            (_, segments) => follow(params, segments)?.as_object_mut(),
        }
    }
}

fn follow<'v>(params: &'v mut Map<String, Value>, segments: &[Segment]) -> Option<&'v mut Value> {
    let (Segment::Field(first), segments) = segments.split_first()? else {
        return None;
    };
    segments.iter().try_fold(params.get_mut(first)?, step)
}

fn step<'v>(value: &'v mut Value, step: &Segment) -> Option<&'v mut Value> {
    match step {
        Segment::Field(name) | Segment::Entry(name) => value.get_mut(name),
        Segment::Item(index) => value.get_mut(index),
    }
}
