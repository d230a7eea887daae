//! The metadata as of an older version: without what came later, and with the names of the time.

use simplex_api::spec::{CommandSpec, FieldSpec, Form, Part, TypeKind, TypeRef};

/// A version of the API.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Version(&'static str);

/// The versions, the latest last.
const VERSIONS: [Version; 3] = [Version("6.4"), Version("6.5"), Version::LATEST];

impl Version {
    /// The version that the declarations follow.
    pub(crate) const LATEST: Self = Self("7.0");

    /// The version of this name.
    pub(crate) fn find(name: &str) -> Option<Self> {
        VERSIONS.into_iter().find(|version| version.0 == name)
    }

    pub(crate) fn name(self) -> &'static str {
        self.0
    }

    /// Whether it has what came with the version `since`.
    pub(super) fn has(self, since: Option<&str>) -> bool {
        let numbers = |version: &str| -> Vec<Option<u32>> {
            let parts = version.split('.').map(|part| part.parse().ok());
            parts.collect()
        };
        self == Self::LATEST || since.is_none_or(|since| numbers(since) <= numbers(self.0))
    }

    /// The command as it was in this version. All parameters are left in the table, for the indexes
    /// into it to hold.
    ///
    /// The tables of older versions stay in memory: one document is all that the process makes.
    pub(super) fn command(self, spec: &CommandSpec) -> Option<CommandSpec> {
        if self == Self::LATEST {
            return Some(*spec);
        }
        self.has(spec.since).then(|| CommandSpec {
            params: spec.params.iter().map(old_name).collect::<Vec<_>>().leak(),
            parts: self.parts(spec.parts, spec.params),
            ..*spec
        })
    }

    /// A line of syntax with the names and the words of this version.
    pub(super) fn line(self, line: &str, params: &[FieldSpec]) -> String {
        let mut line = line.to_owned();
        let renamed = params.iter().filter(|_| self != Self::LATEST);
        for (name, old) in renamed.filter_map(|param| Some((param.name, param.alias?))) {
            for (open, close) in [('<', '>'), ('(', ')'), ('<', '[')] {
                line = line.replace(
                    &format!("{open}{name}{close}"),
                    &format!("{open}{old}{close}"),
                );
            }
        }
        let newer = params.iter().flat_map(|param| self.newer_words(&param.ty));
        for word in newer {
            line = line.replace(&format!("|{word}|"), "|");
            line = line.replace(&format!(" {word}|"), " ");
        }
        line
    }

    /// The words of an enum that came after this version.
    fn newer_words(self, ty: &TypeRef) -> Vec<&'static str> {
        match ty {
            TypeRef::Named(spec) => match spec().kind {
                TypeKind::Enum(known) => {
                    let newer = known.iter().filter(|known| !self.has(known.since));
                    newer.map(|known| known.keyword).collect()
                }
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn parts(self, parts: &[Part], params: &[FieldSpec]) -> &'static [Part] {
        let parts = parts.iter().filter_map(|part| self.part(part, params));
        parts.collect::<Vec<_>>().leak()
    }

    fn part(self, part: &Part, params: &[FieldSpec]) -> Option<Part> {
        match *part {
            Part::Flag { index, .. } => self.has(params[index].since).then_some(*part),
            Part::Param { index, form } => {
                let param = &params[index];
                let form = self.form(form, &param.ty);
                self.has(param.since).then_some(Part::Param { index, form })
            }
            Part::Optional(parts) => {
                let parts = self.parts(parts, params);
                let is_text = |part: &Part| matches!(part, Part::Literal(_));
                (!parts.iter().all(is_text)).then_some(Part::Optional(parts))
            }
            part => Some(part),
        }
    }

    fn form(self, form: Form, ty: &TypeRef) -> Form {
        match form {
            Form::Keywords(words) => {
                let words = words.iter().copied().filter(|word| self.has_word(ty, word));
                Form::Keywords(words.collect::<Vec<_>>().leak())
            }
            form => form,
        }
    }

    fn has_word(self, ty: &TypeRef, word: &str) -> bool {
        match ty {
            TypeRef::Optional(inner) => self.has_word(inner, word),
            TypeRef::Named(spec) => match spec().kind {
                TypeKind::Enum(known) => {
                    let known = known.iter().find(|known| known.keyword == word);
                    known.is_none_or(|known| self.has(known.since))
                }
                _ => true,
            },
            _ => true,
        }
    }
}

/// The parameter as older versions have it: what is said about its list is of the latest.
fn old_name(param: &FieldSpec) -> FieldSpec {
    let mut param = *param;
    param.name = param.alias.unwrap_or(param.name);
    param.non_empty = false;
    param
}
