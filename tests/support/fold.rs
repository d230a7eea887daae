//! JSON whose repeated parts are stored once, in a table.
//!
//! | written | meaning |
//! | --- | --- |
//! | `{"$":3}` | entry 3 of the table |
//! | `{"$":3,"name":"a"}` | entry 3 with this value of its field `name` |
//! | `{"$":["to ",["x",900]]}` | a string of these parts, "x" 900 times |
//!
//! An entry uses only entries before it. Equal values are folded into equal JSON.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value, json};

/// The field that marks a reference to the table.
const MARK: &str = "$";

/// A value with fewer bytes than this is not put into the table.
const LEAST: usize = 24;

/// How many objects with the same fields to try as the base of another.
const BASES: usize = 12;

/// The minimum length of a repetition in a string that is written as a count, in characters.
const LEAST_RUN: usize = 64;

/// The maximum length of a repeated text, in characters.
const LONGEST_PERIOD: usize = 4;

/// Values and the table that they share.
#[derive(Debug, Clone, PartialEq)]
pub struct Folded {
    /// The entries of the table.
    pub shared: Vec<Value>,
    /// The values. Each is an object whose fields are folded; the object itself is not.
    pub values: Vec<Map<String, Value>>,
}

/// Folds objects.
///
/// # Errors
/// If an object has the field `$`.
pub fn fold(values: &[Map<String, Value>]) -> Result<Folded, String> {
    if let Some(marked) = values
        .iter()
        .flat_map(Map::values)
        .find(|value| is_marked(value))
    {
        return Err(format!("an object has the field `{MARK}`: {marked}"));
    }
    let mut folder = Folder::default();
    let mut part = |value: &Value| match value {
        Value::String(text) => Part::Plain(runs(text)),
        value => folder.part(value),
    };
    let mut folded: Vec<Vec<_>> = Vec::new();
    for value in values {
        let fields = value
            .iter()
            .map(|(name, value)| (name.clone(), part(value)));
        folded.push(fields.collect());
    }
    let numbers = folder.numbers();
    let kept = (0..folder.entries.len()).filter(|id| numbers[*id].is_some());
    let shared = kept.map(|id| folder.body(id, &numbers)).collect();
    let written = |(name, part): &(String, Part)| (name.clone(), folder.written(part, &numbers));
    let values = folded
        .iter()
        .map(|fields| fields.iter().map(written).collect());
    Ok(Folded {
        shared,
        values: values.collect(),
    })
}

/// The values before they were folded.
///
/// # Errors
/// If something is referred to that is not in the table before it.
pub fn unfold(folded: &Folded) -> Result<Vec<Map<String, Value>>, String> {
    let mut table = Vec::new();
    for entry in &folded.shared {
        table.push(whole(entry, &table)?);
    }
    let all = folded.values.iter();
    all.map(|value| whole_fields(value, &table)).collect()
}

/// A value, or the entry that has it.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    Plain(Value),
    Entry(usize),
}

/// The parts of an entry.
#[derive(Debug)]
enum Body {
    Plain(Value),
    List(Vec<Part>),
    Object {
        fields: BTreeMap<String, Part>,
        /// An entry with the same fields, of which some have other values.
        base: Option<usize>,
    },
}

#[derive(Debug)]
struct Entry {
    body: Body,
    uses: usize,
    is_base: bool,
}

#[derive(Debug, Default)]
struct Folder {
    entries: Vec<Entry>,
    /// Entries by their JSON.
    known: HashMap<String, usize>,
    /// The objects by the names of their fields.
    shapes: HashMap<Vec<String>, Vec<usize>>,
}

impl Folder {
    fn part(&mut self, value: &Value) -> Part {
        let text = value.to_string();
        if let Some(id) = self.known.get(&text) {
            self.entries[*id].uses += 1;
            return Part::Entry(*id);
        }
        if text.len() < LEAST {
            return Part::Plain(value.clone());
        }
        let body = match value {
            Value::Object(fields) => self.object(fields),
            Value::Array(items) => Body::List(items.iter().map(|item| self.part(item)).collect()),
            Value::String(text) => Body::Plain(runs(text)),
            scalar => Body::Plain(scalar.clone()),
        };
        let id = self.entries.len();
        if let Body::Object { fields, .. } = &body {
            let names = fields.keys().cloned().collect();
            self.shapes.entry(names).or_default().push(id);
        }
        self.known.insert(text, id);
        self.entries.push(Entry {
            body,
            uses: 1,
            is_base: false,
        });
        Part::Entry(id)
    }

    fn object(&mut self, fields: &Map<String, Value>) -> Body {
        let parts = fields
            .iter()
            .map(|(name, value)| (name.clone(), self.part(value)));
        let parts: BTreeMap<_, _> = parts.collect();
        let names: Vec<_> = parts.keys().cloned().collect();
        let alike = self.shapes.get(&names).map_or(&[][..], Vec::as_slice);
        let alike = &alike[alike.len().saturating_sub(BASES)..];
        let changed = |id: usize| self.changed(id, &parts).map(size).sum::<usize>();
        let best = alike.iter().map(|id| (changed(*id), *id)).min();
        let all: usize = parts.iter().map(size).sum();
        let base = best.filter(|(changed, _)| changed + LEAST / 2 < all);
        let base = base.map(|(_, id)| id);
        if let Some(base) = base {
            self.entries[base].is_base = true;
            let same = parts
                .iter()
                .filter(|(name, part)| self.field(base, name) == Some(part));
            let same: Vec<_> = same.map(|(_, part)| part.clone()).collect();
            for part in same {
                if let Part::Entry(id) = part {
                    self.entries[id].uses -= 1;
                }
            }
        }
        Body::Object {
            fields: parts,
            base,
        }
    }

