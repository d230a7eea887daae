//! Objects member by member: what the code generated for records and variants reads from and writes to.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use serde_json::Value;

use super::containers::Nullable;
use super::error::Failure;
use super::lookup::find;
use super::{Extra, Json, JsonObject, JsonReader, JsonWriter, RawObject};

/// The tag member of an object: its name and the value that it has to have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tag {
    pub(crate) name: &'static str,
    pub(crate) value: &'static str,
}

/// What an object of a type is called where something else stands.
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
    /// The place of the member that most likely comes next.
    expected: usize,
    /// A bit for each of the first members that has come with a value: only where it is to be known.
    seen: u64,
    extra: Extra,
    is_first: bool,
    is_closed: bool,
    /// How many objects and lists its members stand in, itself included.
    depth: usize,
}

impl<'r, 'a> ObjectReader<'r, 'a> {
    /// An object that is to be read. The tag member, should it come, must have the value that is known.
    pub(super) fn new(reader: &'r mut JsonReader<'a>, tag: Option<Tag>) -> Self {
        let depth = reader.depth() + 1;
        Self {
            reader,
            depth,
            tag,
            expected: 0,
            seen: 0,
            extra: Extra::default(),
            is_first: true,
            is_closed: false,
        }
    }

    /// Opens the object, which is one of the type `ty`.
    pub(super) fn open(&mut self, ty: &str) -> Option<()> {
        self.reader.open(b'{', ObjectOf(ty))
    }

    /// Opens the object, and takes the value of its member `tag`, wherever that stands. A string is the tag of an
    /// object without other members.
    pub(super) fn open_tagged(&mut self, tag: &str, ty: &str) -> Option<Cow<'a, str>> {
        if !self.reader.is_strict && self.reader.peek() == Some(b'"') {
            self.is_closed = true;
            return self.reader.string();
        }
        self.open(ty)?;
        let start = self.reader.position();
        if !self.has_next() {
            self.missing(&[(tag, true)]);
            return None;
        }
        if self.reader.take_name(tag) {
            self.reader.string()
        } else {
            self.later_tag(tag, start)
        }
    }

    /// The value of the member `tag`, which is not the first one, or has a name with escapes in it. What stands in front
    /// of it is read afterwards.
    #[cold]
    fn later_tag(&mut self, tag: &str, start: usize) -> Option<Cow<'a, str>> {
        if *self.reader.name()? == *tag {
            return self.reader.string();
        }
        loop {
            self.reader.skip()?;
            match self.name() {
                Some(name) if *name == *tag => break,
                Some(_) => {}
                None => {
                    self.missing(&[(tag, true)]);
                    return None;
                }
            }
        }
        let value = self.reader.string();
        if value.is_some() {
            self.reader.back_to(start);
            self.is_first = true;
        }
        value
    }

    /// Whether it stands too deep to be read as what its tag says.
    pub(super) fn is_deep(&self) -> bool {
        self.reader.is_deep()
    }

    /// Whether it is read as what is meant, which is all that it may be.
    pub(super) fn is_exact(&self) -> bool {
        self.reader.is_exact
    }

    /// Ends the reading because the tag is none of the known ones.
    pub(super) fn unknown(&mut self, known: &[&str]) {
        self.reader.fail_unknown(known);
    }

    /// Sets what is known of the tag by now.
    pub(super) fn set_tag(&mut self, tag: Tag) {
        self.tag = Some(tag);
    }

    /// The place in `names` of the next known member; unknown ones are kept on the way.
    ///
    /// `None` at the end, and after a failure: [`finish`](Self::finish) tells which.
    pub fn next(&mut self, names: &[&str]) -> Option<usize> {
        if !self.has_next() {
            return None;
        }
        let expected = self.expected;
        let name = names.get(expected);
        if name.is_some_and(|name| self.reader.take_name(name)) {
            Some(self.found(expected))
        } else {
            self.next_in_any_order(names)
        }
    }

    /// The same for a member that is not the expected one. On its own, so that it is no burden to those that are.
    #[inline(never)]
    fn next_in_any_order(&mut self, names: &[&str]) -> Option<usize> {
        loop {
            let name = self.reader.name()?;
            match find(names, self.expected, &name) {
                Some(index) => return Some(self.found(index)),
                None => self.keep(name),
            }
            if !self.has_next() {
                return None;
            }
        }
    }

    #[inline]
    fn found(&mut self, index: usize) -> usize {
        self.expected = index + 1;
        if self.reader.is_strict {
            self.note(index);
        }
        index
    }

    /// Notes that there is this member, unless it is `null`.
    #[inline]
    fn note(&mut self, index: usize) {
        let bit = u32::try_from(index)
            .ok()
            .and_then(|index| 1_u64.checked_shl(index));
        if self.reader.peek() != Some(b'n') {
            self.seen |= bit.unwrap_or_default();
        }
    }

    fn has_next(&mut self) -> bool {
        self.is_closed = self.is_closed || self.reader.next(b'}', self.is_first).is_none();
        self.is_first = false;
        !self.is_closed
    }

    /// Takes the name of the next member.
    fn name(&mut self) -> Option<Cow<'a, str>> {
        if self.has_next() {
            self.reader.name()
        } else {
            None
        }
    }

    /// Reads the member that [`next`](Self::next) found, one that may be `null`.
    pub fn value<T: Nullable>(&mut self, member: &mut T) {
        member.read_nullable(self.reader);
    }

    /// The same for a member that has another default than its type.
    pub fn value_or<T: Json>(&mut self, member: &mut T, default: T) {
        let value = if self.reader.null() {
            None
        } else {
            T::read(self.reader)
        };
        *member = value.unwrap_or(default);
    }

    /// The same for a member that has no value to start with.
    pub fn some_value<T: Json>(&mut self, member: &mut Option<T>) {
        *member = T::read(self.reader);
    }

    /// The member that was just read is a secret: if that has failed, nobody is told what stands there.
    pub fn hide(&mut self) {
        self.reader.hide_failure(self.depth);
    }

    /// The end of the object: the members that were not known. `None` after a failure.
    ///
    /// Of `needed`, a bit for each of the first members, are those that have a default and that commands must have
    /// all the same.
    pub fn finish(&mut self, names: &[&str], needed: u64) -> Option<Extra> {
        if self.reader.is_strict {
            self.miss(names, needed & !self.seen);
        }
        self.end()
    }

    /// Ends the reading because of the first of these members, if there is one.
    #[cold]
    fn miss(&mut self, names: &[&str], missing: u64) {
        let first = usize::try_from(missing.trailing_zeros()).unwrap_or(usize::MAX);
        if let Some(name) = names.get(first) {
            self.missing(&[(name, true)]);
        }
    }

    fn end(&mut self) -> Option<Extra> {
        (!self.reader.has_failed()).then(|| std::mem::take(&mut self.extra))
    }

    /// Ends the reading because a member is missing: the first of which that is said.
    #[cold]
    pub fn missing(&mut self, missing: &[(&str, bool)]) {
        let first = missing.iter().find(|(_, is_missing)| *is_missing);
        let name = first.map_or("", |(name, _)| name);
        let message = format!("missing member `{name}`");
        self.reader.fail(Failure::Shape(message));
    }

    /// All members that are left, as of an object without known ones.
    pub fn rest(&mut self) -> Option<Extra> {
        self.next(&[]);
        self.end()
    }

    /// The object as one that is not known, with this value of its member `tag`.
    #[cold]
    pub(super) fn raw(&mut self, value: Box<str>, tag: &str) -> Option<RawObject> {
        let mut members = JsonObject::new();
        while let Some(name) = self.name() {
            let member = self.reader.any()?;
            if *name != *tag {
                members.insert(name.into_owned(), member);
            } else if self.reader.is_exact {
                self.expect_tag(tag, &value, &member);
            }
        }
        let tag = value;
        (!self.reader.has_failed()).then_some(RawObject { tag, members })
    }

    #[cold]
    fn keep(&mut self, name: Cow<'_, str>) {
        let Some(value) = self.reader.any() else {
            return;
        };
        match self.tag {
            Some(tag) if *tag.name == *name => self.expect_tag(tag.name, tag.value, &value),
            _ => {
                self.extra.insert(name, value);
            }
        }
    }

    /// Ends the reading if the member `tag`, as it stands here, has another value than the one it is read by.
    fn expect_tag(&mut self, tag: &str, known: &str, value: &Value) {
        if value.as_str() != Some(known) {
            let message = format!("member `{tag}` is not \"{known}\"");
            self.reader.fail(Failure::Shape(message));
        }
    }
}

