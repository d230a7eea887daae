//! Human input: case and spaces make no difference.

use proptest::prelude::*;
use simplex_api::command::{Command, CommandSet, EncodeErrorKind};
use simplex_api::types::{ChatRef, GroupId};
use simplex_api::{api_type, command, command_set};

#[api_type]
pub enum Period {
    Day,
    Week,
    #[api(name = "weekEnd")]
    WeekEnd,
}

/// Reminds you of something. Not of birthdays.
#[command(syntax = "/remind me day|week|weekEnd[ loud=on][ at=<hour>] <what>", typed_by = people)]
pub struct Remind {
    pub period: Period,
    pub loud: bool,
    pub hour: Option<u32>,
    pub what: String,
}

/// The weather of the next days
#[command(syntax = "/weather <city>[ days=<days>]", typed_by = people)]
pub struct Weather {
    pub city: String,
    pub days: Option<u32>,
}

#[command(syntax = "/list[ <page>]", typed_by = people)]
pub struct List {
    pub page: Option<u32>,
}

#[command(syntax = "/погода <city>", typed_by = people)]
pub struct Pogoda {
    pub city: String,
}

#[command(syntax = "/add <numbers[0]>[, <numbers[1]>...]", typed_by = people)]
pub struct Add {
    pub numbers: Vec<u32>,
}

#[command(syntax = "/join <str(chat)>[ as <name>]", typed_by = people)]
pub struct Join {
    pub chat: ChatRef,
    pub name: Option<String>,
}

command_set! {
    pub enum Request {
        "Every day" { Remind, Weather, Pogoda }
        "Else" { List, Add, Join }
    }
}

#[track_caller]
fn reads(text: &str, expected: impl Into<Request>) {
    assert_eq!(Request::decode(text), Ok(expected.into()), "{text:?}");
}

#[test]
fn case_and_spaces_make_no_difference() {
    for text in [
        "/weather Oslo days=3",
        "/Weather Oslo Days=3",
        "  /WEATHER\tOslo   DAYS=3 ",
        "\u{a0}/weather\u{a0}Oslo\u{2003}days=3\n",
        "/weather\nOslo\r\ndays=03",
    ] {
        reads(text, Weather::new("Oslo").days(3));
    }
    reads("/ПоГоДА  Ош ", Pogoda::new("Ош"));
    reads("/list", List::new());
    reads(" /List  ", List::new());
    reads("/LIST  7 ", List::new().page(7));
    reads("/Add 1,  2,\t3", Add::new([1, 2, 3]));
}

#[test]
fn keywords_have_any_case_and_the_longest_is_decoded() {
    reads("/remind ME WEEK tea", Remind::new(Period::Week, "tea"));
    reads(
        "/remind me weekend Tea",
        Remind::new(Period::WeekEnd, "Tea"),
    );
    let loud = Remind::new(Period::Day, "x").loud(true).hour(9);
    reads("/Remind Me Day Loud=On At=9 x", loud);
    reads("/remind me day LOUD=OFF x", Remind::new(Period::Day, "x"));
}

#[test]
fn the_last_string_can_be_anything() {
    for what in [
        "voilà",
        "two\nlines  and   blanks",
        "loud",
        "AT=noon",
        "\u{1}\u{0}",
        "à",
    ] {
        let command = Remind::new(Period::Day, what);
        reads(&command.encode().unwrap(), command);
    }
    let text = "/remind me day   Buy  MILK\n- and bread\u{a0}\n";
    reads(text, Remind::new(Period::Day, "Buy  MILK\n- and bread"));
}

#[test]
fn strings_that_look_like_options_are_rejected_in_any_case() {
    for what in ["Loud=on", "LOUD=OFF x", "At=7"] {
        let error = Remind::new(Period::Day, what).encode().unwrap_err();
        assert!(
            matches!(error.kind(), EncodeErrorKind::OtherParameter(_)),
            "{error}"
        );
    }
    for what in ["\u{a0}x", "x\n", "\t"] {
        let error = Remind::new(Period::Day, what).encode().unwrap_err();
        assert_eq!(error.kind(), &EncodeErrorKind::OuterSpace);
    }
}

#[test]
fn nested_types_are_case_sensitive() {
    reads("/Join #7  AS  Bob", Join::new(GroupId(7)).name("Bob"));
    reads(
        "/join #7(_support)\tas Bob",
        Join::decode("/join #7(_support) as Bob").unwrap(),
    );
    assert!(Join::decode("/join #7(_Support)").is_err());
}

