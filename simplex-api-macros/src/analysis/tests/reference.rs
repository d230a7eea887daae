//! A simple reference implementation, which prints and reads values of a small syntax.

use crate::analysis::{Grammar, Guard, Node, Numeral, PrefixEnd, SlotKind};

/// The text of each slot that is present; for a list, the text of all items.
pub(super) type Values = Vec<Option<String>>;

/// Prints and reads the values of a syntax under the given guards.
pub(super) struct Reference<'a> {
    pub(super) grammar: &'a Grammar,
    pub(super) guards: &'a [Guard],
}

impl Reference<'_> {
    pub(super) fn print(&self, values: &Values) -> String {
        let mut text = String::new();
        self.write(&self.grammar.nodes, values, &mut text);
        text
    }

    fn write(&self, nodes: &[Node], values: &Values, text: &mut String) {
        for node in nodes {
            match node {
                Node::Literal(literal) => text.push_str(literal),
                Node::Slot(slot) | Node::List { slot, .. } | Node::Flag { slot, .. } => {
                    text.push_str(values[*slot].as_deref().unwrap_or_default());
                }
                Node::Optional(inner) => {
                    if is_present(inner, values) {
                        self.write(inner, values, text);
                    }
                }
            }
        }
    }

    /// Whether the value is valid for a slot; for a list, whether it is valid for an item.
    pub(super) fn allows(&self, slot: usize, text: &str) -> bool {
        let number = |numeral| {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let is_printed = digits.starts_with("0.") || digits == "0" || !digits.starts_with('0');
            is_printed && !digits.is_empty() && self.number(slot, numeral, text) == text.len()
        };
        match &self.grammar.slots[slot] {
            SlotKind::Number(numeral) => number(*numeral),
            SlotKind::UnknownType(numeral) => number(*numeral) || self.is_string(slot, text),
            SlotKind::String | SlotKind::Nested => self.is_string(slot, text),
            SlotKind::Json => serde_json::from_str::<serde_json::Value>(text).is_ok(),
            // A flag has no keywords: its texts are in the syntax.
            SlotKind::Keywords(keywords) => {
                keywords.is_empty() || keywords.iter().any(|keyword| keyword == text)
            }
        }
    }

    fn is_string(&self, slot: usize, text: &str) -> bool {
        let guard = &self.guards[slot];
        let is_forbidden = guard.forbidden_prefixes.iter().any(|prefix| {
            let is_before_digit = match prefix.end {
                PrefixEnd::Anything => false,
                PrefixEnd::Digit => true,
                PrefixEnd::Slot(slot) => matches!(self.grammar.slots[slot], SlotKind::Number(_)),
            };
            let rest = text.strip_prefix(prefix.text.as_str());
            rest.is_some_and(|rest| {
                !is_before_digit || rest.starts_with(|c: char| c.is_ascii_digit())
            })
        });
        !text.is_empty()
            && text.trim_matches(' ') == text
            && !text.contains(|c| guard.terminators.contains(&c))
            && !is_forbidden
    }

    /// The length of the number at the start of `text`; 0 if there is no number.
    fn number(&self, slot: usize, numeral: Numeral, text: &str) -> usize {
        let digits = |from: usize| {
            let digits = text[from..].bytes();
            digits.take_while(u8::is_ascii_digit).count()
        };
        let sign = usize::from(numeral.signed && text.starts_with('-'));
        let (whole, point) = (digits(sign), sign + digits(sign));
        let fraction = numeral.fraction && !self.guards[slot].terminators.contains(&'.');
        match whole {
            0 => 0,
            _ if fraction && text[point..].starts_with('.') && digits(point + 1) > 0 => {
                point + 1 + digits(point + 1)
            }
            _ => point,
        }
    }

    /// Reads from left to right without backtracking, and takes each part that is present.
    pub(super) fn read(&self, text: &str) -> Option<Values> {
        let mut values = vec![None; self.grammar.slots.len()];
        let rest = self.sequence(&self.grammar.nodes, text, &mut values)?;
        rest.is_empty().then_some(values)
    }

    fn sequence<'t>(&self, nodes: &[Node], text: &'t str, values: &mut Values) -> Option<&'t str> {
        nodes
            .iter()
            .try_fold(text, |rest, node| self.part(node, rest, values))
    }

    fn part<'t>(&self, node: &Node, text: &'t str, values: &mut Values) -> Option<&'t str> {
        match node {
            Node::Literal(literal) => text.strip_prefix(literal.as_str()),
            Node::Slot(slot) => {
                let rest = self.value(*slot, text)?;
                values[*slot] = Some(text[..text.len() - rest.len()].to_owned());
                Some(rest)
            }
            Node::List { slot, separator } => {
                let mut rest = self.value(*slot, text)?;
                while let Some(more) = rest
                    .strip_prefix(separator.as_str())
                    .and_then(|more| self.value(*slot, more))
                {
                    rest = more;
                }
                values[*slot] = Some(text[..text.len() - rest.len()].to_owned());
                Some(rest)
            }
            Node::Flag { slot, texts } => {
                let found = texts.iter().find(|flag| text.starts_with(flag.as_str()));
                values[*slot] = found.cloned();
                Some(&text[found.map_or(0, String::len)..])
            }
            Node::Optional(inner) => {
                let before = values.clone();
                let rest = self.sequence(inner, text, values);
                if rest.is_none() {
                    *values = before;
                }
                Some(rest.unwrap_or(text))
            }
        }
    }

    /// The text after the longest value at the start of `text`.
    fn value<'t>(&self, slot: usize, text: &'t str) -> Option<&'t str> {
        let guard = &self.guards[slot];
        let length = match &self.grammar.slots[slot] {
            SlotKind::Number(numeral) => self.number(slot, *numeral, text),
            SlotKind::Json => text.len(),
            SlotKind::Keywords(keywords) => {
                let keywords = keywords.iter();
                let keywords = keywords.filter(|keyword| text.starts_with(keyword.as_str()));
                keywords.map(String::len).max()?
            }
            _ => text
                .find(|c| guard.terminators.contains(&c))
                .unwrap_or(text.len()),
        };
        let (value, rest) = text.split_at(length);
        self.allows(slot, value).then_some(rest)
    }

    /// All combinations of a few short values, up to a limit.
    pub(super) fn all(&self) -> Vec<Values> {
        let mut all = vec![vec![None; self.grammar.slots.len()]];
        self.choose(&self.grammar.nodes, &mut all);
        all
    }

    fn choose(&self, nodes: &[Node], all: &mut Vec<Values>) {
        for node in nodes {
            let with = |all: &[Values], slot: usize, texts: &[String]| -> Vec<Values> {
                let each = all.iter().flat_map(|values| {
                    texts.iter().map(move |text| {
                        let mut values = values.clone();
                        values[slot] = Some(text.clone());
                        values
                    })
                });
                each.collect()
            };
            match node {
                Node::Literal(_) => {}
                Node::Slot(slot) => *all = with(all, *slot, &self.examples(*slot)),
                Node::Flag { slot, texts } => {
                    let present = with(all, *slot, texts);
                    all.extend(present);
                }
                Node::List { slot, separator } => {
                    let items = self.examples(*slot);
                    let pairs = items
                        .iter()
                        .flat_map(|a| items.iter().map(move |b| format!("{a}{separator}{b}")));
                    let lists: Vec<_> = pairs.chain(items.clone()).collect();
                    *all = with(all, *slot, &lists);
                }
                Node::Optional(inner) => {
                    let mut present = all.clone();
                    self.choose(inner, &mut present);
                    all.extend(present);
                }
            }
            all.truncate(20_000);
        }
    }

    fn examples(&self, slot: usize) -> Vec<String> {
        let texts: &[&str] = match &self.grammar.slots[slot] {
            SlotKind::Keywords(keywords) => return keywords.clone(),
            SlotKind::Number(_) => &["0", "1", "10", "11", "-1", "1.1", "-0.1"],
            SlotKind::Json => &["0", "11", "true", "[]", "\"a b\""],
            _ => &[
                "1", "11", "a", "b", "ab", "aa", "a1", "a b", "a a", "x=1", "x=a", "a x=1", "a,a",
                ",", "é",
            ],
        };
        let texts = texts.iter().filter(|text| self.allows(slot, text));
        texts.map(|text| (*text).to_owned()).collect()
    }
}

fn is_present(nodes: &[Node], values: &Values) -> bool {
    nodes.iter().any(|node| match node {
        Node::Literal(_) => false,
        Node::Slot(slot) | Node::List { slot, .. } | Node::Flag { slot, .. } => {
            values[*slot].is_some()
        }
        Node::Optional(inner) => is_present(inner, values),
    })
}
