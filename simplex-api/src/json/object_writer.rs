//! Writes an object field by field. The generated code of records and variants calls it.

use super::{Extra, Json, JsonWriter, RawObject};

/// An object that is being written.
#[derive(Debug)]
pub struct ObjectWriter<'w, 'a> {
    writer: &'w mut JsonWriter<'a>,
    tag_name: Option<&'static str>,
    is_first: bool,
}

impl<'w, 'a> ObjectWriter<'w, 'a> {
    /// Opens an object; `tag_name` is the name of its tag field, if it has one.
    pub(super) fn open(writer: &'w mut JsonWriter<'a>, tag_name: Option<&'static str>) -> Self {
        writer.punctuation('{');
        Self {
            writer,
            tag_name,
            is_first: true,
        }
    }

    fn separator(&mut self) {
        if !self.is_first {
            self.writer.punctuation(',');
        }
        self.is_first = false;
    }

    fn name(&mut self, name: &str) {
        self.separator();
        self.writer.string(name);
        self.writer.punctuation(':');
    }

    pub(super) fn entry<T: Json>(&mut self, name: &str, value: &T) {
        self.name(name);
        value.write(self.writer);
    }

    /// Writes the tag field.
    pub fn tag(&mut self, value: &str) {
        if let Some(name) = self.tag_name {
            self.name(name);
            self.writer.string(value);
        }
    }

    /// Writes the tag field of a known variant; `tag` is its JSON, name and value: `"type":"text"`.
    pub fn raw_tag(&mut self, tag: &'static str) {
        self.separator();
        self.writer.raw(tag);
    }

    /// Writes a field, unless its value is absent. The key is the name in JSON and the colon.
    pub fn field<T: Json>(&mut self, key: &'static str, value: &T) {
        if !value.is_absent() {
            self.separator();
            self.writer.raw(key);
            value.write(self.writer);
        }
    }

    /// Writes the fields that are not in `names`.
    #[inline]
    pub fn extra(&mut self, extra: &Extra, names: &[&str]) {
        if !extra.is_empty() {
            self.unknown_fields(extra, names);
        }
    }

    #[cold]
    fn unknown_fields(&mut self, extra: &Extra, names: &[&str]) {
        for (name, value) in extra {
            if !names.contains(&name) && self.tag_name != Some(name) {
                self.entry(name, value);
            }
        }
    }

    /// Writes the tag and the fields of an object with an unknown tag.
    pub fn raw_object(&mut self, raw: &RawObject) {
        self.tag(&raw.tag);
        for (name, value) in &raw.fields {
            if self.tag_name != Some(name) {
                self.entry(name, value);
            }
        }
    }

    /// The same as [`raw_object`](Self::raw_object) if servers accept only the `known` tags in commands.
    pub fn closed_raw_object(&mut self, raw: &RawObject, known: &'static [&'static str]) {
        self.raw_object(raw);
        if !known.contains(&&*raw.tag) {
            self.writer.set_unknown_keyword(&raw.tag, known);
        }
    }

    pub(super) fn close(self) {
        self.writer.punctuation('}');
    }
}
