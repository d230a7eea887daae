//! Rejected syntaxes, each with an example of the ambiguity, and syntaxes that are accepted only with guards.
//!
//! `check` verifies each example: both readings print the text, or the reader does not find the only reading.

use super::small::check;
use super::{by_name, grammar};
use crate::analysis::path::Reading;
use crate::analysis::{Ambiguity, Deferred, DisambiguationError, PrefixEnd, disambiguate};

/// The example, as `text: a = 1 / b = 1`.
fn example(syntax: &str) -> String {
    assert_eq!(check(syntax), None, "{syntax}");
    let (grammar, names) = grammar(syntax, by_name);
    let Err(DisambiguationError::Ambiguous(Ambiguity {
        text,
        written,
        other,
        ..
    })) = disambiguate(&grammar)
    else {
        panic!("{syntax}");
    };
    let show = |reading: &Reading| {
        let values = reading.iter();
        let values = values.map(|(slot, texts)| format!("{} = {}", names[*slot], texts.join("; ")));
        values.collect::<Vec<_>>().join(", ")
    };
    let other = other.as_ref().map_or("nothing else".to_owned(), show);
    format!("{text}: {} / {other}", show(&written))
}

fn examples(cases: &[(&str, &str)]) {
    for (syntax, expected) in cases {
        assert_eq!(example(syntax), *expected, "{syntax}");
    }
}

#[test]
fn adjacent_parameters() {
    examples(&[
        ("/x <id><n>", "/x 111: id = 11, n = 1 / id = 1, n = 11"),
        ("/x <id>[<n>]", "/x 11: id = 11 / id = 1, n = 1"),
        ("/x <a><b>", "/x 111: a = 11, b = 1 / a = 1, b = 11"),
        (
            "/x <name><n>",
            "/x 111: name = 11, n = 1 / name = 1, n = 11",
        ),
        (
            "/x <any><some>",
            "/x 111: any = 11, some = 1 / any = 1, some = 11",
        ),
        (
            "/x <name><str(own)>",
            "/x 1…: name = 1, own = … / nothing else",
        ),
        (
            "/x <n><json(data)>",
            "/x 111: n = 11, data = 1 / n = 1, data = 11",
        ),
        (
            "/x[ <any>]<some>",
            "/x 111: any = 11, some = 1 / any = 1, some = 11",
        ),
    ]);
}

#[test]
fn a_separator_that_can_be_part_of_a_value() {
    examples(&[
        ("/x <id>0<n>", "/x 10101: id = 101, n = 1 / id = 1, n = 101"),
        (
            "/x <name>1<b>",
            "/x 1111: name = 11, b = 1 / name = 1, b = 11",
        ),
        ("/x <id>[0]", "/x 10: id = 10 / id = 1, 0 = 0"),
        (
            "/x <ids[0]>[1<ids[1]>...]",
            "/x 111: ids = 111 / ids = 1; 1",
        ),
    ]);
}

#[test]
fn groups_with_a_common_prefix() {
    examples(&[
        ("/x[ <a>][ <b>]", "/x 1: a = 1 / b = 1"),
        ("/x[ <n>][ <m>]", "/x 1: n = 1 / m = 1"),
        ("/x[ a<n>][ a<m>]", "/x a1: n = 1 / m = 1"),
        ("/x[ü<n>][ü<m>]", "/xü1: n = 1 / m = 1"),
        ("/x[ key=<a>][ key=<b>]", "/x key=1: a = 1 / b = 1"),
        ("/x[ <n>[ <m>]][ <id>]", "/x 1: n = 1 / id = 1"),
        (
            "/x[ on|off][ on|off]",
            "/x on: a keyword = on / a keyword = on",
        ),
        ("/x[ a|b][ b|c]", "/x b: a keyword = b / a keyword = b"),
        ("/x[ a][ a]", "/x a: a =  a / a =  a"),
        (
            "/x[ live=on][ live=off]",
            "/x live=on: live=on =  live=on / live=off =  live=on",
        ),
        (
            "/x[ <title>][ note=<note>]",
            "/x note=1: title = note=1 / note = 1",
        ),
        ("/x[ <n>][ <json(data)>]", "/x 1: n = 1 / data = 1"),
        (
            "/x[ <a>-<b>] <c>",
            "/x 1-1 1: a = 1, b = 1, c = 1 / c = 1-1 1",
        ),
        ("/x[0<n>]<m>", "/x0111: n = 11, m = 1 / n = 1, m = 11"),
    ]);
}

