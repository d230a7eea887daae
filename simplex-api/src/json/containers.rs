//! Values that may be absent or `null`: options, and the types for which this means false or empty.

use std::collections::BTreeMap;

use super::object_writer::ObjectWriter;
use super::{Json, JsonReader, JsonWriter};
use crate::spec::TypeRef;

impl<T: Json> Json for Option<T> {
    const TYPE: TypeRef = TypeRef::Optional(&T::TYPE);
    const SECRET: bool = T::SECRET;

    fn read(reader: &mut JsonReader<'_>) -> Option<Self> {
        read_or_null(reader)
    }

    fn write(&self, writer: &mut JsonWriter<'_>) {
        match self {
            Some(value) => value.write(writer),
            None => writer.raw("null"),
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
    const SECRET: bool = T::SECRET;

    fn read(reader: &mut JsonReader<'_>) -> Option<Self> {
        T::read(reader).map(Self::new)
    }

    fn write(&self, writer: &mut JsonWriter<'_>) {
        T::write(self, writer);
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

    fn read(reader: &mut JsonReader<'_>) -> Option<Self> {
        read_or_null(reader)
    }

    fn write(&self, writer: &mut JsonWriter<'_>) {
        writer.raw(if *self { "true" } else { "false" });
    }

    fn absent() -> Option<Self> {
        Some(false)
    }
}

impl<T: Json> Json for Vec<T> {
    const TYPE: TypeRef = TypeRef::Array(&T::TYPE);
    const SECRET: bool = T::SECRET;

    fn read(reader: &mut JsonReader<'_>) -> Option<Self> {
        read_or_null(reader)
    }

    fn write(&self, writer: &mut JsonWriter<'_>) {
        writer.punctuation('[');
        for (index, item) in self.iter().enumerate() {
            if index > 0 {
                writer.punctuation(',');
            }
            item.write(writer);
        }
        writer.punctuation(']');
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: Json> Json for BTreeMap<String, T> {
    const TYPE: TypeRef = TypeRef::Map(&String::TYPE, &T::TYPE);
    const SECRET: bool = T::SECRET;

    fn read(reader: &mut JsonReader<'_>) -> Option<Self> {
        read_or_null(reader)
    }

    fn write(&self, writer: &mut JsonWriter<'_>) {
        let mut object = ObjectWriter::open(writer, None);
        for (name, value) in self {
            object.entry(name, value);
        }
        object.close();
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

/// A type that represents `null` by its default.
pub trait Nullable: Default {
    /// Reads a value that is not `null`; `self` is the default before. The reader keeps a failure.
    fn read_not_null(&mut self, reader: &mut JsonReader<'_>);

    /// Reads a value or `null`.
    fn read_nullable(&mut self, reader: &mut JsonReader<'_>) {
        *self = Self::default();
        if !reader.take_null() {
            self.read_not_null(reader);
        }
    }
}

impl<T: Json> Nullable for Option<T> {
    fn read_not_null(&mut self, reader: &mut JsonReader<'_>) {
        *self = reader.read_value();
    }
}

impl Nullable for bool {
    fn read_not_null(&mut self, reader: &mut JsonReader<'_>) {
        *self = reader.boolean().unwrap_or_default();
    }
}

impl<T: Json> Nullable for Vec<T> {
    fn read_not_null(&mut self, reader: &mut JsonReader<'_>) {
        if reader.open(b'[', "a list").is_none() {
            return;
        }
        while reader.next(b']', self.is_empty()).is_some() {
            let Some(item) = reader.read_value() else {
                return;
            };
            self.push(item);
        }
    }
}

impl<T: Json> Nullable for BTreeMap<String, T> {
    fn read_not_null(&mut self, reader: &mut JsonReader<'_>) {
        read_entries(reader, self);
    }
}

/// Reads an object whose names are data. The reader keeps a failure.
pub(super) fn read_entries<T: Json>(
    reader: &mut JsonReader<'_>,
    into: &mut impl Extend<(String, T)>,
) {
    if reader.open(b'{', "an object").is_none() {
        return;
    }
    let mut is_first = true;
    while reader.next(b'}', is_first).is_some() {
        is_first = false;
        let Some(name) = reader.name() else { return };
        let Some(value) = reader.read_value() else {
            return;
        };
        into.extend([(name.into_owned(), value)]);
    }
}

fn read_or_null<T: Nullable>(reader: &mut JsonReader<'_>) -> Option<T> {
    let mut value = T::default();
    value.read_nullable(reader);
    (!reader.has_failed()).then_some(value)
}
