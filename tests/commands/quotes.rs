//! Quoted strings in human input.

use proptest::prelude::*;
use simplex_api::command::{Command, EncodeErrorKind};
use simplex_api::{api_type, command};

#[command(syntax = "/weather <city>[ days=<days>]", typed_by = people)]
pub struct Weather {
    pub city: String,
    pub days: Option<u32>,
}

#[command(syntax = "/say <text>", typed_by = people)]
pub struct Say {
    pub text: String,
}

#[api_type]
pub struct Name(String);

#[command(syntax = "/invite[ @<by>] <names[0]>[, <names[1]>...] to <group>: <greeting>", typed_by = people)]
pub struct Invite {
    pub by: Option<u32>,
    pub names: Vec<Name>,
    pub group: String,
    pub greeting: String,
}

#[command(syntax = "/note[ title=<title>][ urgent][ text=<text>]", typed_by = people)]
pub struct Note {
    pub title: Option<String>,
    pub urgent: bool,
    pub text: Option<String>,
}

/// A syntax that contains quotes itself.
#[command(syntax = "/quote \"<author>\" <text>", typed_by = people)]
pub struct Quote {
    pub author: String,
    pub text: String,
}

/// A command for the server, which does not support quotes.
#[command(syntax = "/_weather <city>[ days=<days>]")]
pub struct Sent {
    pub city: String,
    pub days: Option<u32>,
}

#[test]
fn quoted_strings_contain_several_words() {
    let expected = Weather::new("New York").days(3);
    for text in [
        "/weather \"New York\" days=3",
        "/weather \u{201c}New York\u{201d} days=3",
        "/weather 'New York' days=3",
        "/weather \u{2018}New York\u{2019} days=3",
        "/weather \u{201e}New York\u{201c} days=3",
        "/weather \u{201e}New York\u{201d}  days=3",
        "/weather \u{201d}New York\u{201d} days=3",
        "/weather \u{ab}New York\u{bb} days=3",
        // Phones put spaces there.
        "/Weather  \"New York \"\u{a0}DAYS=3 ",
        "/weather \u{ab}\u{a0}New York\u{a0}\u{bb} days=3",
    ] {
        assert_eq!(Weather::decode(text), Ok(expected.clone()), "{text}");
    }
    let alone = Weather::decode("/weather \"days=3 or 5\"");
    assert_eq!(alone, Ok(Weather::new("days=3 or 5")));
}

#[test]
fn quotes_elsewhere_are_ordinary_characters() {
    for (text, city) in [
        ("/weather Xi'an", "Xi'an"),
        ("/weather 5\" days=3", "5\""),
        ("/weather 's-Hertogenbosch days=3", "'s-Hertogenbosch"),
        ("/weather \u{2018}s-Gravenhage", "\u{2018}s-Gravenhage"),
    ] {
        assert_eq!(Weather::decode(text).map(|it| it.city).as_deref(), Ok(city));
    }
    for said in ["it's fine", "\"all of it\"", "'twas \"so\"", "\"open"] {
        let say = Say::new(said);
        assert_eq!(Say::decode(&format!("/say {said}")), Ok(say.clone()));
        assert_eq!(say.encode().unwrap(), format!("/say {said}"));
    }
    let quote = Quote::decode("/quote \"Ann\" \"yes\"").unwrap();
    assert_eq!(quote, Quote::new("Ann", "\"yes\""));
    assert_eq!(
        Sent::decode("/_weather \"Oslo\""),
        Ok(Sent::new("\"Oslo\""))
    );
    assert!(Sent::decode("/_weather \"New York\"").is_err());
}

#[test]
fn every_string_before_another_part_can_be_quoted() {
    let invite =
        Invite::decode("/invite @5 \"Ann, PhD\", Bob to 'old friends': \"Hi\" to you").unwrap();
    assert_eq!(invite.by, Some(5));
    assert_eq!(
        invite.names,
        [Name("Ann, PhD".to_owned()), Name("Bob".to_owned())]
    );
    assert_eq!(
        (&*invite.group, &*invite.greeting),
        ("old friends", "\"Hi\" to you")
    );
    let text = "/invite @5 \"Ann, PhD\", Bob to old friends: \"Hi\" to you";
    assert_eq!(invite.encode().unwrap(), text);
    let digit = Invite::new([Name("@5".to_owned())], "a: b", "hello");
    assert_eq!(digit.encode().unwrap(), "/invite \"@5\" to \"a: b\": hello");
    assert_eq!(
        Invite::decode("/invite \"@5\" to \"a: b\": hello"),
        Ok(digit)
    );
}