#[test]
fn errors_contain_the_usage() {
    let advice = |text: &str| {
        Request::decode(text)
            .unwrap_err()
            .user_message()
            .to_string()
    };
    assert_eq!(
        advice("  /Weather   "),
        "Expected text for `city`, but the command ends there.\nUsage: /weather <city> [days=<days>]"
    );
    assert_eq!(
        advice("/weather Oslo  soon"),
        "Expected `days=` or the end of the command, but found `soon`.\nUsage: /weather <city> [days=<days>]"
    );
    assert_eq!(
        advice("/remind me now"),
        "Expected `day`, `week` or `weekEnd`, but found `now`.\n\
         Usage: /remind me day|week|weekEnd [loud=on] [at=<hour>] <what>"
    );
    assert_eq!(
        advice("/hello"),
        "I do not know this command.\nUsage:\n\
         /remind me day|week|weekEnd [loud=on] [at=<hour>] <what>\n\
         /weather <city> [days=<days>]\n\
         /погода <city>\n\
         /list [<page>]\n\
         /add <numbers>[, ...]\n\
         /join <chat> [as <name>]"
    );
    let error = Request::decode(" \t/weather Oslo days=x").unwrap_err();
    assert_eq!(error.column(), 22);
}

#[test]
fn commands_for_the_server_have_no_usage() {
    let error = simplex_api::commands::ApiListContacts::decode("/_contacts x").unwrap_err();
    assert_eq!(error.usage(), [""; 0]);
    assert_eq!(simplex_api::commands::AnyCommand::usage().count(), 0);
}

const WHITESPACE: &[&str] = &[" ", "  ", "\t", "\u{a0}", "\n", " \u{3000} "];

fn spaces() -> impl Strategy<Value = &'static str> {
    prop::sample::select(WHITESPACE)
}

fn outer_spaces() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just(""), spaces()]
}

/// The string with some characters in upper case.
fn shouted(text: &str, upper: u64) -> String {
    let letters = text.chars().enumerate();
    let letters = letters.map(|(i, c)| match upper >> (i % 64) & 1 {
        1 => c.to_uppercase().next().unwrap_or(c),
        _ => c,
    });
    letters.collect()
}

fn difficult_string() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "loud=on", "Loud=", "AT=", "at=7", " ", "\t", "\u{a0}", "\n", "à", "İ", "ß", "K", "x", "7",
        "day", "/", "=", ",", "weekEnd", "\u{0}",
    ]);
    let made = prop::collection::vec(pieces, 0..7).prop_map(|pieces| pieces.concat());
    prop_oneof![made, any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// What is written reads back, and so does what people make of it.
    #[test]
    fn any_reminder(
        (period, loud, hour) in (0..3_usize, any::<bool>(), any::<Option<u32>>()),
        what in difficult_string(),
        upper in any::<u64>(),
        between in prop::collection::vec(spaces(), 5),
        (front, end) in (outer_spaces(), outer_spaces()),
    ) {
        let word = ["day", "week", "weekEnd"][period];
        let period = [Period::Day, Period::Week, Period::WeekEnd][period].clone();
        let mut command = Remind::new(period, what.clone()).loud(loud);
        command.hour = hour;
        let Ok(text) = command.encode() else {
            return Ok(());
        };
        prop_assert_eq!(Remind::decode(&text), Ok(command.clone()), "{:?}", text);

        let mut keys = vec!["/remind".to_owned(), "me".to_owned(), word.to_owned()];
        keys.extend(loud.then(|| "loud=on".to_owned()));
        keys.extend(hour.map(|hour| format!("at={hour}")));
        let mut sloppy = front.to_owned();
        for (key, space) in keys.iter().zip(&between) {
            sloppy.push_str(&shouted(key, upper));
            sloppy.push_str(space);
        }
        sloppy.push_str(&what);
        sloppy.push_str(end);
        prop_assert_eq!(Request::decode(&sloppy), Ok(command.into()), "{:?}", sloppy);
    }

    /// Decoding, encoding and decoding again gives the same value.
    #[test]
    fn any_text(
        head in prop::sample::select(vec!["/weather ", "/Remind me day ", "/list ", "/add ", "/join #1 "]),
        rest in difficult_string(),
    ) {
        let text = format!("{head}{rest}");
        if let Ok(request) = Request::decode(&text) {
            let again = request.encode();
            prop_assert!(again.is_ok(), "{:?} was read but not written: {:?}", text, again);
            prop_assert_eq!(Request::decode(&again.unwrap_or_default()), Ok(request), "{:?}", text);
        }
    }
}
