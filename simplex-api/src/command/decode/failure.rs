//! What was expected at the furthest position that was reached, and how it is described in an error.

use super::case_fold;
use super::error::DecodeError;
use crate::command::error::EncodeError;

/// The maximum number of alternatives in an error.
const MAX_EXPECTED: usize = 8;

/// The furthest position at which something else was expected: that is where the mistake is.
#[derive(Debug, Default)]
pub(in crate::command) struct Failure {
    pub(super) position: usize,
    expected: [Option<Expected>; MAX_EXPECTED],
    /// The start of a literal that was read in part before that position.
    start: usize,
    /// What else could have started there, since the part that was read can be the mistake.
    from_same_start: Vec<Expected>,
    /// The alternatives beyond the maximum, if all are kept.
    more: Option<Vec<Expected>>,
    /// An option that was already given, and the position at which it is repeated.
    pub(super) repeated: Option<(usize, &'static str)>,
    /// A detail about one of the alternatives.
    pub(super) detail: Option<(Expected, String)>,
    /// The fixed string at the start of a command is missing. What follows it is then unknown, and may be a secret of
    /// the command that was meant.
    pub(super) in_prefix: bool,
    /// The position is inside JSON, and the rest of it may contain secrets.
    pub(super) in_json: bool,
}

/// What could have come at a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::command) enum Expected {
    /// A fixed string, and how many bytes of it were found.
    Literal {
        text: &'static str,
        read: usize,
    },
    Param {
        param: &'static str,
        what: &'static str,
    },
    End,
}

/// How much of the decoded string an error shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(in crate::command) enum ShownText {
    Nothing,
    /// One word: what follows it may be a secret.
    FirstWord,
    #[default]
    All,
}

impl Failure {
    /// The value at `position` was decoded, and then rejected.
    pub(super) fn rejected(position: usize, error: &EncodeError) -> Self {
        let (param, what) = (error.param(), "another value");
        let expected = Expected::Param { param, what };
        let mut rejected = Self {
            position,
            detail: Some((expected, error.kind().to_string())),
            ..Self::default()
        };
        rejected.add(position, expected);
        rejected
    }

    /// Keeps all alternatives, also those beyond the maximum.
    pub(super) fn keep_all_expected(&mut self) {
        self.more.get_or_insert_default();
    }

    /// Records what could have come at `position`.
    pub(super) fn add(&mut self, position: usize, expected: Expected) {
        self.add_partial(position, position, expected);
    }

    /// Records a literal that starts at `start` and matches up to `position`.
    pub(super) fn add_partial(&mut self, start: usize, position: usize, expected: Expected) {
        if position > self.position {
            let more = self.more.take().map(|_| Vec::new());
            let repeated = self.repeated.filter(|(at, _)| *at == start);
            let from_same_start = if start == self.start {
                self.take_all()
            } else {
                Vec::new()
            };
            *self = Self {
                position,
                start,
                from_same_start,
                more,
                repeated,
                ..Self::default()
            };
        }
        if position < self.position && start == self.start {
            self.from_same_start.push(expected);
        }
        if position == self.position && !self.expected.contains(&Some(expected)) {
            match self.expected.iter_mut().find(|free| free.is_none()) {
                Some(free) => *free = Some(expected),
                None => self.add_more(expected),
            }
        }
    }

    fn take_all(&mut self) -> Vec<Expected> {
        let mut all = std::mem::take(&mut self.from_same_start);
        all.extend(self.expected.iter().flatten());
        all
    }

    #[cold]
    fn add_more(&mut self, expected: Expected) {
        if let Some(more) = &mut self.more
            && !more.contains(&expected)
        {
            more.push(expected);
        }
    }

    /// What could have come at the position.
    pub(super) fn expected(&self) -> impl Iterator<Item = Expected> {
        let listed = self.expected.iter().flatten();
        listed.chain(self.more.iter().flatten()).copied()
    }

    /// The error for `text`.
    pub(super) fn error(&self, text: &str, shown: ShownText) -> DecodeError {
        let (before, found) = text.split_at(self.position);
        let detail = self.detail.as_ref().filter(|_| shown != ShownText::Nothing);
        let describe = |expected: &Expected| match detail {
            Some((of, detail)) if of == expected => format!("{} ({detail})", expected.describe()),
            _ => expected.describe(),
        };
        let mut expected: Vec<_> = self.expected.iter().flatten().map(describe).collect();
        for other in self.from_same_start.iter().map(Expected::describe_whole) {
            if expected.len() < MAX_EXPECTED && !expected.contains(&other) {
                expected.push(other);
            }
        }
        if let (Some((at, option)), Some(last)) = (self.repeated, expected.last_mut())
            && at == self.start
        {
            *last += &format!(" (`{}` is already given)", option.trim());
        }
        let shown = match shown {
            ShownText::Nothing => "…",
            ShownText::FirstWord if self.in_json => "…",
            ShownText::FirstWord => before_json(first_word(found)),
            ShownText::All if self.in_prefix => first_word(found),
            ShownText::All => found,
        };
        DecodeError {
            column: before.chars().count() + 1,
            expected,
            found: (!found.is_empty()).then(|| shown.chars().take(20).collect()),
            usage: Vec::new(),
        }
    }
}

impl Expected {
    /// The description if nothing of it was found.
    fn describe_whole(&self) -> String {
        match *self {
            Self::Literal { text, .. } => Self::Literal { text, read: 0 }.describe(),
            _ => self.describe(),
        }
    }

    fn describe(&self) -> String {
        match self {
            Self::Literal { text, read: 0 } => format!("`{text}`"),
            Self::Literal { text, read } => {
                let (found, rest) = text.split_at_checked(*read).unwrap_or(("", text));
                match found.trim() {
                    "" => format!("`{rest}`"),
                    _ => format!("`{rest}` of `{text}`"),
                }
            }
            Self::Param { param: "", what } => (*what).to_owned(),
            Self::Param { param, what } => format!("{what} for `{param}`"),
            Self::End => "the end of the command".to_owned(),
        }
    }
}

/// The text up to the first space, or the space if it comes first.
fn first_word(text: &str) -> &str {
    let end = text
        .char_indices()
        .skip(1)
        .find(|(_, c)| case_fold::is_space(*c));
    match text.chars().next() {
        Some(space) if case_fold::is_space(space) => &text[..space.len_utf8()],
        _ => &text[..end.map_or(text.len(), |(end, _)| end)],
    }
}

/// The word up to JSON, which may follow without a space.
fn before_json(word: &str) -> &str {
    match word.find(['{', '[', '"']) {
        Some(0) => "…",
        Some(end) => &word[..end],
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::{Expected, Failure, ShownText};

    #[test]
    fn detail_follows_its_own_alternative() {
        let what = "text";
        let (first, last) = (Expected::Param { param: "a", what }, Expected::End);
        let mut failure = Failure::default();
        failure.add(1, first);
        failure.add(1, last);
        failure.detail = Some((first, "it is empty".to_owned()));
        let error = failure.error("/ x", ShownText::All);
        assert_eq!(
            error.expected(),
            ["text for `a` (it is empty)", "the end of the command"]
        );
        let error = failure.error("/ x", ShownText::Nothing);
        assert_eq!(error.expected(), ["text for `a`", "the end of the command"]);
    }
}
