//! The same properties for commands with syntaxes that the API does not have.

#[path = "../../fuzz/src/odd.rs"]
mod declared;
mod parser;

use proptest::prelude::*;
use serde_json::Value as Json;
use simplex_api::command::{Command, CommandSet, EncodeErrorKind, ServerVersion};
use simplex_api_tests::json::difference;

use crate::commands::Server;
use declared::{
    Find, Go, Ids, Mix, Name, Nest, Number, Odd, Pace, Place, Plan, Range, Schedule, Sign, Steer,
    Store, Tags, Unit, Value, Word,
};

/// Strings that look like parts of these commands, and any others.
fn hostile_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        " ",
        ",",
        ";",
        "; ",
        "/",
        "@",
        "@5",
        "#",
        "=",
        "-1",
        "5",
        "a",
        "ab",
        "on",
        "off",
        "once",
        "at=",
        "every=5",
        " quiet=on",
        "note ",
        "exact=on",
        "live=off",
        "notify=off",
        "key=",
        "{",
        "null",
        "\"x\"",
        "\n",
        "\u{0}",
        "\u{a0}",
        "à",
    ]);
    let made = prop::collection::vec(pieces, 0..6).prop_map(|pieces| pieces.concat());
    prop_oneof![made, any::<String>()]
}

fn number() -> impl Strategy<Value = Number> {
    any::<u32>().prop_map(Number)
}

fn nest() -> impl Strategy<Value = Nest> {
    let parts = (
        any::<i64>(),
        any::<Option<i64>>(),
        any::<Option<u32>>(),
        any::<Option<bool>>(),
    );
    (parts, any::<bool>()).prop_map(|((id, first, second, third), loud)| {
        let mut nest = Nest::new(id).loud(loud);
        (nest.first, nest.second, nest.third) = (first, second, third);
        nest
    })
}

fn tags() -> impl Strategy<Value = Tags> {
    let tags = prop::collection::vec(hostile_text(), 0..4);
    (any::<u64>(), tags, any::<bool>()).prop_map(|(id, tags, shown)| Tags::new(id, tags, shown))
}

fn ids() -> impl Strategy<Value = Ids> {
    let ids = prop::collection::vec(number(), 0..4);
    (prop::option::of(number()), ids).prop_map(|(owner, ids)| {
        let mut command = Ids::new(ids);
        command.owner = owner;
        command
    })
}

fn plan() -> impl Strategy<Value = Plan> {
    let schedule = prop_oneof![
        Just(Schedule::once()),
        any::<i64>().prop_map(Schedule::at),
        (any::<u32>(), any::<bool>()).prop_map(|(minutes, quiet)| Schedule::every(minutes, quiet)),
    ];
    let parts = (any::<u32>(), schedule, prop::option::of(hostile_text()));
    parts.prop_map(|(id, schedule, note)| {
        let mut plan = Plan::new(id, schedule);
        plan.note = note;
        plan
    })
}

fn value() -> impl Strategy<Value = Value> {
    let names = prop::collection::vec(hostile_text(), 0..3);
    let leaf = (any::<bool>(), names, any::<Option<f64>>()).prop_map(|(on, names, number)| {
        let mut value = Value::new().on(on).names(names);
        value.number = number;
        value
    });
    leaf.prop_recursive(3, 3, 1, |inner| {
        (inner, any::<bool>()).prop_map(|(inner, on)| Value::new().on(on).inner(inner))
    })
}

fn store() -> impl Strategy<Value = Store> {
    (hostile_text(), prop::option::of(value())).prop_map(|(name, value)| {
        let mut store = Store::new(name);
        store.value = value;
        store
    })
}

fn find() -> impl Strategy<Value = Find> {
    let parts = (any::<u32>(), prop::option::of(number()), any::<bool>());
    (parts, prop::option::of(hostile_text())).prop_map(|((id, user, exact), text)| {
        let mut find = Find::new(id).exact(exact);
        (find.user, find.text) = (user, text);
        find
    })
}

