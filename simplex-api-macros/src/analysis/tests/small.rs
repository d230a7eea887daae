//! Small syntaxes, with all their short texts: what the analysis says of them is so.

use std::collections::HashMap;

use proptest::prelude::*;

use super::{by_name, grammar};
use crate::analysis::guard::{Reading, Settled};
use crate::analysis::{Grammar, Guard, Kind, Node, Numeral, Then, Unsettled, settle};

/// The text of each slot that is there. Of a list, that of all items.
pub(super) type Values = Vec<Option<String>>;

/// Prints values, and knows which can be.
pub(super) struct Model<'a> {
    pub(super) grammar: &'a Grammar,
    pub(super) guards: &'a [Guard],
}

impl Model<'_> {
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
                    if is_there(inner, values) {
                        self.write(inner, values, text);
                    }
                }
            }
        }
    }

    /// Whether a slot, an item of a list, can have the value.
    pub(super) fn allows(&self, slot: usize, text: &str) -> bool {
        let number = |numeral| {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let is_printed = digits.starts_with("0.") || digits == "0" || !digits.starts_with('0');
            is_printed && !digits.is_empty() && self.number(slot, numeral, text) == text.len()
        };
        match &self.grammar.slots[slot] {
            Kind::Number(numeral) => number(*numeral),
            Kind::NumberOrString(numeral) => number(*numeral) || self.is_string(slot, text),
            Kind::String | Kind::Own => self.is_string(slot, text),
            Kind::Json => serde_json::from_str::<serde_json::Value>(text).is_ok(),
            // Flags have no words: theirs are in the syntax.
            Kind::Words(words) => words.is_empty() || words.iter().any(|word| word == text),
        }
    }

    fn is_string(&self, slot: usize, text: &str) -> bool {
        let guard = &self.guards[slot];
        let taken = guard.taken.iter().any(|head| {
            let digit = match head.then {
                Then::Anything => false,
                Then::Digit => true,
                Then::Slot(slot) => matches!(self.grammar.slots[slot], Kind::Number(_)),
            };
            let rest = text.strip_prefix(head.text.as_str());
            rest.is_some_and(|rest| !digit || rest.starts_with(|c: char| c.is_ascii_digit()))
        });
        !text.is_empty()
            && text.trim_matches(' ') == text
            && !text.contains(|c| guard.stops.contains(&c))
            && !taken
    }

    /// The length of the number that a text begins with, 0 if it does with none.
    fn number(&self, slot: usize, numeral: Numeral, text: &str) -> usize {
        let digits = |from: usize| {
            let digits = text[from..].bytes();
            digits.take_while(u8::is_ascii_digit).count()
        };
        let sign = usize::from(numeral.signed && text.starts_with('-'));
        let (whole, point) = (digits(sign), sign + digits(sign));
        let fraction = numeral.fraction && !self.guards[slot].stops.contains(&'.');
        match whole {
            0 => 0,
            _ if fraction && text[point..].starts_with('.') && digits(point + 1) > 0 => {
                point + 1 + digits(point + 1)
            }
            _ => point,
        }
    }

    /// Reads from left to right: what is there is taken, and nothing is given back.
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

    /// The text after the longest value that `text` begins with.
    fn value<'t>(&self, slot: usize, text: &'t str) -> Option<&'t str> {
        let guard = &self.guards[slot];
        let length = match &self.grammar.slots[slot] {
            Kind::Number(numeral) => self.number(slot, *numeral, text),
            Kind::Json => text.len(),
            Kind::Words(words) => {
                let words = words.iter().filter(|word| text.starts_with(word.as_str()));
                words.map(String::len).max()?
            }
            _ => text
                .find(|c| guard.stops.contains(&c))
                .unwrap_or(text.len()),
        };
        let (value, rest) = text.split_at(length);
        self.allows(slot, value).then_some(rest)
    }

    /// All values of a few short texts, up to a number of them.
    fn all(&self) -> Vec<Values> {
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
                    let there = with(all, *slot, texts);
                    all.extend(there);
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
                    let mut there = all.clone();
                    self.choose(inner, &mut there);
                    all.extend(there);
                }
            }
            all.truncate(20_000);
        }
    }

    fn examples(&self, slot: usize) -> Vec<String> {
        let texts: &[&str] = match &self.grammar.slots[slot] {
            Kind::Words(words) => return words.clone(),
            Kind::Number(_) => &["0", "1", "10", "11", "-1", "1.1", "-0.1"],
            Kind::Json => &["0", "11", "true", "[]", "\"a b\""],
            _ => &[
                "1", "11", "a", "b", "ab", "aa", "a1", "a b", "a a", "x=1", "x=a", "a x=1", "a,a",
                ",", "é",
            ],
        };
        let texts = texts.iter().filter(|text| self.allows(slot, text));
        texts.map(|text| (*text).to_owned()).collect()
    }
}

fn is_there(nodes: &[Node], values: &Values) -> bool {
    nodes.iter().any(|node| match node {
        Node::Literal(_) => false,
        Node::Slot(slot) | Node::List { slot, .. } | Node::Flag { slot, .. } => {
            values[*slot].is_some()
        }
        Node::Optional(inner) => is_there(inner, values),
    })
}

