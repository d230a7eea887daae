use std::fmt;

use serde_json::Value;

use super::JsonObject;

/// The unknown fields of an object: kept when it is read, and written back after the known fields.
///
/// Without unknown fields nothing is allocated. A field that the type knows is not written from here.
///
/// Contacts can send any unknown fields, which must not make the object unreadable. So a value that a [`Value`] cannot
/// represent is kept as its JSON text in a [`Value::String`], and written back as a string: a number like `1e400`, a
/// string with half of a surrogate pair, and a value nested too deeply (more than 127 levels, starting at level 96).
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Extra(Option<Box<JsonObject>>);

impl Extra {
    /// Whether there are no unknown fields.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The number of unknown fields.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |fields| fields.len())
    }

    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.get(name)
    }

    /// The names and values of the fields.
    pub fn iter(&self) -> ExtraIter<'_> {
        ExtraIter(self.0.as_ref().map(|fields| fields.iter()))
    }

    /// Sets a field and returns its previous value.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let fields = self.0.get_or_insert_default();
        fields.insert(name.into(), value.into())
    }

    /// Removes a field and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let fields = self.0.as_mut()?;
        let value = fields.remove(name);
        if fields.is_empty() {
            self.0 = None;
        }
        value
    }
}

/// An iterator over the fields of an [`Extra`].
#[derive(Debug, Clone)]
pub struct ExtraIter<'a>(Option<serde_json::map::Iter<'a>>);

impl<'a> Iterator for ExtraIter<'a> {
    type Item = (&'a str, &'a Value);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, value) = self.0.as_mut()?.next()?;
        Some((name, value))
    }
}

impl<'a> IntoIterator for &'a Extra {
    type Item = (&'a str, &'a Value);
    type IntoIter = ExtraIter<'a>;

    fn into_iter(self) -> ExtraIter<'a> {
        self.iter()
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Extra {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(fields: I) -> Self {
        let mut extra = Self::default();
        for (name, value) in fields {
            extra.insert(name, value);
        }
        extra
    }
}

/// An object of a union that has an unknown tag, or is nested too deeply.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RawObject {
    /// The tag.
    pub tag: Box<str>,
    /// The other fields; their values are kept as in [`Extra`].
    pub fields: JsonObject,
}
