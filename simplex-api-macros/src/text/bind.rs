//! Which field each slot takes.

use std::collections::HashSet;
use std::ops::Range;

use syn::LitStr;

use super::{After, Bounds, Field, Form, Part};
use crate::diagnostics::Errors;
use crate::grammar::{self, PartKind, SyntaxError, suggest};
use crate::{names, rust_type};

/// Binds the slots of `syntax` to `fields`: both in order, named slots to the field of that name.
///
/// The names of the bound fields become those of the slots, so that `<contactId_>` names the
/// parameter of the field `contact_id`.
pub(crate) fn bind(
    parts: &[grammar::Part],
    literal: &LitStr,
    fields: &mut [Field<'_>],
    after: After,
    errors: &mut Errors,
) -> Vec<Part> {
    let mut names = HashSet::new();
    slot_names(parts, &mut names);
    let mut binder = Binder {
        literal,
        names,
        taken: vec![false; fields.len()],
        fields,
        next: 0,
        last_nameless: None,
        errors,
    };
    let parts = binder.sequence(parts, false);
    binder.finish(after);
    parts
}

fn slot_names(parts: &[grammar::Part], names: &mut HashSet<String>) {
    for part in parts {
        match &part.kind {
            PartKind::Slot { name, .. } => {
                names.insert(name.text.trim_end_matches('_').to_owned());
            }
            PartKind::Optional(parts) => slot_names(parts, names),
            PartKind::Literal(_) | PartKind::Words(_) => {}
        }
    }
}

struct Binder<'a, 'f> {
    literal: &'a LitStr,
    /// The names of all named slots, without `_` at the end.
    names: HashSet<String>,
    fields: &'a mut [Field<'f>],
    taken: Vec<bool>,
    /// The first field after the last one taken in order.
    next: usize,
    /// The nameless slot right before the next one.
    last_nameless: Option<Nameless>,
    errors: &'a mut Errors,
}

/// A slot that names no parameter.
#[derive(Clone)]
struct Nameless {
    span: Range<usize>,
    /// What could stand in its place unnoticed: slots of one kind can be swapped.
    kind: String,
    /// `live` of `[ live=on]`, if there is one.
    key: Option<String>,
    /// Whether the field says that it is for this very slot.
    explicit: bool,
}

impl Binder<'_, '_> {
    fn sequence(&mut self, parts: &[grammar::Part], optional: bool) -> Vec<Part> {
        let mut before = "";
        let mut bound = Vec::new();
        for part in parts {
            bound.extend(self.part(part, before, optional));
            before = match &part.kind {
                PartKind::Literal(text) => text,
                _ => "",
            };
        }
        bound
    }

    fn part(&mut self, part: &grammar::Part, before: &str, optional: bool) -> Option<Part> {
        let span = part.span.clone();
        match &part.kind {
            PartKind::Literal(text) => Some(Part::Literal(text.clone())),
            PartKind::Slot { name, form } => {
                let field = self.named(name)?;
                let form = match form {
                    grammar::Form::Plain => Form::Plain(Bounds::default()),
                    grammar::Form::Text => Form::Text(Bounds::default()),
                    grammar::Form::Json => Form::Json,
                    grammar::Form::List { separator } => Form::List {
                        separator: separator.clone(),
                        bounds: Bounds::default(),
                    },
                };
                Some(Part::Slot { field, form, span })
            }
            PartKind::Words(words) => self.words(words, before, optional, span),
            PartKind::Optional(parts) => self.group(parts, span),
        }
    }

    fn words(
        &mut self,
        words: &[grammar::Name],
        before: &str,
        optional: bool,
        span: Range<usize>,
    ) -> Option<Part> {
        let words: Vec<_> = words.iter().map(|word| word.text.clone()).collect();
        let form = if words == ["on", "off"] {
            Form::Switch
        } else {
            Form::Words(words.clone())
        };
        let kind = match &form {
            Form::Switch if optional => "Option<bool>".to_owned(),
            Form::Switch => "bool".to_owned(),
            _ => words.join("|"),
        };
        let field = self.nameless(Nameless {
            span: span.clone(),
            kind,
            key: before.strip_suffix('=').and_then(key),
            explicit: false,
        })?;
        Some(Part::Slot { field, form, span })
    }

