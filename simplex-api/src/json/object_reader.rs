//! Reads an object field by field. The generated code of records and variants calls it.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use serde_json::Value;

use super::containers::Nullable;
use super::error::Failure;
use super::{Extra, Json, JsonObject, JsonReader, RawObject};

/// The tag of an object: the name of the field and its required value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tag {
    pub(crate) name: &'static str,
    pub(crate) value: &'static str,
}

/// The expected object in an error message.
struct ObjectOf<'t>(&'t str);

impl Display for ObjectOf<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", self.0)
    }
}

/// An object that is being read.
#[derive(Debug)]
pub struct ObjectReader<'r, 'a> {
    reader: &'r mut JsonReader<'a>,
    tag: Option<Tag>,
    /// The index of the field that probably comes next.
    next_hint: usize,
    /// Strict mode only: one bit for each of the first fields that is present and not `null`.
    present: u64,
    extra: Extra,
    is_first: bool,
    is_closed: bool,
    /// The number of objects and lists around the fields, including this object.
    depth: usize,
}

impl<'r, 'a> ObjectReader<'r, 'a> {
    /// Prepares to read an object. If the object contains the tag, it must have this value.
    pub(super) fn new(reader: &'r mut JsonReader<'a>, tag: Option<Tag>) -> Self {
        let depth = reader.depth() + 1;
        Self {
            reader,
            depth,
            tag,
            next_hint: 0,
            present: 0,
            extra: Extra::default(),
            is_first: true,
            is_closed: false,
        }
    }

    /// Takes the opening bracket; `type_name` is for the error message.
    pub(super) fn open(&mut self, type_name: &str) -> Option<()> {
        self.reader.open(b'{', ObjectOf(type_name))
    }

