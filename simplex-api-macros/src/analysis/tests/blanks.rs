use super::{by_name, grammar};
use crate::analysis::{blank_at_the_end, blanks_that_meet};

#[track_caller]
fn meet(syntax: &str, expected: Option<&str>) {
    let (grammar, _) = grammar(syntax, by_name);
    assert_eq!(blanks_that_meet(&grammar).as_deref(), expected, "{syntax}");
}

#[test]
fn a_blank_has_something_behind_it() {
    meet("/a", None);
    meet("/a <text>[ x=<n>][ y=on] <text>", None);
    meet("/a[ <n>][ <text>]", None);
    meet("/a <ids[0]>[, <ids[1]>...]", None);
    meet("<text> <n>", None);
    meet("[x ]<text>", None);
    meet("/a on|off <json(x)>", None);
}

#[test]
fn a_blank_may_not_meet_another() {
    meet("/a  b", Some("/a "));
    meet("/a [ x=<n>]", Some("/a "));
    meet("/a[ x=<n> ] <n>", Some("/a x=1 "));
    meet("/a[ b ][ c]", Some("/a b "));
}

#[test]
fn a_blank_is_not_at_the_edge() {
    meet("/a ", Some("/a "));
    meet("/a [b]", Some("/a "));
    meet("/a <text> [<n>]", Some("/a a "));
    meet("[ a]b", Some(""));
}

#[test]
fn a_line_ends_in_a_blank_only_where_nothing_need_follow() {
    let ends = |syntax| blank_at_the_end(&grammar(syntax, by_name).0);
    for syntax in [
        "/a",
        "/a <text>",
        "/a  b",
        "/a[ b ] <n>",
        "/a [<n>]!",
        "/a <json(x)>",
    ] {
        assert_eq!(ends(syntax), None, "{syntax}");
    }
    for (syntax, text) in [
        ("/a ", "/a "),
        ("/a [b]", "/a "),
        ("/a <n>[ b ]", "/a 1 b "),
        ("/a <text> [<n>][ x=on]", "/a a "),
    ] {
        assert_eq!(ends(syntax).as_deref(), Some(text), "{syntax}");
    }
}
