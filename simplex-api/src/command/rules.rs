//! What a string in a command must not contain, so that the command can be read in one way only.

use super::decode::case_fold;
use super::error::EncodeErrorKind;

/// The decimal point.
pub(super) const POINT: char = '.';

/// The rules for the string of a parameter.
#[derive(Debug, Clone, Copy)]
pub struct StringRules {
    /// The characters that end the string; if there are none, it extends to the end of the command.
    pub(super) terminators: &'static [char],
    /// What the string must not start with, because another parameter starts with it.
    pub(super) forbidden_prefixes: &'static [ForbiddenPrefix],
    /// The command is human input: case makes no difference, and spaces can be of any kind.
    pub(super) is_human_input: bool,
    /// The starts of options that can follow the string: it ends before them.
    options: &'static [&'static str],
    /// Whether the string can be quoted.
    pub(super) is_quotable: bool,
    /// A bit for each ASCII character that no forbidden prefix starts with. None in human input.
    safe_first: u128,
}

/// The start of another parameter.
#[derive(Debug, Clone, Copy)]
pub struct ForbiddenPrefix {
    /// The fixed string.
    pub text: &'static str,
    /// Whether a digit must follow.
    pub digit: bool,
}

impl StringRules {
    /// Rules without options and quotes.
    pub const fn new(
        terminators: &'static [char],
        forbidden_prefixes: &'static [ForbiddenPrefix],
        is_human_input: bool,
    ) -> Self {
        Self {
            terminators,
            forbidden_prefixes,
            is_human_input,
            options: &[],
            is_quotable: false,
            safe_first: if is_human_input {
                0
            } else {
                safe_first(forbidden_prefixes)
            },
        }
    }

    /// The same rules for a string that ends before options.
    #[must_use]
    pub const fn options(self, options: &'static [&'static str]) -> Self {
        Self {
            options,
            safe_first: 0,
            ..self
        }
    }

    /// The same rules for a string that can be quoted.
    #[must_use]
    pub const fn quotable(self) -> Self {
        Self {
            is_quotable: true,
            ..self
        }
    }

    /// The length of the string at the start of `rest`.
    #[inline]
    pub(super) fn end(&self, rest: &str) -> usize {
        let end = match self.terminators {
            [] => rest.len(),
            _ => self.find_terminator(rest).unwrap_or(rest.len()),
        };
        match self.options {
            [] => end,
            _ => self.find_option(&rest[..end]).unwrap_or(end),
        }
    }

    fn find_terminator(&self, rest: &str) -> Option<usize> {
        match self.terminators {
            terminators if self.is_human_input => {
                rest.find(|found| terminators.iter().any(|char| matches_char(*char, found)))
            }
            // The common case, a space, is found faster in this way.
            [terminator] => rest.find(*terminator),
            terminators => rest.find(terminators),
        }
    }

    /// The start of the first option.
    fn find_option(&self, text: &str) -> Option<usize> {
        let mut spaces = text.match_indices(case_fold::is_space).map(|(at, _)| at);
        spaces.find(|at| self.starts_with_option(&text[*at..]))
    }

    fn starts_with_option(&self, text: &str) -> bool {
        let mut options = self.options.iter();
        options.any(|option| case_fold::match_prefix(text, option, false).literal == option.len())
    }

    /// Whether a quoted string can end before `rest`.
    pub(super) fn can_end_before(&self, rest: &str) -> bool {
        let is_terminator = |found| {
            self.terminators
                .iter()
                .any(|char| matches_char(*char, found))
        };
        rest.is_empty() || rest.starts_with(is_terminator) || self.starts_with_option(rest)
    }

    /// Whether the string extends to the end of the command, except for options.
    pub(super) fn has_options(&self) -> bool {
        !self.options.is_empty()
    }

    fn has_outer_space(&self, text: &str) -> bool {
        if self.is_human_input {
            text.starts_with(case_fold::is_space) || text.ends_with(case_fold::is_space)
        } else {
            text.starts_with(' ') || text.ends_with(' ')
        }
    }

    /// Whether the string is printable ASCII and breaks no rule: the common case, found out quickly. Any other string
    /// needs [`check`](Self::check).
    #[inline]
    pub(super) fn is_obviously_fine(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
            return false;
        };
        first.is_ascii()
            && self.safe_first >> first & 1 == 1
            && *last != b' '
            && is_printable(bytes)
            && !self.has_terminator(bytes)
    }

    /// Whether printable ASCII contains a terminator.
    #[inline]
    fn has_terminator(&self, bytes: &[u8]) -> bool {
        match self.terminators {
            [] => false,
            [terminator] => u8::try_from(*terminator).is_ok_and(|byte| bytes.contains(&byte)),
            terminators => {
                let mut chars = bytes.iter().map(|byte| char::from(*byte));
                chars.any(|char| terminators.contains(&char))
            }
        }
    }

    /// Rejects a string that would be read as something else.
    pub(super) fn check(&self, text: &str) -> Result<(), EncodeErrorKind> {
        if text.is_empty() {
            return Err(EncodeErrorKind::EmptyString);
        }
        if self.has_outer_space(text) {
            return Err(EncodeErrorKind::OuterSpace);
        }
        if let Some(terminator) = text[self.end(text)..].chars().next() {
            return Err(EncodeErrorKind::Separator(terminator));
        }
        let mut prefixes = self.forbidden_prefixes.iter();
        match prefixes.find(|prefix| prefix.is_start_of(text, self.is_human_input)) {
            Some(ForbiddenPrefix { text: "", .. }) => Err(EncodeErrorKind::LeadingDigit),
            Some(prefix) => Err(EncodeErrorKind::OtherParameter(prefix.text)),
            None => Ok(()),
        }
    }
}