    /// Opens the object and reads the value of the field `tag`, which may have any position. A string instead of an
    /// object is read as the tag of an object without other fields.
    pub(super) fn open_and_read_tag(&mut self, tag: &str, type_name: &str) -> Option<Cow<'a, str>> {
        if !self.reader.is_strict() && self.reader.peek() == Some(b'"') {
            self.is_closed = true;
            return self.reader.string();
        }
        self.open(type_name)?;
        let start = self.reader.position();
        if !self.has_next() {
            self.fail_missing(&[(tag, true)]);
            return None;
        }
        if self.reader.take_name(tag) {
            self.reader.string()
        } else {
            self.find_tag(tag, start)
        }
    }

    /// Reads the field `tag` if it is not the first field, or if its name has escapes. The fields before it are
    /// read again later.
    #[cold]
    fn find_tag(&mut self, tag: &str, start: usize) -> Option<Cow<'a, str>> {
        if *self.reader.name()? == *tag {
            return self.reader.string();
        }
        loop {
            self.reader.skip()?;
            match self.next_name() {
                Some(name) if *name == *tag => break,
                Some(_) => {}
                None => {
                    self.fail_missing(&[(tag, true)]);
                    return None;
                }
            }
        }
        let value = self.reader.string();
        if value.is_some() {
            self.reader.set_position(start);
            self.is_first = true;
        }
        value
    }

    /// Whether the object is nested too deeply to be read as a known variant.
    pub(super) fn is_beyond_union_depth(&self) -> bool {
        self.reader.is_beyond_union_depth()
    }

    /// Whether values out of range are errors.
    pub(super) fn is_exact(&self) -> bool {
        self.reader.is_exact()
    }

    /// Ends the reading because the tag is not one of `known`.
    pub(super) fn fail_unknown(&mut self, known: &[&str]) {
        self.reader.fail_unknown(known);
    }

    pub(super) fn set_tag(&mut self, tag: Tag) {
        self.tag = Some(tag);
    }

    /// Continues to the next known field and returns its index in `names`. Unknown fields before it are kept.
    ///
    /// `None` at the end and after a failure: [`finish`](Self::finish) distinguishes them.
    pub fn next(&mut self, names: &[&str]) -> Option<usize> {
        if !self.has_next() {
            return None;
        }
        let hint = self.next_hint;
        let name = names.get(hint);
        if name.is_some_and(|name| self.reader.take_name(name)) {
            Some(self.found(hint))
        } else {
            self.next_in_any_order(names)
        }
    }

    /// Continues to the next known field, which is not the expected one. A separate function, to keep the common case
    /// small.
    #[inline(never)]
    fn next_in_any_order(&mut self, names: &[&str]) -> Option<usize> {
        loop {
            let name = self.reader.name()?;
            match find_near(names, self.next_hint, &name) {
                Some(index) => return Some(self.found(index)),
                None => self.keep_unknown(name),
            }
            if !self.has_next() {
                return None;
            }
        }
    }

    #[inline]
    fn found(&mut self, index: usize) -> usize {
        self.next_hint = index + 1;
        if self.reader.is_strict() {
            self.set_present(index);
        }
        index
    }

    /// Records that the field is present, unless it is `null`.
    #[inline]
    fn set_present(&mut self, index: usize) {
        let bit = u32::try_from(index)
            .ok()
            .and_then(|index| 1_u64.checked_shl(index));
        if self.reader.peek() != Some(b'n') {
            self.present |= bit.unwrap_or_default();
        }
    }

    fn has_next(&mut self) -> bool {
        self.is_closed = self.is_closed || self.reader.next(b'}', self.is_first).is_none();
        self.is_first = false;
        !self.is_closed
    }

    fn next_name(&mut self) -> Option<Cow<'a, str>> {
        if self.has_next() {
            self.reader.name()
        } else {
            None
        }
    }

    /// Reads the value of the current field, which may be `null`.
    pub fn read_nullable<T: Nullable>(&mut self, field: &mut T) {
        field.read_nullable(self.reader);
    }

    /// Reads the value of a field that has another default than its type.
    pub fn read_or<T: Json>(&mut self, field: &mut T, default: T) {
        let value = if self.reader.take_null() {
            None
        } else {
            T::read(self.reader)
        };
        *field = value.unwrap_or(default);
    }

    /// Reads the value of a field that has no default.
    pub fn read_required<T: Json>(&mut self, field: &mut Option<T>) {
        *field = T::read(self.reader);
    }

    /// Removes the found value from an error, because the current field is a secret.
    pub fn redact(&mut self) {
        self.reader.redact_failure(self.depth);
    }

    /// The end of the object: returns the unknown fields, or `None` after a failure.
    ///
    /// `required` has one bit for each of the first fields that has a default but must be present in commands.
    pub fn finish(&mut self, names: &[&str], required: u64) -> Option<Extra> {
        if self.reader.is_strict() {
            self.fail_first_missing(names, required & !self.present);
        }
        self.take_extra()
    }

    /// Ends the reading if a bit of `missing` is set.
    #[cold]
    fn fail_first_missing(&mut self, names: &[&str], missing: u64) {
        let first = usize::try_from(missing.trailing_zeros()).unwrap_or(usize::MAX);
        if let Some(name) = names.get(first) {
            self.fail_missing(&[(name, true)]);
        }
    }

    fn take_extra(&mut self) -> Option<Extra> {
        (!self.reader.has_failed()).then(|| std::mem::take(&mut self.extra))
    }

    /// Ends the reading because a field is missing: the first one that is marked as missing.
    #[cold]
    pub fn fail_missing(&mut self, fields: &[(&str, bool)]) {
        let first = fields.iter().find(|(_, is_missing)| *is_missing);
        let name = first.map_or("", |(name, _)| name);
        let message = format!("missing field `{name}`");
        self.reader.fail(Failure::Shape(message));
    }

    /// Reads all remaining fields, for a type without known fields.
    pub fn read_extra(&mut self) -> Option<Extra> {
        self.next(&[]);
        self.take_extra()
    }

    /// Reads all remaining fields of an object with an unknown tag.
    #[cold]
    pub(super) fn read_raw(&mut self, tag: Box<str>, tag_name: &str) -> Option<RawObject> {
        let mut fields = JsonObject::new();
        while let Some(name) = self.next_name() {
            let value = self.reader.any_value()?;
            if *name != *tag_name {
                fields.insert(name.into_owned(), value);
            } else if self.reader.is_exact() {
                self.expect_tag(tag_name, &tag, &value);
            }
        }
        (!self.reader.has_failed()).then_some(RawObject { tag, fields })
    }

    #[cold]
    fn keep_unknown(&mut self, name: Cow<'_, str>) {
        let Some(value) = self.reader.any_value() else {
            return;
        };
        match self.tag {
            Some(tag) if *tag.name == *name => self.expect_tag(tag.name, tag.value, &value),
            _ => {
                self.extra.insert(name, value);
            }
        }
    }

    /// Ends the reading if the tag field has another value than the tag that the object is read with.
    fn expect_tag(&mut self, name: &str, expected: &str, value: &Value) {
        if value.as_str() != Some(expected) {
            let message = format!("field `{name}` is not \"{expected}\"");
            self.reader.fail(Failure::Shape(message));
        }
    }
}

/// The index of `name` in `names`. The search starts at index `hint`, where the name probably is.
pub(super) fn find_near(names: &[&str], hint: usize, name: &str) -> Option<usize> {
    let (before, after) = names.split_at(hint.min(names.len()));
    let index_in = |names: &[&str]| names.iter().position(|known| *known == name);
    index_in(after)
        .map(|index| before.len() + index)
        .or_else(|| index_in(before))
}
