//! Whether a reader that never goes back reads what was written.
//!
//! It takes a part if it can, so a text in which the part is absent may not begin as the part does.

use std::ops::Range;

use super::automaton::{Automaton, Choice, END};
use super::guard::{Head, Reading, Then};
use super::square::reading;
use super::{Kind, Open};

/// A choice at which such a reader takes what was not written.
#[derive(Debug)]
pub(super) enum Conflict {
    /// A slot goes on with characters that the part after it, perhaps a slot, can begin with.
    GoesOn {
        slot: usize,
        next: Option<usize>,
        chars: Vec<char>,
        /// The part after it is text that is always the same, or a word.
        is_fixed: bool,
        at: At,
    },
    /// What comes instead of a part begins as the part does.
    Begins {
        /// The slot of the part in which that shows.
        taken: Option<usize>,
        /// The slot whose text it is.
        slot: Option<usize>,
        /// What that text begins with, if it is read as the part.
        heads: Vec<Head>,
        /// The slots of the part, if it is a group.
        group: Option<Range<usize>>,
        at: At,
    },
}

/// The positions that were taken and that were written, from the choice on.
type At = Vec<(usize, usize)>;

impl Conflict {
    /// The first one, apart from those that are `open`.
    pub(super) fn find(automaton: &Automaton, open: &[Open]) -> Option<Self> {
        let choices = automaton.choices.iter();
        let mut choices =
            choices.filter(|choice| !open.iter().any(|open| is_at(automaton, choice, open)));
        choices.find_map(|choice| {
            let at = walk(automaton, choice)?;
            Some(Self::of(automaton, choice, at))
        })
    }

    /// What has to be decided by others, if the texts of a type decide.
    pub(super) fn open(&self, automaton: &Automaton, slots: &[Kind]) -> Option<Open> {
        let is_own = |slot: usize| slots[slot] == Kind::Own;
        match self {
            Self::GoesOn { slot, .. } => is_own(*slot).then_some(Open::Type(*slot)),
            Self::Begins { group, at, .. } => {
                let mut positions = at.iter().flat_map(|(taken, written)| [*taken, *written]);
                let of_own =
                    |position: usize| automaton.positions[position].slot.is_some_and(is_own);
                let group = group.clone().filter(|_| positions.any(of_own))?;
                Some(Open::Group(group))
            }
        }
    }

    fn of(automaton: &Automaton, choice: &Choice, at: At) -> Self {
        let (taken, written) = at[at.len() - 1];
        let slot_of = |position: usize| automaton.positions[position].slot;
        let slot = slot_of(written);
        if let (true, Some(going)) = (choice.inside.is_empty(), slot_of(taken)) {
            let chars = automaton.alphabet.all(automaton.common(taken, written));
            return Self::GoesOn {
                slot: going,
                next: slot,
                chars,
                is_fixed: automaton.positions[written].is_fixed,
                at,
            };
        }
        let inside = at
            .iter()
            .rev()
            .take_while(|(_, written)| slot_of(*written) == slot);
        let before = &at[..at.len() - inside.count()];
        let before = before
            .iter()
            .map(|(a, b)| automaton.alphabet.example(automaton.common(*a, *b)));
        let before: String = before.collect();
        let heads = choice.heads.iter().filter_map(|head| {
            let rest = head.text.strip_prefix(before.as_str())?;
            let is_there = !rest.is_empty() || head.then != Then::Anything;
            is_there.then(|| Head::new(rest, head.then))
        });
        Self::Begins {
            taken: slot_of(taken),
            slot,
            heads: heads.collect(),
            group: choice.group.clone(),
            at,
        }
    }

    /// The slots between which it is not decided.
    pub(super) fn slots(&self) -> Vec<usize> {
        match self {
            Self::GoesOn { slot, next, .. } => [Some(*slot), *next].into_iter().flatten().collect(),
            Self::Begins { taken, slot, .. } => [*taken, *slot].into_iter().flatten().collect(),
        }
    }

