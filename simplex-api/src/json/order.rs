//! An arbitrary order of unknown fields, so that types with unknown fields can implement `Ord`.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde_json::{Number, Value};

use super::{Extra, RawObject};

impl Ord for Extra {
    fn cmp(&self, other: &Self) -> Ordering {
        sorted_fields(self).cmp(&sorted_fields(other))
    }
}

impl PartialOrd for Extra {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for RawObject {
    fn cmp(&self, other: &Self) -> Ordering {
        let tags = self.tag.cmp(&other.tag);
        tags.then_with(|| sorted_fields(&self.fields).cmp(&sorted_fields(&other.fields)))
    }
}

impl PartialOrd for RawObject {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[derive(PartialEq, Eq)]
struct Ordered<'a>(&'a Value);

impl Ord for Ordered<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.0, other.0) {
            (Value::Bool(one), Value::Bool(other)) => one.cmp(other),
            (Value::Number(one), Value::Number(other)) => compare_numbers(one, other),
            (Value::String(one), Value::String(other)) => one.cmp(other),
            (Value::Array(one), Value::Array(other)) => {
                one.iter().map(Ordered).cmp(other.iter().map(Ordered))
            }
            (Value::Object(one), Value::Object(other)) => {
                sorted_fields(one).cmp(&sorted_fields(other))
            }
            (one, other) => kind_index(one).cmp(&kind_index(other)),
        }
    }
}

impl PartialOrd for Ordered<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The fields sorted by name: the order of fields does not matter for equality.
fn sorted_fields<'a, N: Ord + ?Sized>(
    fields: impl IntoIterator<Item = (&'a N, &'a Value)>,
) -> BTreeMap<&'a N, Ordered<'a>> {
    let fields = fields.into_iter();
    fields.map(|(name, value)| (name, Ordered(value))).collect()
}

/// An integer and a fraction are never equal.
fn compare_numbers(one: &Number, other: &Number) -> Ordering {
    let integers = |number: &Number| (number.as_i64(), number.as_u64());
    let fractions = || one.as_f64().partial_cmp(&other.as_f64());
    integers(one)
        .cmp(&integers(other))
        .then_with(|| fractions().unwrap_or(Ordering::Equal))
}

/// A number for each kind of value.
fn kind_index(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    }
}
