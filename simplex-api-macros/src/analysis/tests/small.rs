//! Compares the analysis of small syntaxes with the reference implementation, for all short texts.

use std::collections::HashMap;

use proptest::prelude::*;

use super::reference::Reference;
use super::{by_name, grammar};
use crate::analysis::disambiguate::Resolution;
use crate::analysis::path::Reading;
use crate::analysis::{DisambiguationError, Grammar, Guard, Node, SlotKind, disambiguate};

/// Checks the verdict of the analysis. Returns the resolution if the syntax is accepted.
pub(super) fn check(syntax: &str) -> Option<Resolution> {
    let (mut grammar, _) = grammar(syntax, by_name);
    let no_guards = vec![Guard::default(); grammar.slots.len()];
    match disambiguate(&grammar) {
        // The texts of the types decide, which are not known here.
        Ok(resolution) if !resolution.deferred.is_empty() => Some(resolution),
        Ok(resolution) => {
            for slot in &resolution.numbers {
                if let SlotKind::UnknownType(numeral) = grammar.slots[*slot] {
                    grammar.slots[*slot] = SlotKind::Number(numeral);
                }
            }
            // For every possible choice of the unknown types.
            for grammar in concrete_grammars(grammar) {
                one_reading(syntax, &grammar, &resolution.guards);
            }
            Some(resolution)
        }
        Err(DisambiguationError::TooLarge) => panic!("{syntax}"),
        Err(DisambiguationError::Ambiguous(ambiguity)) => {
            let reference = Reference {
                grammar: &grammar,
                guards: &no_guards,
            };
            let values = |reading: &Reading| {
                let mut values = vec![None; grammar.slots.len()];
                for (slot, texts) in reading {
                    for text in texts {
                        assert!(reference.allows(*slot, text), "{syntax}: {text}");
                    }
                    values[*slot] = Some(texts.join(&separator(&grammar.nodes, *slot)));
                }
                values
            };
            let written = values(&ambiguity.written);
            assert_eq!(
                reference.print(&written),
                ambiguity.text,
                "{syntax}: {ambiguity:?}"
            );
            match &ambiguity.other {
                Some(other) => {
                    assert_ne!(*other, ambiguity.written, "{syntax}");
                    assert_eq!(reference.print(&values(other)), ambiguity.text, "{syntax}");
                }
                None => {
                    // For at least one choice of the unknown types, where a string ends at the end of the text or at a
                    // space.
                    let word_guard = Guard {
                        terminators: [' '].into(),
                        ..Guard::default()
                    };
                    let word_guards = vec![word_guard; grammar.slots.len()];
                    let concrete_grammars = concrete_grammars(grammar.clone());
                    let misread = [&no_guards, &word_guards].into_iter().any(|guards| {
                        concrete_grammars.iter().any(|grammar| {
                            let reference = Reference { grammar, guards };
                            reference.read(&ambiguity.text).as_ref() != Some(&written)
                        })
                    });
                    assert!(misread, "{syntax}: {ambiguity:?}");
                }
            }
            None
        }
    }
}

/// The separator between the items of a slot, if it is a list.
fn separator(nodes: &[Node], wanted: usize) -> String {
    let found = nodes.iter().find_map(|node| match node {
        Node::List { slot, separator } if *slot == wanted => Some(separator.clone()),
        Node::Optional(inner) => Some(separator(inner, wanted)).filter(|found| !found.is_empty()),
        _ => None,
    });
    found.unwrap_or_default()
}

/// The grammar with each unknown type replaced by a number and by a string, in all combinations.
fn concrete_grammars(grammar: Grammar) -> Vec<Grammar> {
    let unknown = grammar
        .slots
        .iter()
        .enumerate()
        .find_map(|(slot, kind)| match kind {
            SlotKind::UnknownType(numeral) => Some((slot, *numeral)),
            _ => None,
        });
    let Some((unknown, numeral)) = unknown else {
        return vec![grammar];
    };
    let known = [SlotKind::Number(numeral), SlotKind::String]
        .into_iter()
        .flat_map(|kind| {
            let mut grammar = grammar.clone();
            grammar.slots[unknown] = kind;
            concrete_grammars(grammar)
        });
    known.collect()
}

/// No two values print the same text, and each text is read as the value that was printed.
fn one_reading(syntax: &str, grammar: &Grammar, guards: &[Guard]) {
    let reference = Reference { grammar, guards };
    let mut texts = HashMap::new();
    for values in reference.all() {
        let text = reference.print(&values);
        assert_eq!(
            reference.read(&text).as_ref(),
            Some(&values),
            "{syntax}: {text}"
        );
        if let Some(other) = texts.insert(text, values.clone()) {
            assert_eq!(other, values, "{syntax}");
        }
    }
}

/// A syntax of a few parts that often conflict.
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
fn an_optional_string_takes_the_required_number() {
    assert!(check("/[ <text>] <n> ").is_none());
}

#[test]
fn a_number_before_a_point_has_no_fraction() {
    for syntax in [
        "/<any>.<n>",
        "/<part>.<n>",
        "/<part>..<part>",
        "/<any>[.<part>]",
    ] {
        let resolution = check(syntax).expect(syntax);
        assert!(resolution.guards[0].terminators.contains(&'.'), "{syntax}");
    }
    let resolution = check("/<part> <n>[ <below>] <text>").expect("one reading");
    assert!(resolution.guards[0].terminators.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_small_syntax(syntax in syntax()) {
        // A choice includes the text around it, so the parts can form another syntax, or an invalid one.
        if crate::grammar::Syntax::parse(&syntax).is_ok() {
            check(&syntax);
        }
    }
}
