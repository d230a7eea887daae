//! Why a text cannot be read: what was missing, and where.

use super::case_fold;
use crate::command::{DecodeError, EncodeError};

/// How many alternatives a failure lists at most.
const MOST_EXPECTED: usize = 8;

/// The furthest place at which something was missing: what stands there is the mistake.
#[derive(Debug, Default)]
pub(in crate::command) struct Failure {
    pub(in crate::command) position: usize,
    expected: [Option<Expected>; MOST_EXPECTED],
    /// Where the text began of which a part stands before that place.
    start: usize,
    /// What else could have begun there, since that part can be the mistake.
    besides: Vec<Expected>,
    /// Those that errors do not list, if they are asked for.
    more: Option<Vec<Expected>>,
    /// An option that is already given, and where it stands once more.
    pub(in crate::command) again: Option<(usize, &'static str)>,
    /// More about one of them.
    pub(in crate::command) detail: Option<(Expected, String)>,
    /// The text that is always the same at the beginning of a command is missing. What stands behind it is then
    /// unknown, and may be the secret of a command that was meant.
    pub(in crate::command) in_head: bool,
    /// It is inside of JSON, and there may be secrets in the rest of that.
    pub(in crate::command) in_json: bool,
}

/// What could have stood at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::command) enum Expected {
    /// A text, of which so many bytes were there.
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

/// How much of the text an error shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(in crate::command) enum Show {
    Nothing,
    /// One word: what stands behind it may be a secret.
    Word,
    #[default]
    Text,
}

impl Failure {
    /// The value at `position` is refused.
    pub(in crate::command) fn refused(position: usize, error: &EncodeError) -> Self {
        let (param, what) = (error.param(), "another value");
        let expected = Expected::Param { param, what };
        let mut refused = Self {
            position,
            detail: Some((expected, error.kind().to_string())),
            ..Self::default()
        };
        refused.add(position, expected);
        refused
    }

    /// Lets it know all that could have stood there, however much that is.
    pub(in crate::command) fn keep_all(&mut self) {
        self.more.get_or_insert_default();
    }

    /// Notes what could have stood at `position`.
    pub(in crate::command) fn add(&mut self, position: usize, expected: Expected) {
        self.add_begun(position, position, expected);
    }

    /// The same for what began at `start`: the part of it up to `position` is there.
    pub(in crate::command) fn add_begun(
        &mut self,
        start: usize,
        position: usize,
        expected: Expected,
    ) {
        if position > self.position {
            let more = self.more.take().map(|_| Vec::new());
            let again = self.again.filter(|(at, _)| *at == start);
            let besides = if start == self.start {
                self.all_begun()
            } else {
                Vec::new()
            };
            *self = Self {
                position,
                start,
                besides,
                more,
                again,
                ..Self::default()
            };
        }
        if position < self.position && start == self.start {
            self.besides.push(expected);
        }
        if position == self.position && !self.expected.contains(&Some(expected)) {
            match self.expected.iter_mut().find(|free| free.is_none()) {
                Some(free) => *free = Some(expected),
                None => self.add_more(expected),
            }
        }
    }

    fn all_begun(&mut self) -> Vec<Expected> {
        let mut all = std::mem::take(&mut self.besides);
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

    /// What could have stood there.
    pub(in crate::command) fn expected(&self) -> impl Iterator<Item = Expected> {
        let listed = self.expected.iter().flatten();
        listed.chain(self.more.iter().flatten()).copied()
    }

    /// The error in `text`.
    pub(in crate::command) fn error(&self, text: &str, show: Show) -> DecodeError {
        let (before, found) = text.split_at(self.position);
        let detail = self.detail.as_ref().filter(|_| show != Show::Nothing);
        let describe = |expected: &Expected| match detail {
            Some((of, detail)) if of == expected => format!("{} ({detail})", expected.describe()),
            _ => expected.describe(),
        };
        let mut expected: Vec<_> = self.expected.iter().flatten().map(describe).collect();
        for other in self.besides.iter().map(Expected::describe_all) {
            if expected.len() < MOST_EXPECTED && !expected.contains(&other) {
                expected.push(other);
            }
        }
        if let (Some((at, option)), Some(last)) = (self.again, expected.last_mut())
            && at == self.start
        {
            *last += &format!(" (`{}` is already given)", option.trim());
        }
        let shown = match show {
            Show::Nothing => "…",
            Show::Word if self.in_json => "…",
            Show::Word => before_json(first_word(found)),
            Show::Text if self.in_head => first_word(found),
            Show::Text => found,
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
    /// The same where nothing of it is there.
    fn describe_all(&self) -> String {
        match *self {
            Self::Literal { text, .. } => Self::Literal { text, read: 0 }.describe(),
            _ => self.describe(),
        }
    }

    fn describe(&self) -> String {
        match self {
            Self::Literal { text, read: 0 } => format!("`{text}`"),
            Self::Literal { text, read } => {
                let (there, rest) = text.split_at_checked(*read).unwrap_or(("", text));
                match there.trim() {
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

/// The text up to the first blank, or the blank.
fn first_word(text: &str) -> &str {
    let end = text
        .char_indices()
        .skip(1)
        .find(|(_, c)| case_fold::is_blank(*c));
    match text.chars().next() {
        Some(blank) if case_fold::is_blank(blank) => &text[..blank.len_utf8()],
        _ => &text[..end.map_or(text.len(), |(end, _)| end)],
    }
}

/// What stands in front of JSON, which may follow a word without a blank in between.
fn before_json(word: &str) -> &str {
    match word.find(['{', '[', '"']) {
        Some(0) => "…",
        Some(end) => &word[..end],
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::{Expected, Failure, Show};

    #[test]
    fn a_detail_stands_behind_its_own_expectation() {
        let what = "text";
        let (first, last) = (Expected::Param { param: "a", what }, Expected::End);
        let mut failure = Failure::default();
        failure.add(1, first);
        failure.add(1, last);
        failure.detail = Some((first, "it is empty".to_owned()));
        let error = failure.error("/ x", Show::Text);
        assert_eq!(
            error.expected(),
            ["text for `a` (it is empty)", "the end of the command"]
        );
        let error = failure.error("/ x", Show::Nothing);
        assert_eq!(error.expected(), ["text for `a`", "the end of the command"]);
    }
}