    fn group(&mut self, parts: &[grammar::Part], span: Range<usize>) -> Option<Part> {
        if let [
            grammar::Part {
                kind: PartKind::Literal(text),
                ..
            },
        ] = parts
        {
            let field = self.nameless(Nameless {
                span: span.clone(),
                kind: "bool".to_owned(),
                key: key(text),
                explicit: false,
            })?;
            return Some(Part::Flag {
                field,
                text: text.clone(),
                when: !text.ends_with("=off"),
                span,
            });
        }
        let has_slot =
            |part: &grammar::Part| matches!(part.kind, PartKind::Slot { .. } | PartKind::Words(_));
        if !parts.iter().any(has_slot) {
            let message = "nothing says when this group is there";
            let error = SyntaxError::new(span, message, "expected a parameter, or text alone");
            let help = "`[ key=<param>]` is there when its parameter is, `[ key=on]` when a `bool` is true";
            self.error(error.help(help));
        }
        Some(Part::Optional(self.sequence(parts, true)))
    }

    /// The field of the slot `name`.
    fn named(&mut self, name: &grammar::Name) -> Option<usize> {
        self.last_nameless = None;
        let wanted = name.text.trim_end_matches('_');
        let found = self
            .fields
            .iter()
            .position(|field| field.name.trim_end_matches('_') == wanted);
        let Some(index) = found else {
            return self.unknown_parameter(name);
        };
        if self.taken[index] {
            let message = format!("parameter `{}` stands twice in the syntax", name.text);
            let error = SyntaxError::new(name.span.clone(), message, "here again");
            let help = "remove one of them: another value has a name and a field of its own";
            self.error(error.help(help));
            return None;
        }
        if index < self.next {
            let last = self.next - 1;
            self.other_order(name.span.clone(), index, "before", last);
        }
        if let Some(key) = self.fields[index].key {
            let message = format!(
                "`key` is for a part of the syntax that has no name\n\
                 = help: remove it: `<{name}>` is for this field by its name"
            );
            self.errors.push(syn::Error::new(key.span(), message));
        }
        self.take(index);
        self.fields[index].name.clone_from(&name.text);
        Some(index)
    }

    /// Reports a name that no field has. The field that was probably meant is bound, so that this is
    /// the only error about it.
    fn unknown_parameter(&mut self, name: &grammar::Name) -> Option<usize> {
        let free: Vec<_> = (0..self.fields.len())
            .filter(|index| !self.taken[*index] && !self.is_named(*index))
            .collect();
        let names = free.iter().map(|index| self.fields[*index].name.as_str());
        let near = suggest(&name.text, names);
        let meant = free
            .iter()
            .copied()
            .find(|index| near == Some(self.fields[*index].name.as_str()));
        let (label, help) = match meant.map(|index| &self.fields[index]) {
            Some(field) => (
                format!("did you mean `{}`?", field.name),
                format!("`<{}>` is for the field `{}`", field.name, field.ident),
            ),
            None => (
                "no field has this name".to_owned(),
                format!(
                    "`<{name}>` is for a field `{}`",
                    names::to_snake_case(&name.text)
                ),
            ),
        };
        let message = format!("no field for the parameter `{name}`");
        self.error(SyntaxError::new(name.span.clone(), message, label).help(help));
        self.take(meant?);
        meant
    }

    /// Whether a slot names the field.
    fn is_named(&self, index: usize) -> bool {
        let bare = self.fields[index].name.trim_end_matches('_');
        self.names.contains(bare)
    }

    /// Reports that the slot's field `index` stands before or after the field `other`, which it should not.
    fn other_order(&mut self, slot: Range<usize>, index: usize, stands: &str, other: usize) {
        let (field, other) = (self.fields[index].ident, self.fields[other].ident);
        let error = SyntaxError::new(
            slot,
            "fields and parameters are in different order",
            format!("its field `{field}` stands {stands} `{other}`"),
        );
        self.error(error.help("fields follow the order of the parameters in the syntax"));
    }

    /// The field of a slot without a name: the next one in order.
    fn nameless(&mut self, mut slot: Nameless) -> Option<usize> {
        let is_free = |index: &usize| {
            let field = &self.fields[*index];
            !field.unsent && !field.is_hidden && !self.taken[*index]
        };
        let next = (self.next..self.fields.len()).find(is_free);
        let free = (0..self.fields.len()).find(|index| is_free(index) && !self.is_named(*index));
        let Some(index) = free else {
            self.no_field(slot, next);
            return None;
        };
        if index < self.next {
            self.other_order(slot.span.clone(), index, "before", self.next - 1);
        }
        self.take(index);
        if let Some(next) = next.filter(|next| *next < index) {
            self.other_order(slot.span.clone(), index, "after", next);
            // It is told once: the field before has its turn still.
            self.next = next;
        }
        slot.explicit = self.agree_on_key(index, &slot);
        if let Some(last) = self.last_nameless.replace(slot.clone()) {
            self.refuse_swap(&last, &slot);
        }
        Some(index)
    }

