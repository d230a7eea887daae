mod ambiguous;
mod blanks;
mod large;
mod published;
mod small;

use std::mem;

use proc_macro2::Span;
use syn::{Ident, LitStr, Type};

use super::{Grammar, Kind, Numeral};
use crate::grammar::{Form, Part, PartKind, Syntax};
use crate::text::{self, Field};

/// The grammar that the macro makes of a syntax whose plain slots are of the kind that `kind` says, and the names of its
/// slots.
fn grammar(syntax: &str, kind: impl Fn(&str) -> Kind) -> (Grammar, Vec<String>) {
    let mut parsed =
        Syntax::parse(syntax).unwrap_or_else(|broken| panic!("{syntax}: {:?}", broken.mistakes));
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
        is_hidden: false,
    });
    let literal = LitStr::new(syntax, Span::call_site());
    let mut grammar = text::grammar(&parsed, &literal, &mut fields.collect::<Vec<_>>());
    // Also those with a sign, as if people typed them.
    for (slot, name) in grammar.slots.iter_mut().zip(&slots.names) {
        if let Kind::Number(_) = slot {
            *slot = kind(name);
        }
    }
    (grammar, slots.names)
}

/// The name of the field for a slot. A syntax of these tests may name two slots alike.
fn field(slot: usize) -> String {
    format!("slot{slot}")
}

/// The slots of a syntax, and the types of their fields.
struct Slots<'a> {
    kind: &'a dyn Fn(&str) -> Kind,
    names: Vec<String>,
    types: Vec<Type>,
}

impl Slots<'_> {
    fn declare(&mut self, parts: &mut [Part], inside: bool) {
        for part in parts {
            match &mut part.kind {
                PartKind::Literal(_) => {}
                PartKind::Words(_) => self.add("a word", "Words", inside),
                PartKind::Slot { name, form } => {
                    let plain = || match (self.kind)(&name.text) {
                        Kind::Number(_) => "u32",
                        Kind::String => "String",
                        _ => "Other",
                    };
                    let ty = match form {
                        Form::Plain => plain().to_owned(),
                        Form::List { .. } => format!("Vec<{}>", plain()),
                        Form::Text | Form::Json => "Other".to_owned(),
                    };
                    let shown = mem::replace(&mut name.text, field(self.names.len()));
                    self.add(&shown, &ty, inside);
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

/// In these tests a name says what it is for.
fn by_name(name: &str) -> Kind {
    match name {
        "id" | "n" | "m" | "ids" => Kind::Number(Numeral::UNSIGNED),
        "below" => Kind::Number(Numeral::SIGNED),
        "part" => Kind::Number(Numeral::FLOAT),
        "any" | "some" => Kind::NumberOrString(Numeral::FLOAT),
        _ => Kind::String,
    }
}
