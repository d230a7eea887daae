use std::fmt;

use serde_json::Value;

use super::JsonObject;

/// The members of an object that its type does not know: kept when reading, written back after the known ones.
///
/// Nothing is allocated while there are none. A name that the type does know is not written from here.
///
/// Contacts can choose such members, and nothing that they choose makes what is around it unreadable. So what a
/// [`Value`] cannot hold is kept as its JSON text, a [`Value::String`], and written back as one: a number like `1e400`,
/// a string with half of a surrogate pair, and what stands too deep, which is more than 127 levels inside of what is
/// itself 96 levels deep.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Extra(Option<Box<JsonObject>>);

impl Extra {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |members| members.len())
    }

    /// The value of a member.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.get(name)
    }

    /// The members, name and value.
    pub fn iter(&self) -> ExtraIter<'_> {
        ExtraIter(self.0.as_ref().map(|members| members.iter()))
    }

    /// Sets a member, and returns the value that it had.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let members = self.0.get_or_insert_default();
        members.insert(name.into(), value.into())
    }

    /// Removes a member, and returns the value that it had.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let members = self.0.as_mut()?;
        let value = members.remove(name);
        if members.is_empty() {
            self.0 = None;
        }
        value
    }
}

/// The members of an [`Extra`], name and value.
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
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Self {
        let mut extra = Self::default();
        for (name, value) in members {
            extra.insert(name, value);
        }
        extra
    }
}

/// An object of a union whose tag this version does not know, or that stands too deep.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RawObject {
    /// The tag.
    pub tag: Box<str>,
    /// The members beside the tag, with values as those of [`Extra`].
    pub members: JsonObject,
}
