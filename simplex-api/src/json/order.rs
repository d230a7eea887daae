//! An order of what a type does not know, so that the type can have one. It means nothing more.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde_json::{Number, Value};

use super::{Extra, RawObject};

impl Ord for Extra {
    fn cmp(&self, other: &Self) -> Ordering {
        members(self).cmp(&members(other))
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
        tags.then_with(|| members(&self.members).cmp(&members(&other.members)))
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
            (Value::Number(one), Value::Number(other)) => numbers(one, other),
            (Value::String(one), Value::String(other)) => one.cmp(other),
            (Value::Array(one), Value::Array(other)) => {
                one.iter().map(Ordered).cmp(other.iter().map(Ordered))
            }
            (Value::Object(one), Value::Object(other)) => members(one).cmp(&members(other)),
            (one, other) => kind(one).cmp(&kind(other)),
        }
    }
}

impl PartialOrd for Ordered<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The members by name, whatever order they stand in: it makes no difference to whether two objects are equal.
fn members<'a, N: Ord + ?Sized>(
    members: impl IntoIterator<Item = (&'a N, &'a Value)>,
) -> BTreeMap<&'a N, Ordered<'a>> {
    let members = members.into_iter();
    members
        .map(|(name, value)| (name, Ordered(value)))
        .collect()
}

/// Integers and fractions apart, as they are never equal.
fn numbers(one: &Number, other: &Number) -> Ordering {
    let integers = |number: &Number| (number.as_i64(), number.as_u64());
    let fractions = || one.as_f64().partial_cmp(&other.as_f64());
    integers(one)
        .cmp(&integers(other))
        .then_with(|| fractions().unwrap_or(Ordering::Equal))
}

/// A number for each kind of value.
fn kind(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    }
}
