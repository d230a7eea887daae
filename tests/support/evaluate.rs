//! Encodes commands from the facts alone: as documented, without the library.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::facts::{Command, Facts, Field, Kind, Tagged, Type, TypeRef};
use crate::notation::{Node, TAG, bind, names};

/// An encoded command. JSON is at its end, and is compared as a value.
#[derive(Debug, Default)]
pub struct Line {
    /// The part before the JSON.
    pub head: String,
    /// The JSON.
    pub tail: Option<Value>,
    /// The choices that were made: optional parts in or out, keywords, lengths of lists.
    pub choices: BTreeSet<String>,
}

/// Encodes `command` with the parameters `params`.
///
/// # Panics
/// If the parameters are not those of the command.
pub fn line(facts: &Facts, command: &Command, params: &Map<String, Value>) -> Line {
    let nodes = bind(facts, &command.syntax, &command.params);
    let mut line = Line::default();
    let scope = Scope {
        facts,
        path: "",
        fields: &command.params,
        values: params,
    };
    scope.write(&nodes, &mut line);
    line
}

/// All choices that the syntax of a command offers.
pub fn choices(facts: &Facts, command: &Command) -> BTreeSet<String> {
    let nodes = bind(facts, &command.syntax, &command.params);
    let mut choices = BTreeSet::new();
    offered(facts, "", &command.params, &nodes, &mut choices);
    choices
}

/// The longest list that [`choices`] asks for.
pub const LONGEST_LIST: usize = 5;

/// The parameters of a syntax with their values.
struct Scope<'a> {
    facts: &'a Facts,
    path: &'a str,
    fields: &'a [Field],
    values: &'a Map<String, Value>,
}

impl Scope<'_> {
    fn write(&self, nodes: &[Node], line: &mut Line) {
        for node in nodes {
            match node {
                Node::Text(text) => line.head.push_str(text),
                Node::Value(name) => line.head.push_str(&plain(self.value(name))),
                Node::Own(name) => self.own(name, line),
                Node::Json(name) => line.tail = Some(self.value(name).clone()),
                Node::List(name, separator) => {
                    let items = self.value(name).as_array().expect("a list");
                    let texts: Vec<_> = items.iter().map(plain).collect();
                    line.head.push_str(&texts.join(separator));
                    line.choices.insert(length(self.path, name, items.len()));
                }
                Node::Words(name, words) => {
                    let word = match self.value(name) {
                        Value::Bool(on) => if *on { "on" } else { "off" }.to_owned(),
                        value => plain(value),
                    };
                    assert!(words.contains(&word), "{word} is not one of {words:?}");
                    line.choices.insert(chosen(self.path, name, &word));
                    line.head.push_str(&word);
                }
                Node::Flag(name, _) if name.is_empty() => {}
                Node::Flag(name, text) => {
                    let on = self.values.get(name) == Some(&Value::Bool(true));
                    let written = on != text.ends_with("=off");
                    line.choices.insert(presence(self.path, name, written));
                    line.head.push_str(if written { text } else { "" });
                }
                Node::Optional(inner) => {
                    let name = names(inner)[0];
                    let written = self.values.get(name).is_some_and(|value| !value.is_null());
                    line.choices.insert(presence(self.path, name, written));
                    if written {
                        self.write(inner, line);
                    }
                }
            }
        }
    }

    fn value(&self, name: &str) -> &Value {
        let value = self.values.get(name);
        value.unwrap_or_else(|| panic!("no value for {name} in {:?}", self.values))
    }

    /// `<str(x)>`: by the syntax of the type.
    fn own(&self, name: &str, line: &mut Line) {
        let ty = type_of(self.facts, self.fields, name);
        let path = join(self.path, name);
        let syntax = syntax(ty);
        match (&ty.kind, self.value(name)) {
            (Kind::Enum { values }, value) => {
                let place = values
                    .iter()
                    .position(|word| value == word)
                    .expect("a word");
                line.choices.insert(chosen(self.path, name, &values[place]));
                line.head
                    .push_str(syntax.split('|').nth(place).expect("its text"));
            }
            (Kind::Record { fields }, Value::Object(values)) => {
                let nodes = bind(self.facts, syntax, fields);
                Scope {
                    facts: self.facts,
                    path: &path,
                    fields,
                    values,
                }
                .write(&nodes, line);
            }
            (Kind::Union { tag, variants }, Value::Object(values)) => {
                let variant = variants.iter().find(|variant| values[tag] == variant.tag);
                let fields = tagged_fields(tag, variant.expect("a variant"));
                let nodes = bind(self.facts, syntax, &fields);
                Scope {
                    facts: self.facts,
                    path: &path,
                    fields: &fields,
                    values,
                }
                .write(&nodes, line);
            }
            (_, value) => panic!("{value} is no {}", ty.name),
        }
    }
}

fn offered(
    facts: &Facts,
    path: &str,
    fields: &[Field],
    nodes: &[Node],
    choices: &mut BTreeSet<String>,
) {
    for node in nodes {
        match node {
            Node::Text(_) | Node::Value(_) | Node::Json(_) => {}
            Node::List(name, _) => {
                choices.extend((1..=LONGEST_LIST).map(|count| length(path, name, count)));
            }
            Node::Words(name, words) => {
                choices.extend(words.iter().map(|word| chosen(path, name, word)));
            }
            Node::Flag(name, _) => {
                choices.extend([true, false].map(|written| presence(path, name, written)));
            }
            Node::Optional(inner) => {
                choices
                    .extend([true, false].map(|written| presence(path, names(inner)[0], written)));
                offered(facts, path, fields, inner, choices);
            }
            Node::Own(name) => {
                let ty = type_of(facts, fields, name);
                let path = &join(path, name);
                let mut within = |fields: &[Field]| {
                    let nodes = bind(facts, syntax(ty), fields);
                    offered(facts, path, fields, &nodes, choices);
                };
                match &ty.kind {
                    Kind::Enum { values } => {
                        choices.extend(values.iter().map(|word| format!("{path} is {word}")));
                    }
                    Kind::Record { fields } => within(fields),
                    Kind::Union { tag, variants } => within(&tagged_fields(tag, &variants[0])),
                }
            }
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        other => panic!("{other} is no plain argument"),
    }
}

fn type_of<'a>(facts: &'a Facts, fields: &[Field], name: &str) -> &'a Type {
    let field = fields.iter().find(|field| field.name == name);
    match field.expect("a parameter").ty.required() {
        TypeRef::Ref(name) => facts.ty(name),
        other => panic!("{other} has no syntax of its own"),
    }
}

fn syntax(ty: &Type) -> &str {
    ty.syntax.as_deref().expect("a type with a syntax")
}

fn tagged_fields(tag: &str, variant: &Tagged) -> Vec<Field> {
    let tag = Field {
        name: tag.to_owned(),
        ty: TypeRef::Prim(TAG.to_owned()),
    };
    [tag]
        .into_iter()
        .chain(variant.fields.iter().cloned())
        .collect()
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

fn presence(path: &str, name: &str, written: bool) -> String {
    format!(
        "{} is {}",
        join(path, name),
        if written { "in" } else { "out" }
    )
}

fn chosen(path: &str, name: &str, word: &str) -> String {
    format!("{} is {word}", join(path, name))
}

fn length(path: &str, name: &str, count: usize) -> String {
    format!("{count} of {}", join(path, name))
}
