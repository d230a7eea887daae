//! The same commands, as a server that is written like the real one would parse them: greedily, without backtracking.

use serde_json::{Value, json};

use crate::commands::{Parse, Reading, Server};
use crate::parser::{Parsed, Parser};

/// All commands that such a server could parse a string as.
pub(super) fn readings(text: &str, server: Server) -> Vec<Reading> {
    let name = match server {
        Server::Current => name,
        Server::Before6_5 => name_before_6_5,
    };
    let commands: [(_, Parse); 11] = [
        ("Nest", nest),
        ("Tags", tags),
        ("Ids", ids),
        ("Plan", plan),
        ("Store", store),
        ("Find", find),
        ("Mix", mix),
        ("Range", |p| {
            p.text("/_range ")?.number("from")?.text(" ")?.number("to")
        }),
        ("Name", name),
        ("Go", go),
        ("Steer", steer),
    ];
    let readings = commands.map(|(name, read)| Some((name, read(Parser::new(text))?.end()?)));
    let mut readings: Vec<_> = readings.into_iter().flatten().collect();
    readings
        .retain(|(name, params)| *name != "Range" || is_ascending(&params["from"], &params["to"]));
    readings
}

fn is_ascending(from: &Value, to: &Value) -> bool {
    from.as_i64() <= to.as_i64()
}

fn nest(p: Parser<'_>) -> Parsed<'_> {
    let p = p.text("/_nest ")?.number("id")?.with("loud", false);
    p.maybe(|p| {
        let p = p.text(" a=")?.number("first")?;
        let p = p.maybe(|p| p.text(" b=")?.number("second")?.option(" c=", "third"))?;
        p.option(" loud=", "loud")
    })
}

fn tags(p: Parser<'_>) -> Parsed<'_> {
    let p = p.text("/_tags #")?.number("id")?.map("id", unsigned);
    let p = p.text(" ")?.until(b" ", "tags")?.map("tags", |tags| {
        let items = tags.as_str().unwrap_or_default().split(',');
        *tags = items.collect();
    });
    p.text(" ")?.on_off("shown")
}

/// The number as an unsigned one: the same 64 bits.
fn unsigned(number: &mut Value) {
    if let Some(signed) = number.as_i64() {
        *number = signed.cast_unsigned().into();
    }
}

fn ids(p: Parser<'_>) -> Parsed<'_> {
    let p = p
        .text("/_ids")?
        .maybe(|p| p.text(" of=")?.number("owner"))?;
    let (first, mut p) = p.text(" ")?.take_number()?;
    let mut ids = vec![first];
    while let Some((id, after)) = p.clone().text("; ").and_then(Parser::take_number) {
        ids.push(id);
        p = after;
    }
    Some(p.with("ids", ids))
}

fn plan(p: Parser<'_>) -> Parsed<'_> {
    let p = p.text("/_plan ")?.number("id")?;
    let p = p
        .maybe(|p| p.text(" note=")?.until(b" ", "note"))?
        .text(" ")?;
    let (schedule, p) = schedule(p)?;
    Some(p.with("schedule", schedule))
}

fn schedule(p: Parser<'_>) -> Option<(Value, Parser<'_>)> {
    if let Some(p) = p.clone().text("once") {
        return Some((json!({"type": "once"}), p));
    }
    if let Some((hour, p)) = p.clone().text("at=").and_then(Parser::take_number) {
        return Some((json!({"type": "at", "hour": hour}), p));
    }
    let (minutes, p) = p.text("every=")?.take_number()?;
    let quiet = [(" quiet=on", true), (" quiet=off", false), ("", false)];
    let parse = |(text, quiet)| Some((quiet, p.clone().text(text)?));
    let (quiet, p) = quiet.into_iter().find_map(parse)?;
    Some((
        json!({"type": "every", "minutes": minutes, "quiet": quiet}),
        p,
    ))
}

fn store(p: Parser<'_>) -> Parsed<'_> {
    let p = p.text("/_store ")?.until(b" ", "name")?;
    p.maybe(|p| p.text(" ")?.json_that("value", is_value))
}

/// Whether it has the fields of the type, also in nested values.
fn is_value(value: &Value) -> bool {
    let optional = |name: &str, is: fn(&Value) -> bool| {
        value.get(name).is_none_or(|it| it.is_null() || is(it))
    };
    let are_names = |names: &Value| {
        names
            .as_array()
            .is_some_and(|it| it.iter().all(Value::is_string))
    };
    value["on"].is_boolean()
        && optional("names", are_names)
        && optional("number", Value::is_number)
        && optional("inner", is_value)
}

fn find(p: Parser<'_>) -> Parsed<'_> {
    let p = p.text("/_find ")?.number("id")?;
    let p = p.maybe(|p| p.text(" @")?.number("user"))?;
    let p = p.flag(" exact=", "exact", false)?;
    p.maybe(|p| p.text(" ")?.until(b"", "text"))
}

fn mix(p: Parser<'_>) -> Parsed<'_> {
    let p = p.text("/_mix")?.flag(" live=", "live", false)?;
    let p = p.flag(" notify=", "notify", true)?.text(" ")?;
    let p = p.whole_keyword("word", &["a", "ab", "abc"])?;
    p.text(" ")?.until(b"", "text")
}

fn name(p: Parser<'_>) -> Parsed<'_> {
    let p = p.text("/_name ")?.number("id")?;
    p.text(" ")?.until(b"", "name")
}

fn name_before_6_5(p: Parser<'_>) -> Parsed<'_> {
    let p = p.text("/_name")?.number("id")?;
    p.text(",")?.until(b"", "name")
}

fn go(p: Parser<'_>) -> Parsed<'_> {
    let (house, p) = p.text("/_go ")?.take_number()?;
    let p = p.with("place", json!({"house": house}));
    let p = p.maybe(|p| {
        let p = p.text("/")?.until(b" ", "place.street")?;
        Some(p.moved("place.street", "place", "street"))
    })?;
    let p = p.text(" key=")?.until(b" ", "key")?;
    p.maybe(|p| p.text(" ")?.json_that("password", Value::is_string))
}

const SIGNS: &[(&str, &str)] = &[("+", "plus"), ("-", "minus")];
const UNITS: &[(&str, &str)] = &[("km", "km"), ("k", "thousand"), ("mi", "mi")];

fn steer(p: Parser<'_>) -> Parsed<'_> {
    let p = p.text("/_steer")?;
    let p = p
        .maybe(|p| keyword(p.text(" ")?, "unit", UNITS))?
        .text(" ")?;
    let p = keyword(p.with("pace", json!({})), "pace.sign", SIGNS)?;
    let p = keyword(p, "pace.unit", UNITS)?.moved("pace.sign", "pace", "sign");
    let p = p.moved("pace.unit", "pace", "unit").maybe(|p| {
        let p = keyword(p.text("/")?, "pace.per", SIGNS)?;
        Some(p.moved("pace.per", "pace", "per"))
    })?;
    let p = p.maybe(|p| keyword(p.text(" ")?, "to", UNITS))?;
    p.maybe(|p| keyword(p.text("=")?, "from", SIGNS)?.until(b"", "text"))
}

/// The first of these literals that matches, for the keyword beside it.
fn keyword<'a>(p: Parser<'a>, name: &str, texts: &[(&str, &str)]) -> Parsed<'a> {
    let parse = |(text, word): &(&str, &str)| Some(p.clone().text(text)?.with(name, *word));
    texts.iter().find_map(parse)
}