fn mix() -> impl Strategy<Value = Mix> {
    let words = prop::sample::select(vec![Word::A, Word::Ab, Word::Abc]);
    (any::<bool>(), any::<bool>(), words, hostile_text())
        .prop_map(|(live, notify, word, text)| Mix::new(word, text).live(live).notify(notify))
}

fn range() -> impl Strategy<Value = Range> {
    (any::<i64>(), any::<i64>()).prop_map(|(from, to)| Range::new(from, to))
}

fn name() -> impl Strategy<Value = Name> {
    (any::<u32>(), hostile_text()).prop_map(|(id, name)| Name::new(id, name))
}

fn go() -> impl Strategy<Value = Go> {
    let place = (any::<u32>(), prop::option::of(hostile_text())).prop_map(|(house, street)| {
        let mut place = Place::new(house);
        place.street = street;
        place
    });
    (place, hostile_text(), prop::option::of(hostile_text())).prop_map(|(place, key, password)| {
        let mut go = Go::new(place, key);
        go.password = password;
        go
    })
}

fn steer() -> impl Strategy<Value = Steer> {
    let sign = || prop::sample::select(vec![Sign::Plus, Sign::Minus]);
    let unit = || prop::sample::select(vec![Unit::Thousand, Unit::Km, Unit::Mi]);
    let pace = (sign(), unit(), prop::option::of(sign()));
    let pace = pace.prop_map(|(sign, unit, per)| {
        let mut pace = Pace::new(sign, unit);
        pace.per = per;
        pace
    });
    let units = (prop::option::of(unit()), prop::option::of(unit()));
    let end = prop::option::of((sign(), hostile_text()));
    (pace, units, end).prop_map(|(pace, (unit, to), end)| {
        let mut steer = Steer::new(pace);
        (steer.unit, steer.to) = (unit, to);
        (steer.from, steer.text) = end.unzip();
        steer
    })
}

/// Any of the commands.
fn any_custom_command() -> impl Strategy<Value = Odd> {
    prop_oneof![
        nest().prop_map(Odd::from),
        tags().prop_map(Odd::from),
        ids().prop_map(Odd::from),
        plan().prop_map(Odd::from),
        store().prop_map(Odd::from),
        find().prop_map(Odd::from),
        mix().prop_map(Odd::from),
        range().prop_map(Odd::from),
        name().prop_map(Odd::from),
        go().prop_map(Odd::from),
        steer().prop_map(Odd::from),
    ]
}

/// Whether the model parses `text` only as this command.
fn is_parsed_as(command: &Odd, text: &str, server: Server) -> Result<(), TestCaseError> {
    let readings = parser::readings(text, server);
    let [(name, read)] = &readings[..] else {
        return Err(TestCaseError::fail(format!("{text:?}: {readings:?}")));
    };
    prop_assert_eq!(*name, command.spec().name, "{:?}", text);
    let meant = command.to_params().expect("what has a text has parameters");
    // Read by the same reader as the model's parameters: without `float_roundtrip`, serde_json changes some floats.
    let meant = Json::from(meant).to_string();
    let meant: Json = serde_json::from_str(&meant).expect("JSON");
    let read = Json::from(read.clone());
    prop_assert_eq!(difference(&meant, &read), None, "{:?}", text);
    Ok(())
}

