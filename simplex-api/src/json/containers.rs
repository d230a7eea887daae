//! Values that may be absent or `null`: options, and the types for which that is the same as false or empty.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serializer};

use super::{Json, Place, Written};
use crate::spec::TypeRef;

impl<T: Json> Json for Option<T> {
    const TYPE: TypeRef = TypeRef::Optional(&T::TYPE);

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_nullable(deserializer)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write(serializer),
            None => serializer.serialize_none(),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Json> Json for Box<T> {
    const TYPE: TypeRef = T::TYPE;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self::new)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::write(self, serializer)
    }

    fn absent() -> Option<Self> {
        T::absent().map(Self::new)
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }
}

impl Json for bool {
    const TYPE: TypeRef = TypeRef::Primitive("bool");

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_nullable(deserializer)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*self)
    }

    fn absent() -> Option<Self> {
        Some(false)
    }
}

impl<T: Json> Json for Vec<T> {
    const TYPE: TypeRef = TypeRef::Array(&T::TYPE);

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_nullable(deserializer)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Written))
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: Json> Json for BTreeMap<String, T> {
    const TYPE: TypeRef = TypeRef::Map(&String::TYPE, &T::TYPE);

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_nullable(deserializer)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (key, Written(value))))
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

/// A type whose default stands for `null`.
pub trait Nullable: Default {
    /// Reads what is not `null`.
    ///
    /// # Errors
    /// If the JSON is broken or has another shape.
    fn read_some<'de, D: Deserializer<'de>>(
        deserializer: D,
        place: &mut Self,
    ) -> Result<(), D::Error>;
}

impl<T: Json> Nullable for Option<T> {
    fn read_some<'de, D: Deserializer<'de>>(
        deserializer: D,
        place: &mut Self,
    ) -> Result<(), D::Error> {
        T::read_into(deserializer, place)
    }
}

impl Nullable for bool {
    fn read_some<'de, D: Deserializer<'de>>(
        deserializer: D,
        place: &mut Self,
    ) -> Result<(), D::Error> {
        *place = Self::deserialize(deserializer)?;
        Ok(())
    }
}

impl<T: Json> Nullable for Vec<T> {
    fn read_some<'de, D: Deserializer<'de>>(
        deserializer: D,
        place: &mut Self,
    ) -> Result<(), D::Error> {
        place.clear();
        deserializer.deserialize_seq(ListVisitor(place))
    }
}

impl<T: Json> Nullable for BTreeMap<String, T> {
    fn read_some<'de, D: Deserializer<'de>>(
        deserializer: D,
        place: &mut Self,
    ) -> Result<(), D::Error> {
        place.clear();
        deserializer.deserialize_map(MapVisitor(place))
    }
}

fn read_nullable<'de, T: Nullable, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::default();
    NullVisitor(&mut value).deserialize(deserializer)?;
    Ok(value)
}

/// Reads to a place, where it leaves the default for `null`.
pub(super) struct NullVisitor<'a, T>(pub(super) &'a mut T);

impl<'de, T: Nullable> DeserializeSeed<'de> for NullVisitor<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: Nullable> Visitor<'de> for NullVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        *self.0 = T::default();
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        T::read_some(deserializer, self.0)
    }
}

struct ListVisitor<'a, T>(&'a mut Vec<T>);

impl<'de, T: Json> Visitor<'de> for ListVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut item = None;
        while items.next_element_seed(Place(&mut item))?.is_some() {
            self.0.extend(item.take());
        }
        Ok(())
    }
}

struct MapVisitor<'a, T>(&'a mut BTreeMap<String, T>);

impl<'de, T: Json> Visitor<'de> for MapVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut value = None;
        while let Some(key) = members.next_key()? {
            members.next_value_seed(Place(&mut value))?;
            self.0.extend(value.take().map(|value| (key, value)));
        }
        Ok(())
    }
}