/// An object that is being written.
#[derive(Debug)]
pub struct ObjectWriter<'w, 'a> {
    writer: &'w mut JsonWriter<'a>,
    tag: Option<&'static str>,
    is_first: bool,
}

impl<'w, 'a> ObjectWriter<'w, 'a> {
    /// Opens an object; `tag` is the name of its tag member, if there is one.
    pub(super) fn open(writer: &'w mut JsonWriter<'a>, tag: Option<&'static str>) -> Self {
        writer.mark('{');
        Self {
            writer,
            tag,
            is_first: true,
        }
    }

    fn next(&mut self) {
        if !self.is_first {
            self.writer.mark(',');
        }
        self.is_first = false;
    }

    fn name(&mut self, name: &str) {
        self.next();
        self.writer.string(name);
        self.writer.mark(':');
    }

    pub(super) fn entry<T: Json>(&mut self, name: &str, value: &T) {
        self.name(name);
        value.write(self.writer);
    }

    /// Writes the tag member.
    pub fn tag(&mut self, value: &str) {
        if let Some(name) = self.tag {
            self.name(name);
            self.writer.string(value);
        }
    }

    /// The same for a variant: `tag` is all of it, `"type":"text"`.
    pub fn known_tag(&mut self, tag: &'static str) {
        self.next();
        self.writer.raw(tag);
    }

    /// Writes a member, unless its value stands for an absent one. The key is its name in JSON and the colon.
    pub fn member<T: Json>(&mut self, key: &'static str, value: &T) {
        if !value.is_absent() {
            self.next();
            self.writer.raw(key);
            value.write(self.writer);
        }
    }

    /// Writes the members that are not among the known `names`.
    #[inline]
    pub fn extra(&mut self, extra: &Extra, names: &[&str]) {
        if !extra.is_empty() {
            self.some_extra(extra, names);
        }
    }

    #[cold]
    fn some_extra(&mut self, extra: &Extra, names: &[&str]) {
        for (name, value) in extra {
            if !names.contains(&name) && self.tag != Some(name) {
                self.entry(name, value);
            }
        }
    }

    /// Writes an object of an unknown tag.
    pub fn raw(&mut self, raw: &RawObject) {
        self.tag(&raw.tag);
        for (name, value) in &raw.members {
            if self.tag != Some(name) {
                self.entry(name, value);
            }
        }
    }

    /// The same where servers read only the `known` tags in commands.
    pub fn closed_raw(&mut self, raw: &RawObject, known: &'static [&'static str]) {
        self.raw(raw);
        if !known.contains(&&*raw.tag) {
            self.writer.unknown(&raw.tag, known);
        }
    }

    pub(super) fn close(self) {
        self.writer.mark('}');
    }
}
