use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use crate::excerpt;

/// A value that cannot be encoded so that the server reads it as it is meant. Nothing was written.
#[derive(Clone, PartialEq, Eq)]
pub struct EncodeError(Box<Repr>);

/// Boxed, so that a result without an error is small and quick to check.
#[derive(Clone, PartialEq, Eq)]
struct Repr {
    param: &'static str,
    field: Option<&'static str>,
    kind: EncodeErrorKind,
}

/// Why a value cannot be encoded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeErrorKind {
    /// A list without items: the server needs at least one.
    #[error("the list is empty, it needs at least one item")]
    EmptyList,
    /// A negative number: the server reads digits only.
    #[error("{0} is negative, the server reads numbers without a sign")]
    Negative(String),
    /// A number that has no digits.
    #[error("`NaN` and infinity cannot be written as a number")]
    NotFinite,
    /// An empty string: nothing of it is visible in the command.
    #[error("the string is empty, so the server would read it as absent")]
    EmptyString,
    /// A space at the start or the end of a string: it would be lost, or read as a separator.
    #[error("the string starts or ends with a space, which would be lost")]
    OuterSpace,
    /// A line break or another control character in a string.
    #[error("the string contains the control character {0:?}")]
    Control(char),
    /// A character in a string at which the parameter would end.
    #[error("the string contains {0:?}, where the parameter would end")]
    Separator(char),
    /// A string that must be quoted, and contains quotes of every kind itself.
    #[error("the string must be quoted, and contains quotes of every kind itself")]
    Unquotable,
    /// A string that starts like another parameter of the command.
    #[error("the string starts with {0:?}, which reads as another parameter")]
    OtherParameter(&'static str),
    /// A digit at the start of a string that follows a number.
    #[error("the string starts with a digit, which reads as part of another parameter")]
    LeadingDigit,
    /// A keyword that the command does not accept.
    #[error("the command does not accept {:?}, only {}", excerpt(.keyword), .accepted.join(", "))]
    Keyword {
        /// The keyword of the value.
        keyword: String,
        /// The keywords that the command accepts.
        accepted: &'static [&'static str],
    },
    /// A variant or keyword that this version of the API does not document, so that its syntax is not known.
    #[error("{:?} is not documented, so its syntax is not known", excerpt(.0))]
    Undocumented(String),
    /// Fields that this version of the API does not know: the syntax of the command does not contain them.
    #[error("it has fields that the syntax of the command does not contain")]
    ExtraFields,
    /// A value for a parameter that is declared as never sent.
    #[error("the syntax of the command does not contain it, so it would not be sent")]
    Unsent,
    /// A parameter without another one that its syntax needs.
    #[error("it needs `{0}` to be given as well")]
    Requires(&'static str),
    /// The command ends in the byte 0xA0, which the server removes as if it were a space.
    #[error(
        "the command ends in {0:?}, of which the server would cut off the last byte: end it with another character"
    )]
    LastByte(char),
    /// A command, a parameter or a part of its value that came with a later release than that of the server. A part
    /// that also occurs in the responses of the command is never rejected in this way: the server may have sent it.
    #[error("{}needs a server of version {since}, this one has {server}", .keyword.map_or(String::new(), |keyword| format!("`{keyword}` ")))]
    Unsupported {
        /// The keyword or tag; `None` if it is the command or parameter itself.
        keyword: Option<&'static str>,
        /// The release that introduced it.
        since: &'static str,
        /// The version of the server.
        server: String,
    },
    /// A value of a parameter that is declared as secret: the reason would show a part of it.
    #[error("the value cannot be encoded; it is secret and not shown")]
    Secret,
    /// A value that cannot be written as JSON.
    #[error("it cannot be written as JSON: {0}")]
    Json(String),
    /// A check of the declaration (`check = …`): the value has no meaning for the server, or another one than here.
    /// See [`EncodeError::invalid`].
    #[error("{0}")]
    Invalid(Cow<'static, str>),
    /// A check of the declaration: the server would read the command as it is meant, and answer with an error. See
    /// [`EncodeError::rejected`].
    #[error("{0}")]
    Rejected(Cow<'static, str>),
}

impl EncodeError {
    /// An error for the parameter `param`.
    #[cold]
    pub fn new(param: &'static str, kind: EncodeErrorKind) -> Self {
        Self(Box::new(Repr {
            param,
            field: None,
            kind,
        }))
    }

    /// An error of a value that does not know which parameter it is for.
    pub fn without_param(kind: EncodeErrorKind) -> Self {
        Self::new("", kind)
    }

    /// The error of a check that a declaration names, `check = …`.
    pub fn invalid(param: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(param, EncodeErrorKind::Invalid(message.into()))
    }

    /// The same for a value that the server would read as it is meant, and answer with an error.
    pub fn rejected(param: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(param, EncodeErrorKind::Rejected(message.into()))
    }

    /// The same error as one of the parameter `param`, whose value contains the failing field.
    #[must_use]
    pub fn within(mut self, param: &'static str) -> Self {
        let inner = Some(self.0.param).filter(|inner| !inner.is_empty());
        self.0.field = self.0.field.or(inner);
        self.0.param = param;
        self
    }

    /// The documentation's name of the parameter, for example `chatItemIds`.
    pub fn param(&self) -> &'static str {
        self.0.param
    }

    /// The field of the parameter's value that fails, for types with a syntax of their own.
    pub fn field(&self) -> Option<&'static str> {
        self.0.field
    }

    /// The reason.
    pub fn kind(&self) -> &EncodeErrorKind {
        &self.0.kind
    }
}

impl fmt::Debug for EncodeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncodeError")
            .field("param", &self.0.param)
            .field("field", &self.0.field)
            .field("kind", &self.0.kind)
            .finish()
    }
}

impl Display for EncodeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if !self.0.param.is_empty() {
            write!(f, "parameter `{}`", self.0.param)?;
            if let Some(field) = self.0.field {
                write!(f, " (its `{field}`)")?;
            }
            f.write_str(": ")?;
        }
        write!(f, "{}", self.0.kind)
    }
}

impl std::error::Error for EncodeError {}
