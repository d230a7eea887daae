//! Syntaxes that are not accepted, each with a text that shows why, and some that nearly are not.
//!
//! `check` runs each example: both readings print the text, or the reader does not find the only one.

use super::small::check;
use super::{by_name, grammar};
use crate::analysis::guard::Reading;
use crate::analysis::{Ambiguity, Open, Then, Unsettled, settle};

/// The example, as `text: a = 1 / b = 1`.
fn example(syntax: &str) -> String {
    assert_eq!(check(syntax), None, "{syntax}");
    let (grammar, names) = grammar(syntax, by_name);
    let Err(Unsettled::Ambiguous(Ambiguity {
        text,
        written,
        other,
        ..
    })) = settle(&grammar)
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
fn nothing_between_two_parameters() {
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
fn a_separator_that_is_part_of_a_value() {
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
fn groups_that_begin_alike() {
    examples(&[
        ("/x[ <a>][ <b>]", "/x 1: a = 1 / b = 1"),
        ("/x[ <n>][ <m>]", "/x 1: n = 1 / m = 1"),
        ("/x[ a<n>][ a<m>]", "/x a1: n = 1 / m = 1"),
        ("/x[ü<n>][ü<m>]", "/xü1: n = 1 / m = 1"),
        ("/x[ key=<a>][ key=<b>]", "/x key=1: a = 1 / b = 1"),
        ("/x[ <n>[ <m>]][ <id>]", "/x 1: n = 1 / id = 1"),
        ("/x[ on|off][ on|off]", "/x on: a word = on / a word = on"),
        ("/x[ a|b][ b|c]", "/x b: a word = b / a word = b"),
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
fn words_and_lists_that_go_on() {
    examples(&[
        (
            "/x a|ab[b|c]",
            "/x ab: a word = a, a word = b / a word = ab",
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

/// They have one reading, which shows only further to the right.
#[test]
fn not_from_left_to_right() {
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

/// Of a slot: the characters that end it, and what it cannot begin with.
type Bounds = (&'static str, &'static [&'static str]);

/// The guards that make others readable: the characters that end a string, and what it cannot begin with.
#[test]
fn guards() {
    let cases: &[(&str, &[Bounds])] = &[
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
        let settled = check(syntax).expect(syntax);
        let found = settled.guards.iter().map(|guard| {
            let taken = guard.taken.iter().map(|head| match head.then {
                Then::Anything => head.text.clone(),
                Then::Digit => format!("{}0", head.text),
                Then::Slot(_) => format!("{}?", head.text),
            });
            (
                guard.stops.iter().collect::<String>(),
                taken.collect::<Vec<_>>(),
            )
        });
        let expected = expected.iter().map(|(stops, taken)| {
            let taken = taken.iter().map(|head| (*head).to_owned());
            ((*stops).to_owned(), taken.collect::<Vec<_>>())
        });
        assert_eq!(
            found.collect::<Vec<_>>(),
            expected.collect::<Vec<_>>(),
            "{syntax}"
        );
    }
}

#[test]
fn what_the_texts_of_types_decide() {
    let cases: &[(&str, &[Open])] = &[
        ("/x <str(one)><str(two)>", &[Open::Type(0)]),
        ("/x <str(own)><name>", &[Open::Type(0)]),
        ("/x <str(own)><any>", &[Open::Type(0)]),
        ("/x <str(own)>[<name>]", &[Open::Type(0)]),
        ("/x[ <str(one)>] <str(two)>", &[Open::Group(0..1)]),
        ("/x[ <str(one)>][ <str(two)>]", &[Open::Group(0..1)]),
        ("/x[ <str(own)>[ m=<m>]] <n>", &[Open::Group(0..2)]),
        ("/x <str(own)> <name>", &[]),
        ("/x <str(own)><n>", &[]),
    ];
    for (syntax, expected) in cases {
        let (grammar, _) = grammar(syntax, by_name);
        let settled = settle(&grammar).unwrap_or_else(|found| panic!("{syntax}: {found:?}"));
        assert_eq!(settled.open, *expected, "{syntax}");
    }
}
