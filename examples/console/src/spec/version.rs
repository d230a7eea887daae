//! The metadata of an earlier version: without later additions, and with the names of that version.

use simplex_api::spec::{CommandSpec, FieldSpec, Form, Part, TypeKind, TypeRef};

/// A version of the API.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Version(&'static str);

/// All versions, the latest last.
const VERSIONS: [Version; 3] = [Version("6.4"), Version("6.5"), Version::LATEST];

impl Version {
    /// The version of the declarations.
    pub(crate) const LATEST: Self = Self("7.0");

    /// The version with this name.
    pub(crate) fn find(name: &str) -> Option<Self> {
        VERSIONS.into_iter().find(|version| version.0 == name)
    }

    pub(crate) fn name(self) -> &'static str {
        self.0
    }

    /// Whether this version has something that was added in version `since`.
    pub(super) fn has(self, since: Option<&str>) -> bool {
        let numbers = |version: &str| -> Vec<Option<u32>> {
            let parts = version.split('.').map(|part| part.parse().ok());
            parts.collect()
        };
        self == Self::LATEST || since.is_none_or(|since| numbers(since) <= numbers(self.0))
    }

    /// The command as it was in this version; `None` if it was added later. Its list of parameters keeps later ones, so
    /// that the indexes into it stay valid.
    ///
    /// The lists of earlier versions are leaked: the process renders one document and ends.
    pub(super) fn command(self, spec: &CommandSpec) -> Option<CommandSpec> {
        if self == Self::LATEST {
            return Some(*spec);
        }
        if !self.has(spec.since) {
            return None;
        }
        let params: Vec<_> = spec.params.iter().map(earlier_param).collect();
        let mut earlier = *spec;
        earlier.params = params.leak();
        earlier.parts = self.parts(spec.parts, spec.params);
        Some(earlier)
    }

    /// A documented syntax with the names and keywords of this version.
    pub(super) fn syntax(self, documented: &str, params: &[FieldSpec]) -> String {
        let mut syntax = documented.to_owned();
        let renamed = params.iter().filter(|_| self != Self::LATEST);
        for (name, old) in renamed.filter_map(|param| Some((param.name, param.alias?))) {
            for (open, close) in [('<', '>'), ('(', ')'), ('<', '[')] {
                syntax = syntax.replace(
                    &format!("{open}{name}{close}"),
                    &format!("{open}{old}{close}"),
                );
            }
        }
        let later = params
            .iter()
            .flat_map(|param| self.later_keywords(&param.ty));
        for keyword in later {
            syntax = syntax.replace(&format!("|{keyword}|"), "|");
            syntax = syntax.replace(&format!(" {keyword}|"), " ");
        }
        syntax
    }

    /// The keywords of an enum that were added after this version.
    fn later_keywords(self, ty: &TypeRef) -> Vec<&'static str> {
        match ty {
            TypeRef::Named(spec) => match spec().kind {
                TypeKind::Enum(known) => {
                    let later = known.iter().filter(|known| !self.has(known.since));
                    later.map(|known| known.keyword).collect()
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
                let keywords = words.iter().copied();
                let keywords = keywords.filter(|keyword| self.has_keyword(ty, keyword));
                Form::Keywords(keywords.collect::<Vec<_>>().leak())
            }
            form => form,
        }
    }

    fn has_keyword(self, ty: &TypeRef, keyword: &str) -> bool {
        match ty {
            TypeRef::Optional(inner) => self.has_keyword(inner, keyword),
            TypeRef::Named(spec) => match spec().kind {
                TypeKind::Enum(known) => {
                    let known = known.iter().find(|known| known.keyword == keyword);
                    known.is_none_or(|known| self.has(known.since))
                }
                _ => true,
            },
            _ => true,
        }
    }
}

/// The parameter as in earlier versions, which did not document that a list must not be empty.
fn earlier_param(param: &FieldSpec) -> FieldSpec {
    let mut param = *param;
    param.name = param.alias.unwrap_or(param.name);
    param.non_empty = false;
    param
}
