//! The reader against `serde_json`: the same texts are JSON, and they say the same.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::json::reader::Mode;
use crate::json::{Json, JsonObject, JsonReader, JsonWriter, decode, scan};
use crate::spec::TypeRef;

/// Any JSON, taken token by token.
struct Tokens(Value);

impl Json for Tokens {
    const TYPE: TypeRef = TypeRef::Primitive("JSONObject");

    fn read(reader: &mut JsonReader<'_>) -> Option<Self> {
        let value = match reader.peek()? {
            b'{' => {
                let members = BTreeMap::<String, Self>::read(reader)?.into_iter();
                let members = members.map(|(name, Self(value))| (name, value));
                Value::Object(members.collect())
            }
            b'[' => {
                let items = Vec::<Self>::read(reader)?.into_iter();
                Value::Array(items.map(|Self(value)| value).collect())
            }
            b'"' => Value::String(String::read(reader)?),
            b't' | b'f' => Value::Bool(reader.boolean()?),
            b'n' if reader.take_null() => Value::Null,
            b'-' | b'0'..=b'9' => serde_json::from_str(reader.digits()?).ok()?,
            _ => return None,
        };
        Some(Self(value))
    }

    fn write(&self, writer: &mut JsonWriter<'_>) {
        self.0.write(writer);
    }
}

fn agrees(text: &str) -> Result<(), TestCaseError> {
    agrees_without_a_value(text)?;
    let ours = decode::<Tokens>(text);
    let theirs = serde_json::from_str::<Value>(text);
    match (ours, theirs) {
        (Ok(Tokens(ours)), Ok(theirs)) => prop_assert_eq!(ours, theirs),
        (Err(ours), Err(theirs)) => {
            let place = |error: &serde_json::Error| (error.line(), error.column());
            // A number out of range is no mistake of syntax, and there may be one behind it.
            let syntax = serde_json::from_str::<IgnoredAny>(text).err();
            let theirs = syntax.as_ref().map(place).max(Some(place(&theirs)));
            prop_assert_eq!(Some((ours.line(), ours.column())), theirs, "{}", text);
        }
        (ours, theirs) => prop_assert!(false, "{}: {:?}, {:?}", text, ours.err(), theirs.err()),
    }
    Ok(())
}

/// The two say of the same texts that they are JSON, where the reader takes a value in order not to keep it.
fn agrees_without_a_value(text: &str) -> Result<(), TestCaseError> {
    let mut reader = JsonReader::new(text, Mode::Tolerant);
    let is_json = reader.skip().is_some() && reader.is_finished();
    let theirs = serde_json::from_str::<IgnoredAny>(text);
    prop_assert_eq!(is_json, theirs.is_ok(), "{}: {:?}", text, theirs.err());
    Ok(())
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[ -~]{0,40}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..4)
                .prop_map(|members| Value::from(JsonObject::from_iter(members))),
        ]
    })
}

/// What is put in where something is cut out.
const PIECES: &[&str] = &[
    "",
    "",
    " ",
    "\n",
    "\t",
    "\r",
    "\u{b}",
    "\u{a0}",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u00e9",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\x",
    "\u{1}",
    "\u{7f}",
    "é",
    "-",
    "+",
    "0",
    "01",
    "1",
    ".",
    "e",
    "E+",
    "1e999",
    "-0",
    "null",
    "nul",
    "true",
    "false",
    "\"a\":",
    "[[",
    "/",
];

proptest! {
    #[test]
    fn texts_that_are_json(value in json()) {
        agrees(&value.to_string())?;
        agrees(&format!(" {value:#}\n"))?;
    }

    #[test]
    fn texts_that_may_be_none(
        value in json(),
        cuts in prop::collection::vec(
            (any::<prop::sample::Index>(), 0..3_usize, prop::sample::select(PIECES)),
            1..4,
        ),
    ) {
        let mut text: Vec<_> = value.to_string().chars().collect();
        for (at, length, piece) in cuts {
            let start = at.index(text.len() + 1);
            let end = (start + length).min(text.len());
            text.splice(start..end, piece.chars());
        }
        agrees(&text.into_iter().collect::<String>())?;
    }

    #[test]
    fn the_end_of_a_string(text in prop::collection::vec(any::<u8>(), 0..40), at in any::<prop::sample::Index>()) {
        let is_plain = |byte: &u8| !matches!(byte, b'"' | b'\\' | ..b' ');
        // Without the special bytes in front there is a long way to the next one.
        let mut long: Vec<_> = text.iter().copied().filter(is_plain).collect();
        long.extend(text.get(at.index(text.len() + 1)..).unwrap_or_default());
        for text in [text, long] {
            let start = at.index(text.len() + 1);
            let length = text[start..].iter().take_while(|byte| is_plain(byte)).count();
            prop_assert_eq!(scan::unescaped_end(&text, start), start + length);
        }
    }
}

#[test]
fn escapes() {
    for escape in [
        "n",
        "/",
        "b",
        "u00e9",
        "uD83d\\uDE00",
        "u00e",
        "u00eg",
        "u+0e9",
        "u",
        "x",
        "'",
        "0",
        "N",
        "",
    ] {
        agrees(&format!("\"a\\{escape}\"")).unwrap();
        agrees(&format!("{{\"\\{escape}b\":[\"\\{escape}")).unwrap();
    }
}

#[test]
fn nesting() {
    for depth in [1, 62, 63, 64, 65, 126, 127, 128, 129, 100_000] {
        let lists = "[".repeat(depth) + &"]".repeat(depth);
        agrees(&lists).unwrap();
        let objects = r#"{"a":"#.repeat(depth) + "1" + &"}".repeat(depth);
        agrees(&objects).unwrap();
    }
}
