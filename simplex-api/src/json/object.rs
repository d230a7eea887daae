//! Objects member by member: what the code generated for records and variants reads from and writes to.

use serde::de::{Error, MapAccess};
use serde::ser::SerializeMap;
use serde_json::Value;

use super::containers::{NullVisitor, Nullable};
use super::lookup::{Found, Lookup};
use super::{Extra, Json, JsonObject, Place, RawObject, Written};

/// The tag member of an object: its name and the value that it has to have.
#[derive(Clone, Copy)]
pub(crate) struct Tag {
    pub(crate) name: &'static str,
    pub(crate) value: &'static str,
}

/// An object that is being read.
pub struct ObjectReader<A> {
    map: A,
    tag: Option<Tag>,
    expected: usize,
    extra: Extra,
}

impl<'de, A: MapAccess<'de>> ObjectReader<A> {
    /// Reads what is left of `map`. The tag member, should it come (again), must have the value that is known.
    pub(crate) fn new(map: A, tag: Option<Tag>) -> Self {
        Self {
            map,
            tag,
            expected: 0,
            extra: Extra::default(),
        }
    }

    /// The place in `names` of the next known member; unknown ones are kept on the way.
    ///
    /// # Errors
    /// If the JSON is broken.
    pub fn next(&mut self, names: &'static [&'static str]) -> Result<Option<usize>, A::Error> {
        loop {
            let expected = self.expected;
            match self.map.next_key_seed(Lookup { names, expected })? {
                Some(Found::Known(index)) => {
                    self.expected = index + 1;
                    return Ok(Some(index));
                }
                Some(Found::Unknown(name)) => self.keep(name)?,
                None => return Ok(None),
            }
        }
    }

    /// Reads the member that [`next`](Self::next) found, one that may be `null`. By reference, so that the code that
    /// replaces a value is there once per type, and not once per member.
    ///
    /// # Errors
    /// If it has another shape.
    pub fn value<T: Nullable>(&mut self, member: &mut T) -> Result<(), A::Error> {
        self.map.next_value_seed(NullVisitor(member))
    }

    /// The same for a member that has no value to start with.
    ///
    /// # Errors
    /// If it has another shape.
    pub fn some_value<T: Json>(&mut self, member: &mut Option<T>) -> Result<(), A::Error> {
        self.map.next_value_seed(Place(member))
    }

    /// The members that were not known.
    pub fn extra(self) -> Extra {
        self.extra
    }

    /// All members that are left, as of an object without known ones.
    ///
    /// # Errors
    /// If the JSON is broken.
    pub fn rest(mut self) -> Result<Extra, A::Error> {
        self.next(&[])?;
        Ok(self.extra)
    }

    #[cold]
    fn keep(&mut self, name: Box<str>) -> Result<(), A::Error> {
        let value: Value = self.map.next_value()?;
        match self.tag {
            Some(tag) if *tag.name == *name => match value.as_str() {
                Some(found) if found == tag.value => {}
                _ => return Err(wrong_tag(tag, &value)),
            },
            _ => {
                self.extra.insert(name, value);
            }
        }
        Ok(())
    }
}

fn wrong_tag<E: Error>(tag: Tag, found: &Value) -> E {
    E::custom(format_args!(
        "member `{}` is {found}, expected \"{}\"",
        tag.name, tag.value
    ))
}

/// A member that has not been read yet.
pub fn absent<T: Json>() -> Option<T> {
    T::absent()
}

/// A member after everything has been read.
///
/// # Errors
/// If it is missing.
pub fn required<T, E: Error>(member: Option<T>, name: &'static str) -> Result<T, E> {
    member.ok_or_else(|| missing(name))
}

#[cold]
pub(crate) fn missing<E: Error>(name: &str) -> E {
    E::custom(format_args!("missing member `{name}`"))
}

/// An object that is being written.
pub struct ObjectWriter<M> {
    map: M,
    tag: Option<&'static str>,
}

impl<M: SerializeMap> ObjectWriter<M> {
    /// Writes to `map`; `tag` is the name of the tag member, if there is one.
    pub(crate) fn new(map: M, tag: Option<&'static str>) -> Self {
        Self { map, tag }
    }

    /// Writes the tag member.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn tag(&mut self, value: &str) -> Result<(), M::Error> {
        match self.tag {
            Some(name) => self.map.serialize_entry(name, value),
            None => Ok(()),
        }
    }

    /// Writes a member, unless its value stands for an absent one.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn member<T: Json>(&mut self, name: &'static str, value: &T) -> Result<(), M::Error> {
        if value.is_absent() {
            return Ok(());
        }
        self.map.serialize_entry(name, &Written(value))
    }

    /// Writes the members that are not among the known `names`.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn extra(&mut self, extra: &Extra, names: &[&str]) -> Result<(), M::Error> {
        for (name, value) in extra.iter() {
            if !names.contains(&name) && self.tag != Some(name) {
                self.map.serialize_entry(name, value)?;
            }
        }
        Ok(())
    }

    /// Writes an object of an unknown tag.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn raw(&mut self, raw: &RawObject) -> Result<(), M::Error> {
        self.tag(&raw.tag)?;
        for (name, value) in &raw.members {
            if self.tag != Some(name) {
                self.map.serialize_entry(name, value)?;
            }
        }
        Ok(())
    }

    pub(crate) fn end(self) -> Result<M::Ok, M::Error> {
        self.map.end()
    }
}

/// All members that are left in `map`, after those in `object`.
pub(crate) fn collect<'de, A: MapAccess<'de>>(
    mut object: JsonObject,
    mut map: A,
) -> Result<JsonObject, A::Error> {
    while let Some((name, value)) = map.next_entry::<String, Value>()? {
        object.insert(name, value);
    }
    Ok(object)
}
