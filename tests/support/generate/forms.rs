//! Parameters in all forms that change the encoding of a command.

use serde_json::{Map, Value};

use super::{Generator, Place, RICHEST};
use crate::evaluate::LONGEST_LIST;
use crate::facts::{Command, Field, Kind, TypeRef};
use crate::notation::{Node, bind, names};

impl Generator<'_> {
    /// Parameters for `command`, in every combination of forms that its syntax offers.
    pub fn every_form(&mut self, command: &Command) -> Vec<Map<String, Value>> {
        let nodes = bind(self.facts, &command.syntax, &command.params);
        let place = |name: &str| {
            if has_json(&nodes, name) {
                Place::Json
            } else {
                Place::Text
            }
        };
        let mut forms = self.product(&command.params, place);
        forms.retain(|params| fits(&nodes, params));
        forms
    }

    /// Values of `ty` in every form that changes the encoding of a command.
    fn forms(&mut self, ty: &TypeRef, place: Place) -> Vec<Option<Value>> {
        match ty {
            TypeRef::Optional(inner) => {
                [None].into_iter().chain(self.forms(inner, place)).collect()
            }
            TypeRef::Array(item) => {
                let lengths = 1..=LONGEST_LIST;
                lengths
                    .map(|length| Some(self.list(item, length, RICHEST, place)))
                    .collect()
            }
            TypeRef::Prim(name) if name == "bool" => vec![Some(false.into()), Some(true.into())],
            TypeRef::Ref(name) if place == Place::Text => self.named_forms(name),
            _ => vec![self.any(ty, RICHEST, place)],
        }
    }

    fn named_forms(&mut self, name: &str) -> Vec<Option<Value>> {
        match &self.facts.ty(name).kind {
            Kind::Enum { values } => values
                .iter()
                .map(|word| Some(word.as_str().into()))
                .collect(),
            Kind::Record { fields } => {
                let objects = self.product(fields, |_| Place::Text);
                objects
                    .into_iter()
                    .map(|object| Some(object.into()))
                    .collect()
            }
            Kind::Union { tag, variants } => {
                let mut forms = Vec::new();
                for variant in variants {
                    let objects = self.product(&variant.fields, |_| Place::Text);
                    forms.extend(
                        objects
                            .into_iter()
                            .map(|object| Some(self.with_tag(tag, variant, object))),
                    );
                }
                forms
            }
        }
    }

    /// Objects in all combinations of the forms of their fields.
    fn product(
        &mut self,
        fields: &[Field],
        place: impl Fn(&str) -> Place,
    ) -> Vec<Map<String, Value>> {
        let mut objects = vec![Map::new()];
        for field in fields {
            let mut longer = Vec::new();
            for object in objects {
                for form in self.forms(&field.ty, place(&field.name)) {
                    let mut object = object.clone();
                    object.extend(form.map(|value| (field.name.clone(), value)));
                    longer.push(object);
                }
            }
            objects = longer;
        }
        objects
    }
}

/// Whether a syntax can express `params`, and each nested part has the part around it.
fn fits(nodes: &[Node], params: &Map<String, Value>) -> bool {
    nodes.iter().all(|node| match node {
        Node::Words(name, words) => match params.get(name) {
            Some(Value::String(word)) => words.contains(word),
            _ => true,
        },
        Node::Optional(inner) => {
            let names = names(inner);
            if params.contains_key(names[0]) {
                fits(inner, params)
            } else {
                names.iter().all(|name| !params.contains_key(*name))
            }
        }
        _ => true,
    })
}

fn has_json(nodes: &[Node], name: &str) -> bool {
    nodes.iter().any(|node| match node {
        Node::Json(json) => json == name,
        Node::Optional(inner) => has_json(inner, name),
        _ => false,
    })
}
