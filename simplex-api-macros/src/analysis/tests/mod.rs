mod ambiguous;
mod large;
mod published;
mod reference;
mod small;
mod spaces;

use std::mem;

use proc_macro2::Span;
use syn::{Ident, LitStr, Type};

use super::{Grammar, Numeral, SlotKind};
use crate::grammar::{Form, Part, PartKind, Syntax};
use crate::text::{self, Field};

/// The grammar that the macro makes from a syntax, and the names of its slots. `kind` gives the kind of each plain slot.
fn grammar(syntax: &str, kind: impl Fn(&str) -> SlotKind) -> (Grammar, Vec<String>) {
    let mut parsed =
        Syntax::parse(syntax).unwrap_or_else(|invalid| panic!("{syntax}: {:?}", invalid.mistakes));
    let mut slots = Slots {
        kind: &kind,
        names: Vec::new(),
        types: Vec::new(),
    };
    slots.declare(&mut parsed.parts, false);
    let idents = (0..slots.names.len()).map(field);
    let idents: Vec<_> = idents
        .map(|name| Ident::new(&name, Span::call_site()))
        .collect();
    let fields = idents.iter().zip(&slots.types);
    let fields = fields.map(|(ident, ty)| Field {
        ident,
        ty,
        name: ident.to_string(),
        key: None,
        non_empty: false,
        unsent: false,
        secret: false,
        may_be_bound: false,
    });
    let literal = LitStr::new(syntax, Span::call_site());
    let mut grammar = text::grammar(&parsed, &literal, &mut fields.collect::<Vec<_>>());
    // Including signed numbers, which the macro allows only in human input.
    for (slot, name) in grammar.slots.iter_mut().zip(&slots.names) {
        if let SlotKind::Number(_) = slot {
            *slot = kind(name);
        }
    }
    (grammar, slots.names)
}

/// The name of the field for a slot. In these tests two slots may have the same name.
fn field(slot: usize) -> String {
    format!("slot{slot}")
}

/// The slots of a syntax, and the types of their fields.
struct Slots<'a> {
    kind: &'a dyn Fn(&str) -> SlotKind,
    names: Vec<String>,
    types: Vec<Type>,
}

impl Slots<'_> {
    fn declare(&mut self, parts: &mut [Part], inside: bool) {
        for part in parts {
            match &mut part.kind {
                PartKind::Literal(_) => {}
                PartKind::Keywords(_) => self.add("a keyword", "Keywords", inside),
                PartKind::Slot { name, form } => {
                    let plain = || match (self.kind)(&name.text) {
                        SlotKind::Number(_) => "u32",
                        SlotKind::String => "String",
                        _ => "Other",
                    };
                    let ty = match form {
                        Form::Plain => plain().to_owned(),
                        Form::List { .. } => format!("Vec<{}>", plain()),
                        Form::Text | Form::Json => "Other".to_owned(),
                    };
                    let name = mem::replace(&mut name.text, field(self.names.len()));
                    self.add(&name, &ty, inside);
                }
                PartKind::Optional(parts) => match parts.as_mut_slice() {
                    [flag] if matches!(flag.kind, PartKind::Literal(_)) => {
                        self.add(flag.to_string().trim(), "bool", false);
                    }
                    parts => self.declare(parts, true),
                },
            }
        }
    }

    fn add(&mut self, name: &str, ty: &str, inside: bool) {
        let ty = if inside {
            format!("Option<{ty}>")
        } else {
            ty.to_owned()
        };
        self.names.push(name.to_owned());
        self.types.push(syn::parse_str(&ty).expect("a type"));
    }
}

/// In these tests the name of a parameter determines its kind.
fn by_name(name: &str) -> SlotKind {
    match name {
        "id" | "n" | "m" | "ids" => SlotKind::Number(Numeral::UNSIGNED),
        "below" => SlotKind::Number(Numeral::SIGNED),
        "part" => SlotKind::Number(Numeral::FLOAT),
        "any" | "some" => SlotKind::UnknownType(Numeral::FLOAT),
        _ => SlotKind::String,
    }
}