    /// The shortest text in which it shows, and what was written.
    pub(super) fn example(&self, automaton: &Automaton) -> (String, Reading) {
        let (Self::GoesOn { at, .. } | Self::Begins { at, .. }) = self;
        let common =
            |(a, b): &(usize, usize)| (*b, automaton.alphabet.example(automaton.common(*a, *b)));
        let (taken, written) = at[0];
        let last = at[at.len() - 1].1;
        let follows = |position: usize| {
            let follow = automaton.follow(position);
            follow.contains(&taken) && follow.contains(&written)
        };
        let begins = automaton.first.contains(&taken) && automaton.first.contains(&written);
        let mut path = if begins {
            Vec::new()
        } else {
            way(automaton, &automaton.first, follows)
        };
        path.extend(at.iter().map(common));
        let ends = |position: usize| automaton.follow(position).contains(&END);
        if !ends(last) {
            path.extend(way(automaton, automaton.follow(last), ends));
        }
        let text = path.iter().map(|(_, c)| *c).collect();
        (text, reading(automaton, &path))
    }
}

/// Whether this is the choice that is open.
fn is_at(automaton: &Automaton, choice: &Choice, open: &Open) -> bool {
    match open {
        Open::Group(group) => choice.group.as_ref() == Some(group),
        Open::Type(slot) => {
            let goes_on = choice.inside.is_empty().then_some(&choice.enter);
            let slot_of = |position: &usize| automaton.positions[*position].slot;
            goes_on.is_some_and(|more| more.iter().all(|more| slot_of(more) == Some(*slot)))
        }
    }
}

/// Walks through the part and what comes instead of it, as long as they are the same text.
fn walk(automaton: &Automaton, choice: &Choice) -> Option<At> {
    let pairs = |from: &[usize], to: &[usize]| -> At {
        let pairs = from.iter().flat_map(|a| to.iter().map(move |b| (*a, *b)));
        pairs
            .filter(|(a, b)| !automaton.common(*a, *b).is_empty())
            .collect()
    };
    let mut ways: Vec<At> = pairs(&choice.enter, &choice.skip)
        .into_iter()
        .map(|pair| vec![pair])
        .collect();
    let mut seen: Vec<_> = ways.iter().map(|way| way[0]).collect();
    let mut next = 0;
    while let Some(way) = ways.get(next).cloned() {
        next += 1;
        let (taken, written) = way[way.len() - 1];
        let follow = automaton.follow(taken);
        if follow
            .iter()
            .any(|position| !choice.inside.contains(position))
        {
            return Some(way);
        }
        for pair in pairs(follow, automaton.follow(written)) {
            if !seen.contains(&pair) {
                seen.push(pair);
                ways.push([way.as_slice(), &[pair]].concat());
            }
        }
    }
    None
}

/// The shortest way from one of `from` to a position where `there` holds.
pub(super) fn way(
    automaton: &Automaton,
    from: &[usize],
    there: impl Fn(usize) -> bool,
) -> Vec<(usize, char)> {
    let step = |position: &usize| {
        (
            *position,
            automaton
                .alphabet
                .example(automaton.positions[*position].chars),
        )
    };
    let mut ways: Vec<_> = from
        .iter()
        .filter(|p| **p != END)
        .map(|p| vec![step(p)])
        .collect();
    let mut seen = vec![false; automaton.positions.len()];
    let mut next = 0;
    while let Some(way) = ways.get(next).cloned() {
        next += 1;
        let (last, _) = way[way.len() - 1];
        if there(last) {
            return way;
        }
        if std::mem::replace(&mut seen[last], true) {
            continue;
        }
        for position in automaton.follow(last).iter().filter(|p| **p != END) {
            ways.push([way.as_slice(), &[step(position)]].concat());
        }
    }
    Vec::new()
}