#[test]
fn errors_explain_mistakes_in_quotes() {
    for (text, expected) in [
        (
            "/weather \"New York days=3",
            "Expected a closing quote for `city`, but the command ends there.",
        ),
        (
            "/weather \u{201c}New York\" days=3",
            "Expected a closing quote for `city`, but the command ends there.",
        ),
        (
            "/weather \"New York\"days=3",
            "Expected a space after the closing quote for `city`, but found `days=3`.",
        ),
        (
            "/weather \"\" days=3",
            "Expected text between the quotes for `city`, but found `\"\" days=3`.",
        ),
    ] {
        let error = Weather::decode(text)
            .unwrap_err()
            .user_message()
            .to_string();
        assert_eq!(error.lines().next(), Some(expected), "{text}");
    }
}

#[test]
fn strings_that_need_quotes_are_encoded_with_quotes() {
    for (city, written) in [
        ("Oslo", "Oslo"),
        ("Xi'an", "Xi'an"),
        ("New York", "\"New York\""),
        ("New\u{a0}York", "\"New\u{a0}York\""),
        ("a \"b\"", "'a \"b\"'"),
        ("it's \"so\" here", "\u{201c}it's \"so\" here\u{201d}"),
        ("'s-Hertogenbosch", "\"'s-Hertogenbosch\""),
        ("\"", "'\"'"),
    ] {
        let weather = Weather::new(city).days(3);
        let text = weather.encode().unwrap();
        assert_eq!(text, format!("/weather {written} days=3"));
        assert_eq!(Weather::decode(&text), Ok(weather));
    }
    for (city, refusal) in [
        ("", EncodeErrorKind::EmptyString),
        (" x", EncodeErrorKind::OuterSpace),
        ("\" ' \u{201d} \u{bb} \u{2019}", EncodeErrorKind::Unquotable),
    ] {
        let error = Weather::new(city).encode().unwrap_err();
        assert_eq!(error.kind(), &refusal);
    }
}

#[test]
fn an_option_at_the_end_is_quoted_if_another_one_can_follow() {
    let note = Note::new().title("to do").text("call Bob");
    for text in [
        "/note title=\"to do\" text=call Bob",
        "/note text=call Bob title=\"to do\"",
        "/note text=\"call Bob\" title='to do'",
    ] {
        assert_eq!(Note::decode(text), Ok(note.clone()), "{text}");
    }
    for (said, written) in [
        ("\"Hi\" she said", "'\"Hi\" she said'"),
        ("write title=x", "\"write title=x\""),
        ("be urgent now", "be urgent now"),
    ] {
        let note = Note::new().text(said);
        assert_eq!(note.encode().unwrap(), format!("/note text={written}"));
        assert_eq!(Note::decode(&note.encode().unwrap()), Ok(note));
    }
    let said = Note::decode("/note text=\"Hi\" she said").unwrap();
    assert_eq!(said, Note::new().text("\"Hi\" she said"));
}

/// Strings of characters that can make a difference.
fn text() -> impl Strategy<Value = String> {
    let pieces = [
        "a", "B", "7", " ", "\u{a0}", "\n", "\"", "'", "\u{201c}", "\u{201d}", "\u{201e}",
        "\u{2018}", "\u{2019}", "\u{ab}", "\u{bb}", "=", ",", ":", "@5", " days=3", " title=",
        " text=x", " urgent", " to ", ": ",
    ];
    let pieces = proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..6);
    pieces.prop_map(|pieces| pieces.concat())
}

fn assert_round_trips<C: Command + PartialEq + std::fmt::Debug>(
    command: &C,
) -> Result<(), TestCaseError> {
    if let Ok(text) = command.encode() {
        let read = C::decode(&text);
        prop_assert_eq!(read.as_ref(), Ok(command), "{}", text);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn encoded_strings_round_trip(one in text(), two in text(), three in text(), is in any::<bool>()) {
        let number = is.then_some(5);
        assert_round_trips(&Weather { days: number, ..Weather::new(one.clone()) })?;
        assert_round_trips(&Say::new(one.clone()))?;
        assert_round_trips(&Quote::new(one.clone(), two.clone()))?;
        let names = [Name(one.clone()), Name(two.clone())];
        let invite = Invite::new(names, three.clone(), one.clone());
        assert_round_trips(&Invite { by: number, ..invite })?;
        let note = Note::new().urgent(is);
        assert_round_trips(&Note { title: Some(one.clone()), text: Some(two.clone()), ..note.clone() })?;
        assert_round_trips(&Note { text: Some(three), ..note })?;
        // A string with a space or a quote is not rejected.
        let (city, marks) = (one.trim(), ['"', '\'', '\u{201d}', '\u{bb}', '\u{2019}']);
        if city == one && !city.is_empty() && !city.contains(marks) {
            prop_assert!(Weather::new(one.clone()).encode().is_ok(), "{}", one);
        }
    }
}