#[test]
fn keywords_and_lists_that_can_continue() {
    examples(&[
        (
            "/x a|ab[b|c]",
            "/x ab: a keyword = a, a keyword = b / a keyword = ab",
        ),
        (
            "/x <ids[0]>[,<ids[1]>...][,<n>]",
            "/x 1,1: ids = 1; 1 / ids = 1, n = 1",
        ),
        (
            "/x <id>[,<n>],<m>[,<ids[0]>[;<ids[1]>...]]",
            "/x 1,1,1: id = 1, n = 1, m = 1 / id = 1, m = 1, ids = 1",
        ),
    ]);
}

/// They have one reading, but only the text further to the right shows it.
#[test]
fn not_readable_from_left_to_right() {
    examples(&[
        ("/x[ <n>] <m>", "/x 1: m = 1 / nothing else"),
        (
            "/x <ids[0]>[,<ids[1]>...],<n>",
            "/x 1,1: ids = 1, n = 1 / nothing else",
        ),
        ("/x[ x=<n>] x=<id>y", "/x x=1y: id = 1 / nothing else"),
        ("/x[ <any>] <some>", "/x 1: some = 1 / nothing else"),
    ]);
}

/// The guard of a slot: its terminators and its forbidden prefixes.
type SlotGuard = (&'static str, &'static [&'static str]);

#[test]
fn guards_that_remove_ambiguities() {
    let cases: &[(&str, &[SlotGuard])] = &[
        ("/x <name>[ note=<note>]", &[(" ", &[]), ("", &[])]),
        ("/x <name> <note>", &[(" ", &[]), ("", &[])]),
        (
            "/x <list[0]>[, <list[1]>...] <n>",
            &[(" ,", &[]), ("", &[])],
        ),
        ("/x[ on] <name>", &[("", &[]), ("", &["on"])]),
        (
            "/x[ key=on] <name>",
            &[("", &[]), ("", &["key=on", "key=off"])],
        ),
        ("/x[ at <n>] <name>", &[("", &[]), ("", &["at 0"])]),
        ("/x[ @<any>] <name>", &[(" ", &[]), ("", &["@?"])]),
        ("/x[ <any>] <name>", &[("", &[]), ("", &["0"])]),
        ("/x a|ab<name>", &[("", &[]), ("", &["b"])]),
        ("/x <str(own)><n>", &[("0123456789", &[]), ("", &[])]),
        ("/x <n><str(own)>", &[("", &[]), ("", &["0"])]),
        ("/x[ü<n>][é<m>]", &[("", &[]), ("", &[])]),
        ("/x[ s]top", &[("", &[])]),
    ];
    for (syntax, expected) in cases {
        let resolution = check(syntax).expect(syntax);
        let found = resolution.guards.iter().map(|guard| {
            let prefixes = guard
                .forbidden_prefixes
                .iter()
                .map(|prefix| match prefix.end {
                    PrefixEnd::Anything => prefix.text.clone(),
                    PrefixEnd::Digit => format!("{}0", prefix.text),
                    PrefixEnd::Slot(_) => format!("{}?", prefix.text),
                });
            (
                guard.terminators.iter().collect::<String>(),
                prefixes.collect::<Vec<_>>(),
            )
        });
        let expected = expected.iter().map(|(terminators, prefixes)| {
            let prefixes = prefixes.iter().map(|prefix| (*prefix).to_owned());
            ((*terminators).to_owned(), prefixes.collect::<Vec<_>>())
        });
        assert_eq!(
            found.collect::<Vec<_>>(),
            expected.collect::<Vec<_>>(),
            "{syntax}"
        );
    }
}

#[test]
fn questions_deferred_to_the_compiler() {
    let cases: &[(&str, &[Deferred])] = &[
        ("/x <str(one)><str(two)>", &[Deferred::EndOfType(0)]),
        ("/x <str(own)><name>", &[Deferred::EndOfType(0)]),
        ("/x <str(own)><any>", &[Deferred::EndOfType(0)]),
        ("/x <str(own)>[<name>]", &[Deferred::EndOfType(0)]),
        (
            "/x[ <str(one)>] <str(two)>",
            &[Deferred::PresenceOfGroup(0..1)],
        ),
        (
            "/x[ <str(one)>][ <str(two)>]",
            &[Deferred::PresenceOfGroup(0..1)],
        ),
        (
            "/x[ <str(own)>[ m=<m>]] <n>",
            &[Deferred::PresenceOfGroup(0..2)],
        ),
        ("/x <str(own)> <name>", &[]),
        ("/x <str(own)><n>", &[]),
    ];
    for (syntax, expected) in cases {
        let (grammar, _) = grammar(syntax, by_name);
        let resolution =
            disambiguate(&grammar).unwrap_or_else(|found| panic!("{syntax}: {found:?}"));
        assert_eq!(resolution.deferred, *expected, "{syntax}");
    }
}