/// Whether all bytes are printable ASCII. There is no early return, so that the compiler checks many bytes at once.
fn is_printable(bytes: &[u8]) -> bool {
    let is_printable = |byte: &u8| matches!(byte, b' '..=b'~');
    bytes
        .iter()
        .fold(true, |all, byte| all & is_printable(byte))
}

/// The printable characters, except the space, that none of the prefixes starts with: a bit for each.
const fn safe_first(forbidden: &[ForbiddenPrefix]) -> u128 {
    let mut safe = 0;
    let mut byte = b'!';
    while byte <= b'~' {
        safe |= 1 << byte;
        byte += 1;
    }
    let mut i = 0;
    while i < forbidden.len() {
        safe &= match forbidden[i].text.as_bytes() {
            [first, ..] if first.is_ascii() => !(1 << *first),
            [_, ..] => u128::MAX,
            [] if forbidden[i].digit => !(0x3ff << b'0'),
            [] => 0,
        };
        i += 1;
    }
    safe
}

impl ForbiddenPrefix {
    fn is_start_of(&self, text: &str, is_human_input: bool) -> bool {
        let rest = if is_human_input {
            let matched = case_fold::match_prefix(text, self.text, false);
            (matched.literal == self.text.len()).then(|| &text[matched.text..])
        } else {
            text.strip_prefix(self.text)
        };
        rest.is_some_and(|rest| !self.digit || rest.starts_with(|c: char| c.is_ascii_digit()))
    }
}

/// Whether `found` in human input is the declared `character`.
fn matches_char(character: char, found: char) -> bool {
    case_fold::eq_ignore_case(found, character) || character == ' ' && case_fold::is_space(found)
}

/// How the numbers of a type are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberFormat {
    /// They can be negative. Only human input has a sign: the server reads digits.
    pub(super) signed: bool,
    /// They can have a fraction.
    pub(super) fraction: bool,
}

impl NumberFormat {
    pub(super) const UNSIGNED: Self = Self::new(false, false);
    pub(super) const SIGNED: Self = Self::new(true, false);
    pub(super) const FLOAT: Self = Self::new(true, true);

    /// A format with these fields.
    pub const fn new(signed: bool, fraction: bool) -> Self {
        Self { signed, fraction }
    }

    pub(super) const fn equals(self, other: Self) -> bool {
        self.signed == other.signed && self.fraction == other.fraction
    }

    /// The format in human input, or in a command for the server, which has no sign.
    pub(super) const fn with_sign_of_input(self, is_human_input: bool) -> Self {
        Self::new(self.signed && is_human_input, self.fraction)
    }

    /// The format under `rules`: a number that ends at a point has no fraction.
    pub(super) const fn under(self, rules: &StringRules) -> Self {
        let mut fraction = self.fraction;
        let mut i = 0;
        while i < rules.terminators.len() {
            fraction = fraction && rules.terminators[i] != POINT;
            i += 1;
        }
        Self::new(self.signed, fraction).with_sign_of_input(rules.is_human_input)
    }

    /// The number at the start of `rest`.
    pub(super) fn find<'a>(self, rest: &'a str, rules: &StringRules) -> &'a str {
        let Self { signed, fraction } = self.under(rules);
        let digits = |from: usize| {
            let digits = rest[from..].bytes();
            digits.take_while(u8::is_ascii_digit).count()
        };
        let sign = usize::from(signed && rest.starts_with('-'));
        let mut end = sign + digits(sign);
        if fraction && end > sign && rest[end..].starts_with(POINT) {
            let after = end + POINT.len_utf8();
            end = match digits(after) {
                0 => end,
                length => after + length,
            };
        }
        &rest[..end]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ForbiddenPrefix, StringRules};

    const FORBIDDEN: &[ForbiddenPrefix] = &[
        ForbiddenPrefix {
            text: "@",
            digit: true,
        },
        ForbiddenPrefix {
            text: "on=",
            digit: false,
        },
        ForbiddenPrefix {
            text: "à",
            digit: false,
        },
    ];
    const NUMBER: &[ForbiddenPrefix] = &[ForbiddenPrefix {
        text: "",
        digit: true,
    }];
    const RULES: &[StringRules] = &[
        StringRules::new(&[], &[], false),
        StringRules::new(&[' '], &[], false),
        StringRules::new(&[','], FORBIDDEN, false),
        StringRules::new(&['à'], NUMBER, false),
        StringRules::new(&[' ', ':'], FORBIDDEN, false),
        StringRules::new(&[' '], FORBIDDEN, true),
        StringRules::new(&[], &[], false).options(&[" on="]),
    ];

    proptest! {
        #[test]
        fn obviously_fine_strings_break_no_rule(text in "[ ,:@a-cno=0-9à\t~]{0,8}") {
            for rules in RULES.iter().filter(|rules| rules.is_obviously_fine(&text)) {
                prop_assert!(rules.check(&text).is_ok(), "{rules:?}");
                prop_assert!(!text.contains(char::is_control));
            }
        }
    }

    #[test]
    fn ordinary_strings_are_obviously_fine() {
        let spaced = StringRules::new(&[], FORBIDDEN, false);
        assert!(spaced.is_obviously_fine("a file.txt"));
        let [_, at_space, at_comma, ..] = RULES else {
            panic!("rules with terminators");
        };
        assert!(at_space.is_obviously_fine("@3") && !at_space.is_obviously_fine("a b"));
        assert!(at_comma.is_obviously_fine("a b") && !at_comma.is_obviously_fine("@3"));
    }
}
