use super::{by_name, grammar};
use crate::analysis::{adjacent_spaces, trailing_space};

#[track_caller]
fn check(syntax: &str, expected: Option<&str>) {
    let (grammar, _) = grammar(syntax, by_name);
    assert_eq!(adjacent_spaces(&grammar).as_deref(), expected, "{syntax}");
}

#[test]
fn each_space_is_followed_by_something_else() {
    check("/a", None);
    check("/a <text>[ x=<n>][ y=on] <text>", None);
    check("/a[ <n>][ <text>]", None);
    check("/a <ids[0]>[, <ids[1]>...]", None);
    check("<text> <n>", None);
    check("[x ]<text>", None);
    check("/a on|off <json(x)>", None);
}

#[test]
fn adjacent_spaces_are_found() {
    check("/a  b", Some("/a "));
    check("/a [ x=<n>]", Some("/a "));
    check("/a[ x=<n> ] <n>", Some("/a x=1 "));
    check("/a[ b ][ c]", Some("/a b "));
}

#[test]
fn spaces_at_either_end_are_found() {
    check("/a ", Some("/a "));
    check("/a [b]", Some("/a "));
    check("/a <text> [<n>]", Some("/a a "));
    check("[ a]b", Some(""));
}

#[test]
fn trailing_spaces_are_found() {
    let trailing = |syntax| trailing_space(&grammar(syntax, by_name).0);
    for syntax in [
        "/a",
        "/a <text>",
        "/a  b",
        "/a[ b ] <n>",
        "/a [<n>]!",
        "/a <json(x)>",
    ] {
        assert_eq!(trailing(syntax), None, "{syntax}");
    }
    for (syntax, text) in [
        ("/a ", "/a "),
        ("/a [b]", "/a "),
        ("/a <n>[ b ]", "/a 1 b "),
        ("/a <text> [<n>][ x=on]", "/a a "),
    ] {
        assert_eq!(trailing(syntax).as_deref(), Some(text), "{syntax}");
    }
}
