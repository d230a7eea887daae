use crate::command::decode::case_fold;
use crate::command::decode::completion::Completion;
use crate::command::decode::failure::ShownText;
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::params::ParamsError;
use crate::command::secrets;
use crate::json::JsonObject;
use crate::spec::{CommandSpec, Part};

/// A command of a set.
#[derive(Debug)]
pub struct SetCommand<S> {
    /// The section of the set that contains it, if the set has sections.
    pub group: Option<&'static str>,
    /// The metadata of the command.
    pub spec: CommandSpec,
    /// Its index in the variant that contains it.
    index: usize,
    read: fn(usize, &mut Reader<'_>) -> Result<S, Mismatch>,
    from_params: fn(usize, JsonObject) -> Result<S, ParamsError>,
}

impl<S> Clone for SetCommand<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for SetCommand<S> {}

impl<S> SetCommand<S> {
    pub(super) const fn new(
        group: Option<&'static str>,
        spec: CommandSpec,
        index: usize,
        read: fn(usize, &mut Reader<'_>) -> Result<S, Mismatch>,
        from_params: fn(usize, JsonObject) -> Result<S, ParamsError>,
    ) -> Self {
        Self {
            group,
            spec,
            index,
            read,
            from_params,
        }
    }

    /// Reads the command.
    ///
    /// # Errors
    /// If the string at the position of the reader is something else.
    #[inline]
    pub fn read(&self, reader: &mut Reader<'_>) -> Result<S, Mismatch> {
        (self.read)(self.index, reader)
    }

    /// Reads the parameters of the command.
    ///
    /// # Errors
    /// If they are not the parameters of the command.
    pub fn from_params(&self, params: JsonObject) -> Result<S, ParamsError> {
        (self.from_params)(self.index, params)
    }

    fn is_human_input(&self) -> bool {
        self.spec.usage.is_some()
    }

    /// The fixed strings that the command can start with: of its syntax, and its aliases.
    fn prefixes(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(first_literal(self.spec.parts)).chain(self.spec.aliases.iter().copied())
    }

    /// The length of the longest fixed string at the start of the command that `text` starts with.
    pub(super) fn matching_prefix_len(&self, text: &str) -> Option<usize> {
        let older = self.spec.older.map(|older| first_literal(older.parts));
        let prefixes = self.prefixes().chain(older);
        let matching = prefixes.filter(|prefix| {
            if self.is_human_input() {
                case_fold::starts_with(text, prefix, true)
            } else {
                text.starts_with(prefix)
            }
        });
        matching.map(str::len).max()
    }

    /// Whether `text` starts with a name of the command.
    fn is_named(&self, text: &str) -> bool {
        let mut names = self.prefixes().map(str::trim_end);
        names.any(|name| case_fold::starts_with(text, name, false))
    }

    /// How the command can complete `text`; `None` if it cannot start with `text`.
    pub(super) fn completion(&'static self, text: &str) -> Option<Completion> {
        if self.spec.hidden && !self.is_named(text) {
            return None;
        }
        let mut reader = Reader::with_all_expected(text);
        let is_complete = self.read(&mut reader).is_ok() && reader.end().is_ok();
        let next = reader.completions(self.is_human_input());
        (is_complete || !next.is_empty()).then_some(Completion {
            spec: &self.spec,
            is_complete,
            next,
        })
    }

    /// Keeps secrets out of the error, since this may be the command that was meant: errors then show at most one word,
    /// and nothing after the name of a command with secrets.
    pub(super) fn redact_errors(&self, reader: &mut Reader<'_>) {
        let shown = secrets::shown(&self.spec);
        reader.limit_shown(shown.max(ShownText::FirstWord));
        if shown == ShownText::Nothing && self.is_named(reader.text()) {
            reader.limit_shown(ShownText::Nothing);
        }
    }

    /// Records in the reader that the command was expected.
    pub(super) fn expect_prefixes(&self, reader: &mut Reader<'_>) {
        for prefix in self.prefixes().filter(|_| !self.spec.hidden) {
            let _: Option<()> = reader.optional(|reader| {
                let _ = if self.is_human_input() {
                    reader.human_input(|reader| reader.literal(prefix))
                } else {
                    reader.literal(prefix)
                };
                Err(Mismatch)
            });
        }
    }
}

fn first_literal(parts: &[Part]) -> &'static str {
    match parts {
        [Part::Literal(text), ..] => text,
        _ => "",
    }
}
