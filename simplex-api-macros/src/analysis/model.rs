//! The input of the analysis: a syntax whose slots are numbered.

use std::ops::Range;

/// A syntax whose slots are numbered.
#[derive(Debug, Clone)]
pub(crate) struct Grammar {
    pub(crate) nodes: Vec<Node>,
    /// What each slot prints.
    pub(crate) slots: Vec<SlotKind>,
    /// The syntax is that of a type: text after a space belongs to the command around it.
    pub(crate) is_nested: bool,
}

/// A part of a syntax.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Literal(String),
    Slot(usize),
    /// One or more items of the slot's kind, with `separator` between them.
    List {
        slot: usize,
        separator: String,
    },
    /// One of these texts, or nothing.
    Flag {
        slot: usize,
        texts: Vec<String>,
    },
    Optional(Vec<Node>),
}

impl Node {
    /// The slots of an optional group, which are numbered in order.
    pub(super) fn group_slots(&self) -> Option<Range<usize>> {
        let Self::Optional(nodes) = self else {
            return None;
        };
        let slots = nodes.iter().filter_map(|node| match node {
            Self::Literal(_) => None,
            Self::Slot(slot) | Self::List { slot, .. } | Self::Flag { slot, .. } => {
                Some(*slot..slot + 1)
            }
            Self::Optional(_) => node.group_slots(),
        });
        slots.reduce(|all, slots| all.start..slots.end)
    }
}

/// A question whose answer depends on the texts of types with their own syntax. The compiler answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deferred {
    /// Where the value in this slot ends.
    EndOfType(usize),
    /// Whether the group with these slots is present.
    PresenceOfGroup(Range<usize>),
}

/// What a slot can print, as far as the declaration shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SlotKind {
    Number(Numeral),
    /// Printable text that is not empty and has no space at either end.
    String,
    /// A number of this form or a string: the declaration names a type that is defined elsewhere.
    UnknownType(Numeral),
    /// The text of a type with its own syntax. Only what is true of a string is known about it.
    Nested,
    /// JSON, up to the end of the text.
    Json,
    /// One of these keywords.
    Keywords(Vec<String>),
}

/// What a number can contain besides digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numeral {
    /// A minus sign at the start.
    pub(crate) signed: bool,
    /// A decimal point and a fraction.
    pub(crate) fraction: bool,
}

impl Numeral {
    /// Unsigned integers.
    pub(crate) const UNSIGNED: Self = Self::new(false, false);
    /// Signed integers.
    pub(crate) const SIGNED: Self = Self::new(true, false);
    /// Floats.
    pub(crate) const FLOAT: Self = Self::new(true, true);

    const fn new(signed: bool, fraction: bool) -> Self {
        Self { signed, fraction }
    }
}

impl SlotKind {
    /// Whether the value can have a fraction, so that a guard can exclude it.
    pub(super) fn can_have_fraction(&self) -> bool {
        matches!(self, Self::Number(numeral) | Self::UnknownType(numeral) if numeral.fraction)
    }

    /// Whether the value can be any text, so that a guard can restrict it.
    pub(super) fn is_free_text(&self) -> bool {
        matches!(self, Self::String | Self::UnknownType(_) | Self::Nested)
    }
}
