//! The same commands as a server would read them that is written as the real one is: greedily, and never twice.

use serde_json::{Value, json};

use crate::commands::{Parse, Reading, Server};
use crate::lexis::{Line, Step};

/// All ways in which such a server could understand a line.
pub(super) fn readings(text: &str, server: Server) -> Vec<Reading> {
    let name = match server {
        Server::Today => name,
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
        ("Range", |l| {
            l.text("/_range ")?.nat("from")?.text(" ")?.nat("to")
        }),
        ("Name", name),
        ("Go", go),
        ("Steer", steer),
    ];
    let readings = commands.map(|(name, read)| Some((name, read(Line::new(text))?.end()?)));
    let mut readings: Vec<_> = readings.into_iter().flatten().collect();
    readings
        .retain(|(name, params)| *name != "Range" || is_ascending(&params["from"], &params["to"]));
    readings
}

fn is_ascending(from: &Value, to: &Value) -> bool {
    from.as_i64() <= to.as_i64()
}

fn nest(l: Line<'_>) -> Step<'_> {
    let l = l.text("/_nest ")?.nat("id")?.with("loud", false);
    l.maybe(|l| {
        let l = l.text(" a=")?.nat("first")?;
        let l = l.maybe(|l| l.text(" b=")?.nat("second")?.option(" c=", "third"))?;
        l.option(" loud=", "loud")
    })
}

fn tags(l: Line<'_>) -> Step<'_> {
    let l = l.text("/_tags #")?.nat("id")?.map("id", unsigned);
    let l = l.text(" ")?.until(b" ", "tags")?.map("tags", |tags| {
        let items = tags.as_str().unwrap_or_default().split(',');
        *tags = items.collect();
    });
    l.text(" ")?.onoff("shown")
}

/// All 64 bits belong to the number.
fn unsigned(number: &mut Value) {
    if let Some(signed) = number.as_i64() {
        *number = signed.cast_unsigned().into();
    }
}

fn ids(l: Line<'_>) -> Step<'_> {
    let l = l.text("/_ids")?.maybe(|l| l.text(" of=")?.nat("owner"))?;
    let (first, mut l) = l.text(" ")?.number()?;
    let mut ids = vec![first];
    while let Some((id, after)) = l.clone().text("; ").and_then(Line::number) {
        ids.push(id);
        l = after;
    }
    Some(l.with("ids", ids))
}

fn plan(l: Line<'_>) -> Step<'_> {
    let l = l.text("/_plan ")?.nat("id")?;
    let l = l
        .maybe(|l| l.text(" note=")?.until(b" ", "note"))?
        .text(" ")?;
    let (schedule, l) = schedule(l)?;
    Some(l.with("schedule", schedule))
}

fn schedule(l: Line<'_>) -> Option<(Value, Line<'_>)> {
    if let Some(l) = l.clone().text("once") {
        return Some((json!({"type": "once"}), l));
    }
    if let Some((hour, l)) = l.clone().text("at=").and_then(Line::number) {
        return Some((json!({"type": "at", "hour": hour}), l));
    }
    let (minutes, l) = l.text("every=")?.number()?;
    let quiet = [(" quiet=on", true), (" quiet=off", false), ("", false)];
    let said = |(text, quiet)| Some((quiet, l.clone().text(text)?));
    let (quiet, l) = quiet.into_iter().find_map(said)?;
    Some((
        json!({"type": "every", "minutes": minutes, "quiet": quiet}),
        l,
    ))
}

fn store(l: Line<'_>) -> Step<'_> {
    let l = l.text("/_store ")?.until(b" ", "name")?;
    l.maybe(|l| l.text(" ")?.json_that("value", is_value))
}

/// Whether it has what the type needs, and that of its types.
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

fn find(l: Line<'_>) -> Step<'_> {
    let l = l.text("/_find ")?.nat("id")?;
    let l = l.maybe(|l| l.text(" @")?.nat("user"))?;
    let l = l.flag(" exact=", "exact", false)?;
    l.maybe(|l| l.text(" ")?.until(b"", "text"))
}

fn mix(l: Line<'_>) -> Step<'_> {
    let l = l.text("/_mix")?.flag(" live=", "live", false)?;
    let l = l.flag(" notify=", "notify", true)?.text(" ")?;
    let l = l.whole_word("word", &["a", "ab", "abc"])?;
    l.text(" ")?.until(b"", "text")
}

fn name(l: Line<'_>) -> Step<'_> {
    let l = l.text("/_name ")?.nat("id")?;
    l.text(" ")?.until(b"", "name")
}

fn name_before_6_5(l: Line<'_>) -> Step<'_> {
    let l = l.text("/_name")?.nat("id")?;
    l.text(",")?.until(b"", "name")
}

fn go(l: Line<'_>) -> Step<'_> {
    let (house, l) = l.text("/_go ")?.number()?;
    let l = l.with("place", json!({"house": house}));
    let l = l.maybe(|l| {
        let l = l.text("/")?.until(b" ", "place.street")?;
        Some(l.moved("place.street", "place", "street"))
    })?;
    let l = l.text(" key=")?.until(b" ", "key")?;
    l.maybe(|l| l.text(" ")?.json_that("password", Value::is_string))
}

const SIGNS: &[(&str, &str)] = &[("+", "plus"), ("-", "minus")];
const UNITS: &[(&str, &str)] = &[("km", "km"), ("k", "thousand"), ("mi", "mi")];

fn steer(l: Line<'_>) -> Step<'_> {
    let l = l.text("/_steer")?;
    let l = l.maybe(|l| word(l.text(" ")?, "unit", UNITS))?.text(" ")?;
    let l = word(l.with("pace", json!({})), "pace.sign", SIGNS)?;
    let l = word(l, "pace.unit", UNITS)?.moved("pace.sign", "pace", "sign");
    let l = l.moved("pace.unit", "pace", "unit").maybe(|l| {
        let l = word(l.text("/")?, "pace.per", SIGNS)?;
        Some(l.moved("pace.per", "pace", "per"))
    })?;
    let l = l.maybe(|l| word(l.text(" ")?, "to", UNITS))?;
    l.maybe(|l| word(l.text("=")?, "from", SIGNS)?.until(b"", "text"))
}

/// The first of these texts, for the word next to it.
fn word<'a>(l: Line<'a>, name: &str, texts: &[(&str, &str)]) -> Step<'a> {
    let said = |(text, word): &(&str, &str)| Some(l.clone().text(text)?.with(name, *word));
    texts.iter().find_map(said)
}