    fn no_field(&mut self, slot: Nameless, next: Option<usize>) {
        let ty = slot.type_name();
        let help = match (&slot.key, next) {
            (_, Some(next)) => format!(
                "add one before `{}`, which is for a parameter of its own",
                self.fields[next].ident
            ),
            (Some(key), None) => format!("add `{}: {ty}`", names::to_snake_case(key)),
            (None, None) => "add one".to_owned(),
        };
        let label = format!("expected a field for this, of type `{ty}`");
        let error = SyntaxError::new(slot.span.clone(), "a field is missing", label);
        self.error(error.help(help));
    }

    /// Whether the field says that it is for the slot: by its name or its key.
    fn agree_on_key(&mut self, index: usize, slot: &Nameless) -> bool {
        let field = &self.fields[index];
        let Some(key) = field.key else {
            return slot.key.as_deref() == Some(field.name.as_str());
        };
        let (ident, key) = (field.ident, key.value());
        let message = match &slot.key {
            Some(there) if *there == key => return true,
            Some(there) => format!(
                "field `{ident}` comes in the place of `{there}`, not of `{key}`\n\
                 = help: fields follow the order of the parameters in the syntax"
            ),
            None => format!(
                "field `{ident}` is for a part of the syntax that has no key\n\
                 = help: remove `key`, or write the key in the syntax, as in `{key}=on|off`"
            ),
        };
        let span = field.key.map_or_else(|| ident.span(), LitStr::span);
        self.errors.push(syn::Error::new(span, message));
        true
    }

    fn refuse_swap(&mut self, first: &Nameless, second: &Nameless) {
        if first.kind != second.kind || (first.explicit && second.explicit) {
            return;
        }
        let help = match &second.key {
            Some(key) => format!(
                "say which is which: `#[param(key = \"{key}\")]` on the field of this one, \
                 and likewise on the other"
            ),
            None => "say which is which: a key in front, as in `name=on|off`, \
                     and `#[param(key = \"name\")]` on the field"
                .to_owned(),
        };
        self.error(
            SyntaxError::new(
                second.span.clone(),
                "two parts without a name could be swapped unnoticed",
                format!(
                    "this and the part before it are both `{}`",
                    second.type_name()
                ),
            )
            .help(help),
        );
    }

    fn take(&mut self, index: usize) {
        self.taken[index] = true;
        self.next = self.next.max(index + 1);
        let field = &self.fields[index];
        if field.unsent {
            self.errors.push(syn::Error::new(
                field.ident.span(),
                format!(
                    "field `{}` is in the syntax, and so not `unsent`\n\
                     = help: remove `unsent`, or the parameter `{}` from the syntax",
                    field.ident, field.name
                ),
            ));
        }
    }

    /// Every field is in the syntax, or says that it is not.
    fn finish(&mut self, after: After) {
        for (field, taken) in self.fields.iter().zip(&self.taken) {
            if *taken || field.unsent || field.is_hidden {
                continue;
            }
            let (ident, slot) = (field.ident, usual_slot(field));
            let message = match after {
                After::End => format!(
                    "field `{ident}` is not in the syntax, so it would never be sent\n\
                     = help: write `{slot}` where it belongs, \
                     or `#[param(unsent)]` on the field if the server takes no such parameter"
                ),
                After::Typed => format!(
                    "field `{ident}` is not in the syntax, so nobody could type it\n\
                     = help: write `{slot}` where it belongs"
                ),
                After::Blank => format!(
                    "field `{ident}` is not in the syntax, so it would be lost\n\
                     = help: write `{slot}` where it belongs"
                ),
            };
            self.errors.push(syn::Error::new(ident.span(), message));
        }
    }

    fn error(&mut self, error: SyntaxError) {
        self.errors.syntax(self.literal, error);
    }
}

/// How a field of such a type is mostly written.
fn usual_slot(Field { name, ty, .. }: &Field<'_>) -> String {
    if rust_type::is_named(ty, "bool") {
        format!("[ {name}=on]")
    } else if rust_type::generic_argument(ty, "Option").is_some() {
        format!("[ {name}=<{name}>]")
    } else if rust_type::generic_argument(ty, "Vec").is_some() {
        format!("<{name}[0]>[,<{name}[1]>...]")
    } else {
        format!("<{name}>")
    }
}

impl Nameless {
    fn type_name(&self) -> &str {
        if self.kind.contains('|') {
            "an enum of these words"
        } else {
            &self.kind
        }
    }
}

/// `live` of ` live=on`, `incognito` of ` incognito`: the name that the text in front gives to a slot.
pub(crate) fn key(text: &str) -> Option<String> {
    let text = text.split_once('=').map_or(text, |(key, _)| key);
    let key = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let key = key.rsplit(' ').next()?;
    (!key.is_empty()).then(|| key.to_owned())
}
