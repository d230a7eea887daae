//! Completions: what can follow the start of a command.

use simplex_api::command::{Command, CommandSet, CompletionItem};
use simplex_api::commands::AnyCommand;
use simplex_api::{api_type, command, command_set};

use crate::human_input::Request;

/// The strings that can follow, and the names of parameters in `<>`.
fn next<S: CommandSet>(text: &str) -> Vec<String> {
    let commands = S::completions(text);
    let next = commands.iter().flat_map(|command| &command.next);
    next.map(|next| match next {
        CompletionItem::Literal { rest, .. } => (*rest).to_owned(),
        CompletionItem::Param { name, .. } => format!("<{name}>"),
        other => panic!("{other:?}"),
    })
    .collect()
}

fn is_complete(text: &str) -> Vec<bool> {
    let commands = AnyCommand::completions(text);
    commands.iter().map(|command| command.is_complete).collect()
}

#[test]
fn the_empty_string_is_completed_by_every_command() {
    let commands = AnyCommand::completions("");
    assert_eq!(commands.len(), AnyCommand::COMMANDS.len());
    for command in commands {
        let syntax = command.spec.syntax;
        for next in command.next {
            let CompletionItem::Literal { text, rest } = next else {
                panic!("{next:?}");
            };
            assert!(text == rest && syntax.starts_with(rest), "{syntax}: {rest}");
        }
    }
}

#[test]
fn every_prefix_of_a_command_is_completed() {
    let texts = [
        "/_send #1(_support:2) live=on ttl=60 json []",
        "/_delete item @1 2,3 broadcast",
        "/_start main=on snd_files=off",
        "/_add #12 34 moderator",
        "/connect incognito link",
        "/_connect plan 1 link resolve=never",
    ];
    for text in texts {
        for (end, _) in text.char_indices() {
            let begun = &text[..end];
            assert!(!AnyCommand::completions(begun).is_empty(), "{begun:?}");
        }
    }
}

#[test]
fn completions_are_what_the_decoder_expects() {
    let table: &[(&str, &[&str])] = &[
        ("/_sen", &["d "]),
        ("/_show", &["_address "]),
        ("/_address ", &["<userId>"]),
        ("/_address 1", &[]),
        ("/_send ", &["@", "#", "*"]),
        ("/_send @1 ", &["live=on", "ttl=", "sign=on", "json "]),
        ("/_send @1 live=on ", &["ttl=", "sign=on", "json "]),
        ("/_send @1 ttl=", &["<ttl>"]),
        ("/_send @1 l", &["ive=on"]),
        ("/_send #1(_s", &["upport"]),
        (
            "/_add #1 2 ",
            &["observer", "member", "moderator", "admin", "owner"],
        ),
        ("/_add #1 2 mo", &["derator"]),
        ("/_add #1 2 x", &[]),
        ("/_user 1 ", &["<viewPwd>"]),
        (
            "/_connect 1 ",
            &["incognito=on", "incognito=on", "<connFullLink>"],
        ),
        ("/nonsense", &[]),
        ("/_address one", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(next::<AnyCommand>(text), *expected, "{text:?}");
    }
}

#[test]
fn complete_commands_can_continue() {
    assert_eq!(is_complete("/_user 1"), [true]);
    assert_eq!(next::<AnyCommand>("/_user 1"), [" "]);
    assert_eq!(is_complete("/_connect 1"), [true, false]);
    assert_eq!(is_complete("/user"), [true, false]);
    assert_eq!(next::<AnyCommand>("/user"), ["s"]);
}

#[test]
fn rejected_values_are_not_completed() {
    assert!(!next::<AnyCommand>("/_send #1(_support)").is_empty());
    assert!(next::<AnyCommand>("/_send @1(_support)").is_empty());
}

#[test]
fn json_is_completed_until_it_is_complete_or_invalid() {
    assert_eq!(next::<AnyCommand>("/_set custom @1 {\"a"), ["<customData>"]);
    assert_eq!(next::<AnyCommand>("/_set custom @1 {\"a\":1}"), [""; 0]);
    assert_eq!(next::<AnyCommand>("/_set custom @1 {a"), [""; 0]);
    let error = AnyCommand::decode("/_set custom @1 {\"a").unwrap_err();
    assert_eq!((error.column(), error.found()), (20, None));
}

#[api_type]
pub enum Letter {
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    H,
    I,
    J,
}

#[command(syntax = "/letter a|b|c|d|e|f|g|h|i|j")]
pub struct Spell {
    pub letter: Letter,
}

command_set! {
    pub enum Spelled { Spell }
}

/// Errors list fewer alternatives.
#[test]
fn completions_are_not_limited() {
    assert_eq!(next::<Spelled>("/letter ").concat(), "abcdefghij");
    let error = Spell::decode("/letter ").unwrap_err();
    assert_eq!(error.expected().len(), 8);
}

#[test]
fn human_input_is_completed_in_any_case() {
    let table: &[(&str, &[&str])] = &[
        ("  /REM", &["ind me "]),
        ("/remind   me  ", &["day", "week", "weekEnd"]),
        ("/remind me DA", &["y"]),
        ("/weather Oslo", &[" days="]),
        ("/weather Oslo ", &["days="]),
        ("/weather Oslo d", &["ays="]),
        // No keyword contains a space.
        ("/wea ", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(next::<Request>(text), *expected, "{text:?}");
    }
}
