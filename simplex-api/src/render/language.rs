//! The two languages of the documentation, with the operations that its expressions need.

use Language::{JavaScript, Python};

/// A language that expressions are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    JavaScript,
    Python,
}

impl Language {
    /// A string literal.
    pub(super) fn quoted(self, text: &str) -> String {
        let text = text.replace('\\', r"\\").replace('\'', r"\'");
        format!("'{text}'")
    }

    /// A value in the syntax of its type.
    pub(super) fn text(self, value: &str) -> String {
        match self {
            JavaScript => format!("{value}.toString()"),
            Python => format!("str({value})"),
        }
    }

    /// A number or keyword as a string. JavaScript converts implicitly when it is added to a string.
    pub(super) fn plain(self, value: &str) -> String {
        match self {
            JavaScript => value.to_owned(),
            Python => format!("str({value})"),
        }
    }

    /// A value as JSON.
    pub(super) fn json(self, value: &str) -> String {
        match self {
            JavaScript => format!("JSON.stringify({value})"),
            Python => format!("json.dumps({value})"),
        }
    }

    /// The items of a list with a separator between them.
    pub(super) fn joined(self, list: &str, separator: &str, of_strings: bool) -> String {
        let separator = self.quoted(separator);
        match self {
            JavaScript => format!("{list}.join({separator})"),
            Python if of_strings => format!("{separator}.join({list})"),
            Python => format!("{separator}.join(map(str, {list}))"),
        }
    }

    /// `yes` or `no`, without parentheses.
    pub(super) fn choice(self, condition: &str, yes: &str, no: &str) -> String {
        match self {
            JavaScript => format!("{condition} ? {yes} : {no}"),
            Python => format!("{yes} if {condition} else {no}"),
        }
    }

    /// Whether an enum or tag is the keyword.
    pub(super) fn equals(self, value: &str, keyword: &str) -> String {
        format!("{} == {}", self.plain(value), self.quoted(keyword))
    }

    pub(super) fn not(self, condition: &str) -> String {
        match self {
            JavaScript => format!("!{condition}"),
            Python => format!("not {condition}"),
        }
    }

    /// `some` if the value is present, else an empty string, without parentheses.
    pub(super) fn optional(self, value: &str, some: &str) -> String {
        match self {
            JavaScript => self.choice(value, some, "''"),
            Python => self.choice(&present(value), &format!("({some})"), "''"),
        }
    }

    /// The same as [`optional`](Self::optional) for a `bool`, for which false is a value too. Always in parentheses.
    pub(super) fn optional_bool(self, value: &str, some: &str) -> String {
        match self {
            JavaScript => {
                let is_bool = format!("typeof {value} == 'boolean'");
                format!("({})", self.choice(&is_bool, some, "''"))
            }
            Python => format!("({})", self.optional(value, some)),
        }
    }
}

fn present(value: &str) -> String {
    format!("{value} is not None")
}
