//! Options in any order, in human input.

use proptest::prelude::*;
use simplex_api::command::{Command, CommandSet, CompletionItem};
use simplex_api::{api_type, command, command_set};

#[api_type]
pub enum Unit {
    Celsius,
    Fahrenheit,
}

#[command(
    syntax = "/weather <city>[ days=<days>][ unit=celsius|fahrenheit][ wind=off][ for <whom>]",
    typed_by = people
)]
pub struct Weather {
    pub city: String,
    pub days: Option<u32>,
    pub unit: Option<Unit>,
    pub wind: bool,
    pub whom: Option<String>,
}

/// A string follows the options, and one option contains another.
#[command(syntax = "/tell[ loud=on][ to=<who>[ in=<days>]][ at=<hour>] <text>", typed_by = people)]
pub struct Tell {
    pub loud: bool,
    pub who: Option<String>,
    pub days: Option<u32>,
    pub hour: Option<u32>,
    pub text: String,
}

/// An option without a key.
#[command(syntax = "/find[ a=<a>][ all=on][ <page>]", typed_by = people)]
pub struct Find {
    pub a: Option<u32>,
    pub all: bool,
    pub page: Option<u32>,
}

#[command(syntax = "/_weather <city>[ days=<days>][ unit=celsius|fahrenheit]")]
pub struct Sent {
    pub city: String,
    pub days: Option<u32>,
    pub unit: Option<Unit>,
}

command_set! {
    pub enum Request { Weather, Tell }
}

#[test]
fn options_are_decoded_in_any_order() {
    let expected = Weather::new("Oslo")
        .days(3)
        .unit(Unit::Celsius)
        .wind(false)
        .whom("me");
    for text in [
        "/weather Oslo days=3 unit=celsius wind=off for me",
        "/weather Oslo for me wind=off unit=celsius days=3",
        "/weather Oslo  WIND=off\tDays=3 for me Unit=Celsius",
    ] {
        assert_eq!(Weather::decode(text), Ok(expected.clone()), "{text}");
    }
    assert_eq!(
        Weather::decode("/weather Oslo wind=on days=3"),
        Ok(Weather::new("Oslo").days(3)),
    );
    let tell = Tell::new("at last").loud(true).who("Bob").days(2).hour(7);
    for text in [
        "/tell loud=on to=Bob in=2 at=7 at last",
        "/tell at=7 to=Bob in=2 loud=on at last",
    ] {
        assert_eq!(Tell::decode(text), Ok(tell.clone()), "{text}");
    }
    // They are encoded in the order of the syntax.
    assert_eq!(
        expected.encode().unwrap(),
        "/weather Oslo days=3 unit=celsius wind=off for me"
    );
}

#[test]
fn ambiguous_options_have_a_fixed_order() {
    let find = Find::new().a(1).all(true).page(7);
    assert_eq!(Find::decode("/find a=1 all=on 7"), Ok(find.clone()));
    assert_eq!(Find::decode("/find all=on a=1 7"), Ok(find));
    assert!(Find::decode("/find 7 a=1").is_err());
}

#[test]
fn commands_for_the_server_have_a_fixed_order() {
    assert!(Sent::decode("/_weather Oslo days=3 unit=celsius").is_ok());
    assert!(Sent::decode("/_weather Oslo unit=celsius days=3").is_err());
}

#[test]
fn errors_list_the_options_that_can_follow() {
    for (text, expected) in [
        (
            "/weather Oslo unit=celsius day=3",
            "Expected `s=` of ` days=`, ` wind=off`, ` for ` or the end of the command, but found `=3`.",
        ),
        (
            "/weather Oslo unit=celsius soon",
            "Expected `days=`, `wind=off`, `for ` or the end of the command, but found `soon`.",
        ),
        (
            "/weather Oslo days=3 days=4",
            "Expected `unit=`, `wind=off`, `for ` or the end of the command (`days=` is already given), \
             but found `days=4`.",
        ),
        (
            "/weather Oslo wind=off wind=on",
            "Expected `days=`, `unit=`, `for ` or the end of the command (`wind=on` is already given), \
             but found `wind=on`.",
        ),
        (
            "/weather Oslo unit=celsius days=three",
            "Expected a number of at most 4294967295 for `days`, but found `three`.",
        ),
    ] {
        for error in [
            Weather::decode(text).map(drop).err(),
            Request::decode(text).map(drop).err(),
        ] {
            let error = error.unwrap().user_message().to_string();
            assert_eq!(error.lines().next(), Some(expected), "{text}");
        }
    }
}

#[test]
fn given_options_are_not_completed_again() {
    let next = |text| {
        let found = Request::completions(text);
        let next = found.iter().flat_map(|command| &command.next);
        let next = next.filter_map(|next| match next {
            CompletionItem::Literal { text, .. } => Some(text.trim()),
            _ => None,
        });
        next.collect::<Vec<_>>()
    };
    assert_eq!(next("/weather Oslo"), ["days=", "unit=", "wind=off", "for"]);
    assert_eq!(
        next("/weather Oslo unit=celsius"),
        ["days=", "wind=off", "for"]
    );
}

proptest! {
    #[test]
    fn every_order_is_the_same(
        order in Just(vec![" days=3", " unit=fahrenheit", " wind=off", " for \"you and me\""]).prop_shuffle(),
        count in 0_usize..=4,
    ) {
        let there = &order[..count];
        let text = format!("/weather Oslo{}", there.concat());
        let weather = Weather::decode(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(weather.days.is_some(), there.contains(&" days=3"));
        prop_assert_eq!(weather.unit.is_some(), there.contains(&" unit=fahrenheit"));
        prop_assert_eq!(!weather.wind, there.contains(&" wind=off"));
        prop_assert_eq!(weather.whom.is_some(), there.contains(&" for \"you and me\""));
        let written = weather.encode().unwrap();
        prop_assert_eq!(Weather::decode(&written), Ok(weather));
    }
}
