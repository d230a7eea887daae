//! Names against a table: member names, tags and words are all read through this one visitor.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, Visitor};

/// A table of names, and the place in it where the next one is expected.
#[derive(Clone, Copy)]
pub(crate) struct Lookup {
    pub(crate) names: &'static [&'static str],
    pub(crate) expected: usize,
}

/// A name that was read.
pub(crate) enum Found {
    /// Its place in the table.
    Known(usize),
    /// A name that is not in the table.
    Unknown(Box<str>),
}

impl Lookup {
    pub(crate) fn new(names: &'static [&'static str]) -> Self {
        Self { names, expected: 0 }
    }

    /// Looks where the name is expected, then further on, then from the start.
    pub(crate) fn find(self, name: &str) -> Found {
        let (before, after) = self.names.split_at(self.expected.min(self.names.len()));
        let place = |names: &[&str]| names.iter().position(|known| *known == name);
        match place(after) {
            Some(index) => Found::Known(before.len() + index),
            None => match place(before) {
                Some(index) => Found::Known(index),
                None => Found::Unknown(name.into()),
            },
        }
    }
}

impl<'de> DeserializeSeed<'de> for Lookup {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Lookup {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Found, E> {
        Ok(self.find(name))
    }
}