    fn field(&self, id: usize, name: &str) -> Option<&Part> {
        match &self.entries[id].body {
            Body::Object { fields, .. } => fields.get(name),
            _ => None,
        }
    }

    /// The fields that an entry has with other values.
    fn changed<'a>(
        &'a self,
        id: usize,
        fields: &'a BTreeMap<String, Part>,
    ) -> impl Iterator<Item = (&'a String, &'a Part)> {
        let fields = fields.iter();
        fields.filter(move |(name, part)| self.field(id, name) != Some(part))
    }

    /// The indexes in the table. An entry that is used only once is not in the table but written where it is used.
    fn numbers(&self) -> Vec<Option<usize>> {
        let mut next = 0..;
        let kept = |entry: &Entry| entry.uses > 1 || entry.is_base;
        let entries = self.entries.iter();
        entries
            .map(|entry| if kept(entry) { next.next() } else { None })
            .collect()
    }

    fn body(&self, id: usize, numbers: &[Option<usize>]) -> Value {
        let written = |(name, part): (&String, &Part)| (name.clone(), self.written(part, numbers));
        match &self.entries[id].body {
            Body::Plain(value) => value.clone(),
            Body::List(items) => items
                .iter()
                .map(|item| self.written(item, numbers))
                .collect(),
            Body::Object { fields, base: None } => fields.iter().map(written).collect(),
            Body::Object {
                fields,
                base: Some(base),
            } => {
                let changed = self.changed(*base, fields).map(written);
                let mark = (MARK.to_owned(), json!(numbers[*base]));
                [mark].into_iter().chain(changed).collect()
            }
        }
    }

    fn written(&self, part: &Part, numbers: &[Option<usize>]) -> Value {
        match part {
            Part::Plain(value) => value.clone(),
            Part::Entry(id) => match numbers[*id] {
                Some(number) => json!({ MARK: number }),
                None => self.body(*id, numbers),
            },
        }
    }
}

/// The approximate number of bytes of a field.
fn size((name, part): (&String, &Part)) -> usize {
    let value = match part {
        Part::Plain(value) => value.to_string().len(),
        Part::Entry(_) => LEAST / 3,
    };
    name.len() + 4 + value
}

/// A string, with long repetitions as counts.
fn runs(text: &str) -> Value {
    let chars: Vec<char> = text.chars().collect();
    let (mut parts, mut plain, mut at) = (Vec::new(), String::new(), 0);
    while at < chars.len() {
        let Some((period, length)) = run(&chars[at..]) else {
            plain.push(chars[at]);
            at += 1;
            continue;
        };
        if !plain.is_empty() {
            parts.push(Value::from(std::mem::take(&mut plain)));
        }
        let repeated: String = chars[at..at + period].iter().collect();
        parts.push(json!([repeated, length / period]));
        at += length;
    }
    if parts.is_empty() {
        return text.into();
    }
    if !plain.is_empty() {
        parts.push(plain.into());
    }
    json!({ MARK: parts })
}

/// A repetition at the start: how long what is repeated is, and how long all is, in characters.
fn run(chars: &[char]) -> Option<(usize, usize)> {
    (1..=LONGEST_PERIOD).find_map(|period| {
        let after = chars.get(period..)?;
        let same = after
            .iter()
            .zip(chars)
            .take_while(|(one, other)| one == other);
        let length = period + same.count();
        let length = length - length % period;
        (length >= LEAST_RUN).then_some((period, length))
    })
}

fn is_marked(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(is_marked),
        Value::Object(fields) => fields.contains_key(MARK) || fields.values().any(is_marked),
        _ => false,
    }
}

fn whole(value: &Value, table: &[Value]) -> Result<Value, String> {
    match value {
        Value::Array(items) => items.iter().map(|item| whole(item, table)).collect(),
        Value::Object(fields) => match fields.get(MARK) {
            None => whole_fields(fields, table).map(Value::Object),
            Some(Value::Array(parts)) => {
                let text: Result<String, String> = parts.iter().map(repeated).collect();
                text.map(Value::from)
            }
            Some(number) => {
                let number = number
                    .as_u64()
                    .and_then(|number| usize::try_from(number).ok());
                let entry = number.and_then(|number| table.get(number));
                let mut entry = entry
                    .ok_or_else(|| format!("{value} is not in the table"))?
                    .clone();
                for (name, value) in fields.iter().filter(|(name, _)| *name != MARK) {
                    let of = entry.as_object_mut();
                    let of =
                        of.ok_or_else(|| format!("{fields:?} changes what is not an object"))?;
                    of.insert(name.clone(), whole(value, table)?);
                }
                Ok(entry)
            }
        },
        scalar => Ok(scalar.clone()),
    }
}

fn whole_fields(
    fields: &Map<String, Value>,
    table: &[Value],
) -> Result<Map<String, Value>, String> {
    let fields = fields.iter();
    fields
        .map(|(name, value)| Ok((name.clone(), whole(value, table)?)))
        .collect()
}

fn repeated(part: &Value) -> Result<String, String> {
    let (text, times) = match part {
        Value::String(text) => (Some(text.as_str()), Some(1)),
        part => (part[0].as_str(), part[1].as_u64()),
    };
    let times = times.and_then(|times| usize::try_from(times).ok());
    let both = text
        .zip(times)
        .ok_or_else(|| format!("{part} is not a part of a string"))?;
    Ok(both.0.repeat(both.1))
}
