//! A syntax whose slots are bound to fields.

use std::ops::Range;

use proc_macro2::{Ident, TokenStream};
use syn::{LitStr, Type};

use crate::analysis::Numeral;

/// What a syntax belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SyntaxOwner {
    /// A command that is sent to the server. Nothing follows it.
    Command,
    /// A command that people enter. It is case-insensitive, and consecutive spaces count as one, also at the end. The
    /// analysis uses its lower-case form.
    HumanCommand,
    /// A type. A space and the rest of a command can follow it.
    Type,
}

/// A field that a slot of the syntax can bind to.
pub(crate) struct Field<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    /// The documented name of the parameter.
    pub(crate) name: String,
    /// `#[param(key = "…")]`: the key of the unnamed slot that the field belongs to.
    pub(crate) key: Option<&'a LitStr>,
    /// `#[param(non_empty)]`: the list must have an item.
    pub(crate) non_empty: bool,
    /// `#[param(unsent)]`: no slot binds the field.
    pub(crate) unsent: bool,
    /// `#[param(secret)]`: errors do not show the value.
    pub(crate) secret: bool,
    /// A slot in an invalid part of the syntax may bind the field.
    pub(crate) may_be_bound: bool,
}

/// A syntax whose slots are bound and whose values are delimited.
#[derive(Default)]
pub(crate) struct ResolvedSyntax {
    pub(crate) parts: Vec<Part>,
    /// Constants that stop the compilation if a text has two readings.
    pub(crate) checks: TokenStream,
}

/// A part of a syntax. Slots refer to fields by index.
#[derive(Debug)]
pub(crate) enum Part {
    Literal(String),
    Slot {
        field: usize,
        form: Form,
        span: Range<usize>,
    },
    /// `[ live=on]`: the text is written if the value of the field is `when`.
    Flag {
        field: usize,
        text: String,
        when: bool,
        span: Range<usize>,
    },
    /// `[…]`: present if the fields of the slots directly in it have values.
    Optional(Vec<Part>),
}

/// How a field is written.
#[derive(Debug)]
pub(crate) enum Form {
    Plain(StringRules),
    Text(StringRules),
    Json,
    List {
        separator: String,
        rules: StringRules,
    },
    /// `on|off`
    Switch,
    Keywords(Vec<String>),
}

/// Restrictions on the text of a slot, which keep it distinct from the text around it.
#[derive(Debug, Default, Clone)]
pub(crate) struct StringRules {
    /// The characters that end the text. If there are none, it extends to the end of the command.
    pub(crate) terminators: String,
    pub(crate) forbidden_prefixes: Vec<ForbiddenPrefix>,
    /// What the analysis assumed about the type, for the compiler to confirm.
    pub(crate) assumption: Option<TypeAssumption>,
    pub(crate) is_human_input: bool,
    /// The keys of options that can follow the text. It ends before them.
    pub(crate) option_keys: Vec<String>,
    /// The text can be entered in quotes.
    pub(crate) is_quotable: bool,
}

/// What the analysis assumed about a type.
#[derive(Debug, Clone, Copy)]
pub(crate) enum TypeAssumption {
    /// It is a number: with any other type the syntax would be ambiguous.
    Number,
    /// It is what its name says: a number of this form, or else a string.
    BySpelling(Option<Numeral>),
}

/// What a text must not start with, because another part does.
#[derive(Debug, Clone)]
pub(crate) struct ForbiddenPrefix {
    pub(crate) text: String,
    pub(crate) digit: DigitAfter,
}

/// Whether a prefix is only forbidden before a digit.
#[derive(Debug, Clone, Copy)]
pub(crate) enum DigitAfter {
    No,
    Yes,
    /// If the value of this slot is a number.
    IfNumber(SlotRef),
}

/// Where the value of a slot is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SlotRef {
    pub(crate) field: usize,
    /// In a group, so the field is an `Option`.
    pub(crate) in_group: bool,
    /// The value is an item of a list.
    pub(crate) is_list: bool,
}

/// A slot of a syntax.
pub(crate) struct Slot<'a> {
    pub(crate) field: usize,
    pub(crate) form: &'a Form,
    pub(crate) span: &'a Range<usize>,
    /// In a group, so the field is an `Option`.
    pub(crate) in_group: bool,
}

/// Calls `visit` with each slot.
pub(crate) fn for_each_slot<'a>(parts: &'a [Part], visit: &mut impl FnMut(Slot<'a>)) {
    visit_slots(parts, false, visit);
}

fn visit_slots<'a>(parts: &'a [Part], in_group: bool, visit: &mut impl FnMut(Slot<'a>)) {
    for part in parts {
        match part {
            Part::Slot { field, form, span } => visit(Slot {
                field: *field,
                form,
                span,
                in_group,
            }),
            Part::Optional(parts) => visit_slots(parts, true, visit),
            Part::Literal(_) | Part::Flag { .. } => {}
        }
    }
}

/// The fields of all flags (`[ x=on]`), each with the value for which its text is written.
pub(crate) fn flags(parts: &[Part]) -> Vec<(usize, bool)> {
    let flags = parts.iter().flat_map(|part| match part {
        Part::Flag { field, when, .. } => vec![(*field, *when)],
        Part::Optional(parts) => flags(parts),
        Part::Literal(_) | Part::Slot { .. } => Vec::new(),
    });
    flags.collect()
}

/// The fields that are true if their flag is absent: those of `[ x=off]`.
pub(crate) fn fields_true_by_default(parts: &[Part]) -> Vec<usize> {
    let flags = flags(parts).into_iter();
    flags
        .filter(|(_, when)| !when)
        .map(|(field, _)| field)
        .collect()
}

/// Both spellings of a flag, with `=on` and with `=off`. Only the first one is written; both are read.
pub(super) fn flag_spellings(text: &str) -> Vec<String> {
    let other = match text.strip_suffix("=on") {
        Some(key) => Some(format!("{key}=off")),
        None => text.strip_suffix("=off").map(|key| format!("{key}=on")),
    };
    [text.to_owned()].into_iter().chain(other).collect()
}

/// The fields of the slots directly in a group. They decide whether it is present.
pub(super) fn direct_fields(parts: &[Part]) -> Vec<usize> {
    parts
        .iter()
        .filter_map(|part| match part {
            Part::Slot { field, .. } => Some(*field),
            _ => None,
        })
        .collect()
}

/// The fields that are bound outside of any `[…]`, so every value has them.
pub(crate) fn required(parts: &[Part]) -> Vec<usize> {
    direct_fields(parts)
}