/// The parameter for which a command is rejected; `None` if it is encoded and decodes to itself.
fn rejected(command: &Odd) -> Result<Option<&'static str>, TestCaseError> {
    match command.encode() {
        Ok(text) => {
            let again = Odd::decode(&text);
            prop_assert_eq!(again.as_ref(), Ok(command), "{:?}", text);
            is_parsed_as(command, &text, Server::Current)?;
            Ok(None)
        }
        Err(error) => {
            let mut params = command.spec().params.iter();
            prop_assert!(params.any(|param| param.name == error.param()), "{}", error);
            Ok(Some(error.param()))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn encoded_commands_decode_to_themselves(command in any_custom_command()) {
        if rejected(&command)?.is_none() {
            let params = command.to_params().expect("what has a text has parameters");
            let params = Odd::from_params(command.spec().name, params);
            let params = params.and_then(Result::ok);
            prop_assert_eq!(params.as_ref(), Some(&command));
        }
        let old = ServerVersion::new(6, 4);
        if let Ok(text) = command.encode_for(&old) {
            let again = Odd::decode(&text);
            prop_assert_eq!(again.as_ref(), Ok(&command), "{:?}", text);
            is_parsed_as(&command, &text, Server::Before6_5)?;
        }
    }

    /// Ordinary values are encoded.
    #[test]
    fn ordinary_values_are_encoded(id in any::<u32>(), text in "[b-m]{1,9}", other in any::<Option<u32>>()) {
        let schedule = other.map(|minutes| Schedule::every(minutes, minutes % 2 == 0));
        let plan = Plan::new(id, schedule.unwrap_or_else(Schedule::once)).note(text.clone());
        let mut find = Find::new(id).text(text.clone());
        find.user = other.map(Number);
        let pace = Pace::new(Sign::Plus, Unit::Km).per(Sign::Minus);
        let steer = Steer::new(pace).unit(Unit::Mi).to(Unit::Thousand);
        let commands: [Odd; 9] = [
            plan.into(),
            find.into(),
            Tags::new(u64::from(id), [text.clone(), text.clone()], true).into(),
            Ids::new([Number(id), Number(7)]).owner(Number(id)).into(),
            Store::new(text.clone()).value(Value::new()).into(),
            Mix::new(Word::Ab, text.clone()).into(),
            Name::new(id, text.clone()).into(),
            steer.from(Sign::Plus).text(text.clone()).into(),
            Go::new(Place::new(id).street(text.clone()), text).password("à").into(),
        ];
        for command in &commands {
            prop_assert_eq!(rejected(command)?, None);
        }
    }

    /// Whatever is decoded is encoded, and decodes to the same.
    #[test]
    fn decoded_commands_are_encoded(
        head in prop::sample::select(vec![
            "/_nest 1", "/_nest 1 a=2 b=3", "/_tags #1 ", "/_ids ", "/_plan 1 ", "/_store ", "/_find 1",
            "/_mix ", "/_mix live=on a ", "/_range ", "/_name", "/_name 1 ", "/_go 1", "/_go 1/x key=",
            "/_steer ", "/_steer +k", "/_steer km -km/+", "/_steer -mi mi=+",
        ]),
        rest in hostile_text(),
    ) {
        let text = format!("{head}{rest}");
        if let Ok(command) = Odd::decode(&text) {
            prop_assert_eq!(rejected(&command)?, None, "{:?}", text);
            let is_older = text.starts_with("/_name") && !text.starts_with("/_name ");
            let server = if is_older { Server::Before6_5 } else { Server::Current };
            is_parsed_as(&command, &text, server)?;
        }
    }
}

#[test]
fn encodings_and_errors() {
    let nest = Nest::new(1).first(2).second(3_u32).third(false).loud(true);
    assert_eq!(
        nest.encode().as_deref(),
        Ok("/_nest 1 a=2 b=3 c=off loud=on")
    );
    assert_eq!(
        Nest::new(1).second(3_u32).encode().unwrap_err().param(),
        "second"
    );
    let name = Name::new(5, "a b");
    let old = ServerVersion::new(6, 4);
    assert_eq!(name.encode_for(&old).as_deref(), Ok("/_name5,a b"));
    let down = Range::new(2, 1).encode().unwrap_err();
    assert!(matches!(down.kind(), EncodeErrorKind::Invalid(_)));
    let mix = Mix::new(Word::Abc, "x").notify(false);
    assert_eq!(mix.encode().as_deref(), Ok("/_mix notify=off abc x"));
    assert_eq!(Mix::decode("/_mix live=off notify=off abc x"), Ok(mix));
    let go = Go::new(Place::new(3).street("Elm"), "k").password("p q");
    assert_eq!(go.encode().as_deref(), Ok(r#"/_go 3/Elm key=k "p q""#));
    let pace = Pace::new(Sign::Minus, Unit::Km).per(Sign::Plus);
    let steer = Steer::new(pace).to(Unit::Mi).from(Sign::Plus).text("+a");
    assert_eq!(steer.encode().as_deref(), Ok("/_steer -km/+ mi=++a"));
}
