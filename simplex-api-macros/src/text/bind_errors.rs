//! The mistakes that binding a syntax to fields can find.

use std::ops::Range;

use proc_macro2::Ident;
use syn::LitStr;

use super::model::{Field, SyntaxOwner};
use crate::grammar::{Name, SyntaxError};
use crate::{names, rust_type};

/// A slot without a parameter name.
#[derive(Clone)]
pub(super) struct UnnamedSlot {
    pub(super) span: Range<usize>,
    /// The expected type. Two adjacent slots of one type could be swapped by mistake.
    pub(super) ty: UnnamedType,
    /// `live` for `[ live=on]`, if there is a key.
    pub(super) key: Option<String>,
    /// The name or the key of the field matches the key of the slot.
    pub(super) is_confirmed: bool,
}

/// The type that an unnamed slot expects.
#[derive(Clone, PartialEq)]
pub(super) enum UnnamedType {
    Bool,
    OptionalBool,
    EnumOf(Vec<String>),
}

impl UnnamedType {
    fn describe(&self) -> &'static str {
        match self {
            Self::Bool => "`bool`",
            Self::OptionalBool => "`Option<bool>`",
            Self::EnumOf(_) => "an enum of these keywords",
        }
    }
}

/// The key in the text before a slot: `live` for ` live=on`, `incognito` for ` incognito`.
pub(crate) fn key(text: &str) -> Option<String> {
    let text = text.split_once('=').map_or(text, |(key, _)| key);
    let key = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let key = key.rsplit(' ').next()?;
    (!key.is_empty()).then(|| key.to_owned())
}

pub(super) fn group_without_parameter(span: Range<usize>) -> SyntaxError {
    let message = "cannot determine when this group is present";
    SyntaxError::new(span, message, "expected a parameter, or only text").help(
        "`[ key=<param>]` is present if its parameter has a value, `[ key=on]` if a `bool` is true",
    )
}

pub(super) fn parameter_twice(name: &Name) -> SyntaxError {
    let message = format!("parameter `{name}` appears twice in the syntax");
    SyntaxError::new(name.span.clone(), message, "appears again here")
        .help("remove one of them; a different value needs its own name and its own field")
}

pub(super) fn key_of_named_slot(key: &LitStr, name: &Name) -> syn::Error {
    let message = format!(
        "`key` is only for a part of the syntax that has no name\n\
         = help: remove it: `<{name}>` already names this field"
    );
    syn::Error::new(key.span(), message)
}

/// `meant` is the field that the name was probably meant to be.
pub(super) fn unknown_parameter(name: &Name, meant: Option<&Field<'_>>) -> SyntaxError {
    let (label, help) = match meant {
        Some(field) => (
            format!("did you mean `{}`?", field.name),
            format!("`<{}>` names the field `{}`", field.name, field.ident),
        ),
        None => (
            "no field has this name".to_owned(),
            format!(
                "`<{name}>` needs a field `{}`",
                names::to_snake_case(&name.text)
            ),
        ),
    };
    let message = format!("no field for the parameter `{name}`");
    SyntaxError::new(name.span.clone(), message, label).help(help)
}

/// The `field` of the slot is declared before or after the field `other`, but should not be.
pub(super) fn different_order(
    slot: Range<usize>,
    field: &Ident,
    order: &str,
    other: &Ident,
) -> SyntaxError {
    SyntaxError::new(
        slot,
        "fields and parameters are in a different order",
        format!("its field `{field}` is declared {order} `{other}`"),
    )
    .help("declare the fields in the order of the parameters in the syntax")
}

/// `next` is the next field in order, if it belongs to another parameter.
pub(super) fn missing_field(slot: &UnnamedSlot, next: Option<&Ident>) -> SyntaxError {
    let ty = slot.ty.describe();
    let help = match (&slot.key, next) {
        (_, Some(next)) => format!("add one before `{next}`, which belongs to another parameter"),
        (Some(key), None) => {
            let name = names::to_snake_case(key);
            match slot.ty {
                UnnamedType::EnumOf(_) => format!("add a field `{name}`"),
                _ => format!("add `{name}: {}`", ty.trim_matches('`')),
            }
        }
        (None, None) => "add a field".to_owned(),
    };
    let label = format!("expected a field for this, of type {ty}");
    SyntaxError::new(slot.span.clone(), "a field is missing", label).help(help)
}

/// The field has a `key`, and the slot has another one or none.
pub(super) fn different_key(field: &Ident, key: &LitStr, slot: &UnnamedSlot) -> syn::Error {
    let value = key.value();
    let message = match &slot.key {
        Some(of_slot) => format!(
            "field `{field}` is at the position of `{of_slot}`, not of `{value}`\n\
             = help: declare the fields in the order of the parameters in the syntax"
        ),
        None => format!(
            "field `{field}` belongs to a part of the syntax that has no key\n\
             = help: remove `key`, or write the key in the syntax, as in `{value}=on|off`"
        ),
    };
    syn::Error::new(key.span(), message)
}

/// Two adjacent slots of one type, unless both are confirmed by a key.
pub(super) fn swappable(first: &UnnamedSlot, second: &UnnamedSlot) -> Option<SyntaxError> {
    if first.ty != second.ty || (first.is_confirmed && second.is_confirmed) {
        return None;
    }
    let help = match &second.key {
        Some(key) => format!(
            "add `#[param(key = \"{key}\")]` to the field of this part, \
             and likewise to the field of the other part"
        ),
        None => "add a key to the syntax, as in `name=on|off`, \
                 and `#[param(key = \"name\")]` to the field"
            .to_owned(),
    };
    let message = "two parts without a name could be swapped by mistake";
    let label = format!(
        "this part and the one before it are both {}",
        second.ty.describe()
    );
    Some(SyntaxError::new(second.span.clone(), message, label).help(help))
}

pub(super) fn unsent_in_syntax(field: &Field<'_>) -> syn::Error {
    let message = format!(
        "field `{}` is in the syntax, so it cannot be `unsent`\n\
         = help: remove `unsent`, or remove the parameter `{}` from the syntax",
        field.ident, field.name
    );
    syn::Error::new(field.ident.span(), message)
}

pub(super) fn field_not_in_syntax(field: &Field<'_>, owner: SyntaxOwner) -> syn::Error {
    let (ident, slot) = (field.ident, suggested_slot(field));
    let message = match owner {
        SyntaxOwner::Command => format!(
            "field `{ident}` is not in the syntax, so it would never be sent\n\
             = help: add `{slot}` to the syntax, \
             or add `#[param(unsent)]` to the field if the server has no such parameter"
        ),
        SyntaxOwner::HumanCommand => format!(
            "field `{ident}` is not in the syntax, so it cannot be entered\n\
             = help: add `{slot}` to the syntax"
        ),
        SyntaxOwner::Type => format!(
            "field `{ident}` is not in the syntax, so it would be lost\n\
             = help: add `{slot}` to the syntax"
        ),
    };
    syn::Error::new(ident.span(), message)
}

/// How a field of this type is usually written.
fn suggested_slot(Field { name, ty, .. }: &Field<'_>) -> String {
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
