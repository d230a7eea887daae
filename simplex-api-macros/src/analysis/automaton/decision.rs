//! The decisions that a reader makes.

use std::ops::Range;

use crate::analysis::model::{Node, SlotKind};
use crate::analysis::prefix::{Prefix, PrefixEnd, prefixes};

/// A point where a reader takes a part if it is present, and continues after the part only if it is absent.
#[derive(Debug)]
pub(in crate::analysis) struct Decision<'g> {
    /// The state before the part.
    pub(in crate::analysis) take: usize,
    /// The state after the part, or in place of it.
    pub(in crate::analysis) skip: usize,
    pub(in crate::analysis) part: OptionalPart<'g>,
}

/// What a reader decides about.
#[derive(Debug)]
pub(in crate::analysis) enum OptionalPart<'g> {
    /// One more character of this slot.
    Character {
        slot: usize,
        /// A position that may follow even if the character could also belong to the slot.
        unless: Option<usize>,
    },
    /// The rest of a keyword that starts with another keyword.
    Keyword {
        rest: &'g str,
        positions: Vec<usize>,
    },
    /// One more item of the list in this slot.
    Item { slot: usize, separator: &'g str },
    /// An optional group, or a flag.
    Group(&'g Node),
}

impl OptionalPart<'_> {
    /// What the part can start with.
    pub(in crate::analysis) fn prefixes(&self, slots: &[SlotKind]) -> Vec<Prefix> {
        match self {
            Self::Character { .. } => Vec::new(),
            Self::Keyword { rest, .. } => vec![Prefix::new(*rest, PrefixEnd::Anything)],
            Self::Item { slot, separator } => {
                let item = [Node::Literal((*separator).to_owned()), Node::Slot(*slot)];
                prefixes(&item, slots)
            }
            Self::Group(Node::Optional(nodes)) => prefixes(nodes, slots),
            Self::Group(Node::Flag { texts, .. }) => {
                let texts = texts.iter();
                let prefixes = texts.map(|text| Prefix::new(text, PrefixEnd::Anything));
                prefixes.collect()
            }
            Self::Group(_) => Vec::new(),
        }
    }

    /// The slots of the part, if it is a group.
    pub(in crate::analysis) fn group_slots(&self) -> Option<Range<usize>> {
        match self {
            Self::Group(node) => node.group_slots(),
            _ => None,
        }
    }
}
