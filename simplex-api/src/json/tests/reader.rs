//! Compares the reader with `serde_json`: both accept the same texts and return the same values.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::json::reader::Mode;
use crate::json::{Json, JsonObject, JsonReader, JsonWriter, decode, scan};
use crate::spec::TypeRef;

/// Any JSON, read token by token.
struct Tokens(Value);

impl Json for Tokens {
    const TYPE: TypeRef = TypeRef::Primitive("JSONObject");

    fn read(reader: &mut JsonReader<'_>) -> Option<Self> {
        let value = match reader.peek()? {
            b'{' => {
                let fields = BTreeMap::<String, Self>::read(reader)?.into_iter();
                let fields = fields.map(|(name, Self(value))| (name, value));
                Value::Object(fields.collect())
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

fn compare(text: &str) -> Result<(), TestCaseError> {
    compare_skipped(text)?;
    let ours = decode::<Tokens>(text);
    let theirs = serde_json::from_str::<Value>(text);
    match (ours, theirs) {
        (Ok(Tokens(ours)), Ok(theirs)) => prop_assert_eq!(ours, theirs),
        (Err(ours), Err(theirs)) => {
            let position = |error: &serde_json::Error| (error.line(), error.column());
            // A number out of range is not a syntax error, and a syntax error may follow it.
            let syntax = serde_json::from_str::<IgnoredAny>(text).err();
            let theirs = syntax.as_ref().map(position).max(Some(position(&theirs)));
            prop_assert_eq!(Some((ours.line(), ours.column())), theirs, "{}", text);
        }
        (ours, theirs) => prop_assert!(false, "{}: {:?}, {:?}", text, ours.err(), theirs.err()),
    }
    Ok(())
}

/// Compares which texts are JSON, if the reader skips the value.
fn compare_skipped(text: &str) -> Result<(), TestCaseError> {
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
                .prop_map(|fields| Value::from(JsonObject::from_iter(fields))),
        ]
    })
}

/// The replacements for removed parts.
const REPLACEMENTS: &[&str] = &[
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
    fn valid_json(value in json()) {
        compare(&value.to_string())?;
        compare(&format!(" {value:#}\n"))?;
    }

    #[test]
    fn mutated_json(
        value in json(),
        cuts in prop::collection::vec(
            (any::<prop::sample::Index>(), 0..3_usize, prop::sample::select(REPLACEMENTS)),
            1..4,
        ),
    ) {
        let mut text: Vec<_> = value.to_string().chars().collect();
        for (at, length, piece) in cuts {
            let start = at.index(text.len() + 1);
            let end = (start + length).min(text.len());
            text.splice(start..end, piece.chars());
        }
        compare(&text.into_iter().collect::<String>())?;
    }

    #[test]
    fn the_end_of_a_string(text in prop::collection::vec(any::<u8>(), 0..40), at in any::<prop::sample::Index>()) {
        let is_unescaped = |byte: &u8| !matches!(byte, b'"' | b'\\' | ..b' ');
        // Without special bytes at the start, the next one is far away.
        let mut long: Vec<_> = text.iter().copied().filter(is_unescaped).collect();
        long.extend(text.get(at.index(text.len() + 1)..).unwrap_or_default());
        for text in [text, long] {
            let start = at.index(text.len() + 1);
            let length = text[start..].iter().take_while(|byte| is_unescaped(byte)).count();
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
        compare(&format!("\"a\\{escape}\"")).unwrap();
        compare(&format!("{{\"\\{escape}b\":[\"\\{escape}")).unwrap();
    }
}

#[test]
fn nesting() {
    for depth in [1, 62, 63, 64, 65, 126, 127, 128, 129, 100_000] {
        let lists = "[".repeat(depth) + &"]".repeat(depth);
        compare(&lists).unwrap();
        let objects = r#"{"a":"#.repeat(depth) + "1" + &"}".repeat(depth);
        compare(&objects).unwrap();
    }
}