/// Checks what the analysis says, and tells whether it accepts the syntax.
pub(super) fn check(syntax: &str) -> Option<Settled> {
    let (mut grammar, _) = grammar(syntax, by_name);
    let free = vec![Guard::default(); grammar.slots.len()];
    match settle(&grammar) {
        // The types decide, and they are none of these.
        Ok(settled) if !settled.open.is_empty() => Some(settled),
        Ok(settled) => {
            for slot in &settled.numbers {
                if let Kind::NumberOrString(numeral) = grammar.slots[*slot] {
                    grammar.slots[*slot] = Kind::Number(numeral);
                }
            }
            // Whatever the types turn out to be.
            for grammar in worlds(grammar) {
                one_reading(syntax, &grammar, &settled.guards);
            }
            Some(settled)
        }
        Err(Unsettled::TooLarge) => panic!("{syntax}"),
        Err(Unsettled::Ambiguous(ambiguity)) => {
            let model = Model {
                grammar: &grammar,
                guards: &free,
            };
            let values = |reading: &Reading| {
                let mut values = vec![None; grammar.slots.len()];
                for (slot, texts) in reading {
                    for text in texts {
                        assert!(model.allows(*slot, text), "{syntax}: {text}");
                    }
                    values[*slot] = Some(texts.join(&separator(&grammar.nodes, *slot)));
                }
                values
            };
            let written = values(&ambiguity.written);
            assert_eq!(
                model.print(&written),
                ambiguity.text,
                "{syntax}: {ambiguity:?}"
            );
            match &ambiguity.other {
                Some(other) => {
                    assert_ne!(*other, ambiguity.written, "{syntax}");
                    assert_eq!(model.print(&values(other)), ambiguity.text, "{syntax}");
                }
                None => {
                    // At least if the types turn out so, and strings go on to the end or to a blank.
                    let word = Guard {
                        stops: [' '].into(),
                        ..Guard::default()
                    };
                    let words = vec![word; grammar.slots.len()];
                    let worlds = worlds(grammar.clone());
                    let misread = [&free, &words].into_iter().any(|guards| {
                        worlds.iter().any(|grammar| {
                            let model = Model { grammar, guards };
                            model.read(&ambiguity.text).as_ref() != Some(&written)
                        })
                    });
                    assert!(misread, "{syntax}: {ambiguity:?}");
                }
            }
            None
        }
    }
}

/// What stands between the items of a slot, if it is a list.
fn separator(nodes: &[Node], wanted: usize) -> String {
    let found = nodes.iter().find_map(|node| match node {
        Node::List { slot, separator } if *slot == wanted => Some(separator.clone()),
        Node::Optional(inner) => Some(separator(inner, wanted)).filter(|found| !found.is_empty()),
        _ => None,
    });
    found.unwrap_or_default()
}

/// The grammar with each type that is not known as either of what it can be.
fn worlds(grammar: Grammar) -> Vec<Grammar> {
    let unknown = grammar
        .slots
        .iter()
        .enumerate()
        .find_map(|(slot, kind)| match kind {
            Kind::NumberOrString(numeral) => Some((slot, *numeral)),
            _ => None,
        });
    let Some((unknown, numeral)) = unknown else {
        return vec![grammar];
    };
    let known = [Kind::Number(numeral), Kind::String]
        .into_iter()
        .flat_map(|kind| {
            let mut grammar = grammar.clone();
            grammar.slots[unknown] = kind;
            worlds(grammar)
        });
    known.collect()
}

/// No two values print the same text, and each is read as what it is.
fn one_reading(syntax: &str, grammar: &Grammar, guards: &[Guard]) {
    let model = Model { grammar, guards };
    let mut texts = HashMap::new();
    for values in model.all() {
        let text = model.print(&values);
        assert_eq!(
            model.read(&text).as_ref(),
            Some(&values),
            "{syntax}: {text}"
        );
        if let Some(other) = texts.insert(text, values.clone()) {
            assert_eq!(other, values, "{syntax}");
        }
    }
}

/// A syntax of a few parts that easily collide.
fn syntax() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "a",
        " ",
        "1",
        "x=",
        " x=",
        ",",
        "<id>",
        "<n>",
        "<below>",
        "<part>",
        ".",
        "-",
        "<any>",
        "<some>",
        "<text>",
        "<title>",
        "<str(own)>",
        " <text>",
        " <n>",
        "a|ab",
        "on|off",
        "[ a]",
        "[a]",
        "[ x=on]",
        "[ <any>]",
        "<ids[0]>[,<ids[1]>...]",
        "<list[0]>[,<list[1]>...]",
        "[ <m>]",
        "[ x=<m>]",
        "[ <below>]",
        "[.<part>]",
        "[ <text>]",
        "[ x=<title>]",
        "[ a|ab]",
        "[ a<m>[ <text>]]",
        " <title>",
        "[<title>]",
        "[,<n>]",
    ]);
    let parts = prop::collection::vec(part, 1..5);
    (
        parts,
        prop::sample::select(vec!["", "", " <json(data)>", "[ <json(data)>]"]),
    )
        .prop_map(|(parts, tail)| format!("/{}{tail}", parts.concat()))
}

#[test]
fn a_word_that_an_optional_part_takes_away() {
    assert!(check("/[ <text>] <n> ").is_none());
}

#[test]
fn a_number_in_front_of_a_point_has_no_fraction() {
    for syntax in [
        "/<any>.<n>",
        "/<part>.<n>",
        "/<part>..<part>",
        "/<any>[.<part>]",
    ] {
        let settled = check(syntax).expect(syntax);
        assert!(settled.guards[0].stops.contains(&'.'), "{syntax}");
    }
    let settled = check("/<part> <n>[ <below>] <text>").expect("one reading");
    assert!(settled.guards[0].stops.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_small_syntax(syntax in syntax()) {
        // A word takes the text around it; another syntax comes out, or none.
        if crate::grammar::Syntax::parse(&syntax).is_ok() {
            check(&syntax);
        }
    }
}
