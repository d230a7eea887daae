//! The values in a set of parameters, each with its type.

use serde_json::{Map, Value};
use simplex_api_tests::facts::{Command, Facts, Field, Kind, TypeRef};

/// Where a value is: a parameter, or something inside of one.
#[derive(Debug, Clone)]
pub(super) struct Place<'a> {
    way: Vec<Step>,
    /// The type, without the mark that it may be absent.
    pub(super) ty: &'a TypeRef,
    pub(super) is_optional: bool,
}

#[derive(Debug, Clone)]
enum Step {
    Member(String),
    /// Of an object whose names are data.
    Entry(String),
    Item(usize),
}

/// All places with a value.
pub(super) fn places<'a>(command: &'a Command, params: &Map<String, Value>) -> Vec<Place<'a>> {
    let mut places = Vec::new();
    of_members(&command.params, params, &[], &mut places);
    places
}

fn of_members<'a>(
    fields: &'a [Field],
    members: &Map<String, Value>,
    way: &[Step],
    places: &mut Vec<Place<'a>>,
) {
    for Field { name, ty } in fields {
        if let Some(value) = members.get(name) {
            of_value(ty, value, longer(way, Step::Member(name.clone())), places);
        }
    }
}

fn of_value<'a>(ty: &'a TypeRef, value: &Value, way: Vec<Step>, places: &mut Vec<Place<'a>>) {
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
                    // Of what is documented as unknown the server keeps all that there is.
                    let variant = variant.filter(|variant| variant.tag != "unknown");
                    variant.map(|variant| &variant.fields)
                }
                Kind::Enum { .. } => None,
            };
            of_members(fields.map_or(&[], Vec::as_slice), members, &way, places);
        }
        (TypeRef::Array(item), Value::Array(items)) => {
            for (index, value) in items.iter().enumerate() {
                of_value(item, value, longer(&way, Step::Item(index)), places);
            }
        }
        (TypeRef::Map { value: item, .. }, Value::Object(members)) => {
            for (name, value) in members {
                of_value(item, value, longer(&way, Step::Entry(name.clone())), places);
            }
        }
        _ => {}
    }
    places.push(Place {
        way,
        ty,
        is_optional,
    });
}

fn longer(way: &[Step], step: Step) -> Vec<Step> {
    way.iter().cloned().chain([step]).collect()
}

impl Place<'_> {
    /// The parameter that it is or is in.
    pub(super) fn param(&self) -> &str {
        match &self.way[0] {
            Step::Member(name) => name,
            _ => "",
        }
    }

    /// Whether it is the parameter.
    pub(super) fn is_param(&self) -> bool {
        self.way.len() == 1
    }

    /// The name that the value has in the object around it, if that is what it is in.
    pub(super) fn name(&self) -> Option<&str> {
        match self.way.last()? {
            Step::Member(name) => Some(name),
            _ => None,
        }
    }

    /// The value; `None` if it is not there any more.
    pub(super) fn value<'v>(&self, params: &'v mut Map<String, Value>) -> Option<&'v mut Value> {
        let name = self.name();
        match name {
            Some(name) => self.around(params)?.get_mut(name),
            None => {
                let (last, way) = self.way.split_last()?;
                step(follow(params, way)?, last)
            }
        }
    }

    /// The object that has it as a member.
    pub(super) fn around<'v>(
        &self,
        params: &'v mut Map<String, Value>,
    ) -> Option<&'v mut Map<String, Value>> {
        match self.way.split_last()? {
            (_, []) => Some(params),
            (_, way) => follow(params, way)?.as_object_mut(),
        }
    }
}

fn follow<'v>(params: &'v mut Map<String, Value>, way: &[Step]) -> Option<&'v mut Value> {
    let (Step::Member(first), way) = way.split_first()? else {
        return None;
    };
    way.iter().try_fold(params.get_mut(first)?, step)
}

fn step<'v>(value: &'v mut Value, step: &Step) -> Option<&'v mut Value> {
    match step {
        Step::Member(name) | Step::Entry(name) => value.get_mut(name),
        Step::Item(index) => value.get_mut(index),
    }
}
