mod ambiguous;
mod blanks;
mod published;
mod small;

use super::{Grammar, Kind, Node};
use crate::grammar::{Form, Part, PartKind, Syntax};

/// The grammar of a syntax, whose plain slots are of the kind that `kind` says, and the names of its slots.
fn grammar(syntax: &str, kind: impl Fn(&str) -> Kind) -> (Grammar, Vec<String>) {
    let parsed = Syntax::parse(syntax).unwrap_or_else(|errors| panic!("{syntax}: {errors:?}"));
    let mut reader = Reader {
        kind: &kind,
        names: Vec::new(),
        slots: Vec::new(),
    };
    let nodes = reader.nodes(&parsed.parts);
    let grammar = Grammar {
        nodes,
        slots: reader.slots,
        ends_at_blank: false,
    };
    (grammar, reader.names)
}

struct Reader<'a> {
    kind: &'a dyn Fn(&str) -> Kind,
    names: Vec<String>,
    slots: Vec<Kind>,
}

impl Reader<'_> {
    fn nodes(&mut self, parts: &[Part]) -> Vec<Node> {
        parts.iter().map(|part| self.node(part)).collect()
    }

    fn node(&mut self, part: &Part) -> Node {
        match &part.kind {
            PartKind::Literal(text) => Node::Literal(text.clone()),
            PartKind::Words(words) => {
                let words = words.iter().map(|word| word.text.clone()).collect();
                Node::Slot(self.add("a word", Kind::Words(words)))
            }
            PartKind::Slot { name, form } => {
                let plain = || (self.kind)(&name.text);
                match form {
                    Form::Plain => Node::Slot(self.add(&name.text, plain())),
                    Form::Text => Node::Slot(self.add(&name.text, Kind::Own)),
                    Form::Json => Node::Slot(self.add(&name.text, Kind::Json)),
                    Form::List { separator } => Node::List {
                        slot: self.add(&name.text, plain()),
                        separator: separator.clone(),
                    },
                }
            }
            PartKind::Optional(parts) => match parts.as_slice() {
                [flag] if matches!(flag.kind, PartKind::Literal(_)) => {
                    let text = flag.to_string();
                    let other = match text.strip_suffix("=on") {
                        Some(key) => Some(format!("{key}=off")),
                        None => text.strip_suffix("=off").map(|key| format!("{key}=on")),
                    };
                    Node::Flag {
                        slot: self.add(text.trim(), Kind::Words(Vec::new())),
                        texts: [text].into_iter().chain(other).collect(),
                    }
                }
                parts => Node::Optional(self.nodes(parts)),
            },
        }
    }

    fn add(&mut self, name: &str, kind: Kind) -> usize {
        self.names.push(name.to_owned());
        self.slots.push(kind);
        self.slots.len() - 1
    }
}

/// In these tests a name says what it is for.
fn by_name(name: &str) -> Kind {
    match name {
        "id" | "n" | "m" | "ids" => Kind::Number,
        "any" | "some" => Kind::NumberOrString,
        _ => Kind::String,
    }
}
