//! Metadata of commands and types: what the declarations say about themselves.
//!
//! `#[command]` and `#[api_type]` generate these tables as constants. They use the names of the API
//! documentation, so that a program can list, document or compare the API without reading source code.

pub(crate) mod command;
mod visit;

pub(crate) use visit::{contains_type, reachable_types};

use std::fmt::{self, Display, Formatter};

/// A command: its name, syntax, parameters and responses.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct CommandSpec {
    /// The name in the documentation, for example `APISendMessages`.
    pub name: &'static str,
    /// The doc comment of the declaration, in Markdown.
    pub docs: &'static str,
    /// The syntax as declared.
    pub syntax: &'static str,
    /// The syntax shown to users, for example `/weather <city> [days=<days>]`; `None` if the command is not for
    /// human input.
    pub usage: Option<&'static str>,
    /// Alternatives to the first literal of the syntax, for example `/w`.
    pub aliases: &'static [&'static str],
    /// Whether the command is omitted from lists that are shown to users.
    pub hidden: bool,
    /// The syntax in the documentation, if the declared one differs from it.
    pub documented: Option<&'static str>,
    /// Why the declared syntax differs.
    pub correction: Option<&'static str>,
    /// The syntax as a tree.
    pub parts: &'static [Part],
    /// The syntax for older servers, if it is different.
    pub older: Option<OlderSyntax>,
    /// The names of the functions that reject values.
    pub checks: &'static [&'static str],
    /// The parameters in the order of declaration.
    pub params: &'static [FieldSpec],
    /// When the command uses the network; `None` if not declared.
    pub network: Option<NetworkUsage>,
    /// The success responses; empty if not declared.
    pub responses: &'static [fn() -> &'static TypeSpec],
    /// The documented errors, for example `InvalidChatItemUpdate`.
    pub errors: &'static [&'static str],
    /// Whether the documentation lists no `chatCmdError` for the command.
    pub infallible: bool,
    /// The API version that introduced the command; `None` if all supported versions have it.
    pub since: Option<&'static str>,
    /// Whether servers before that version accept the command too, although it was not documented.
    pub known_earlier: bool,
}

/// The syntax for older servers.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct OlderSyntax {
    /// The first version that does not accept it.
    pub before: &'static str,
    /// The syntax as declared.
    pub syntax: &'static str,
    /// The syntax as a tree.
    pub parts: &'static [Part],
}

/// When a command uses the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NetworkUsage {
    /// Never.
    No,
    /// After the response: the requests are sent in the background.
    Background,
    /// Before the response: some or all requests must finish first, so that it can be slow.
    Interactive,
}

impl NetworkUsage {
    /// The keyword in the documentation: `no`, `background` or `interactive`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Background => "background",
            Self::Interactive => "interactive",
        }
    }
}

impl Display for NetworkUsage {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A part of a syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// Fixed text.
    Literal(&'static str),
    /// One parameter.
    Param {
        /// The index in [`CommandSpec::params`] or in the fields of a type.
        index: usize,
        /// How the value is written.
        form: Form,
    },
    /// `[ live=on]`: fixed text that is present or absent, depending on a `bool`.
    Flag {
        /// The index of the parameter.
        index: usize,
        /// The text, for example ` live=on`.
        text: &'static str,
        /// The value for which the text is present.
        when: bool,
    },
    /// `[...]`: parts that are present if the first parameter in them has a value.
    Optional(&'static [Part]),
}

/// How the value of a parameter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// `<x>`: a number or a string.
    Plain,
    /// `<str(x)>`: in the syntax of its type.
    Text,
    /// `<json(x)>`: as JSON.
    Json,
    /// `<x[0]>[,<x[1]>...]`: items with this separator between them.
    List(&'static str),
    /// `on|off`.
    Switch,
    /// `a|b|c`: one of these keywords.
    Keywords(&'static [&'static str]),
}

/// A parameter of a command, or a field of a record or of a variant of a union.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct FieldSpec {
    /// The name in the documentation, for example `chatItemIds`.
    pub name: &'static str,
    /// The name in an older version of the documentation, if it is different.
    pub alias: Option<&'static str>,
    /// The type.
    pub ty: TypeRef,
    /// Whether it is a list that must have at least one item.
    pub non_empty: bool,
    /// Whether the value must not be shown, for example a password.
    pub secret: bool,
    /// The API version that introduced it; `None` if all supported versions have it.
    pub since: Option<&'static str>,
}

impl FieldSpec {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        name: &'static str,
        alias: Option<&'static str>,
        ty: TypeRef,
        non_empty: bool,
        secret: bool,
        since: Option<&'static str>,
    ) -> Self {
        Self {
            name,
            alias,
            ty,
            non_empty,
            secret,
            since,
        }
    }
}

/// A reference to a type, in the terms of the documentation.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum TypeRef {
    /// `bool`, `int`, `int64`, `word32`, `double`, `string`, `UTCTime` or `JSONObject`.
    Primitive(&'static str),
    /// A type declared with `#[api_type]`.
    Named(fn() -> &'static TypeSpec),
    /// A Rust type that is not part of the API; the function returns its name.
    Foreign(fn() -> &'static str),
    /// A value that may be absent.
    Optional(&'static TypeRef),
    /// A list.
    Array(&'static TypeRef),
    /// A JSON object whose names are data.
    Map(&'static TypeRef, &'static TypeRef),
}

impl TypeRef {
    /// Replaces the type by `documented`: the inner type of an option or list, or else the whole type.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_documented_name(self, documented: &'static Self) -> Self {
        match self {
            Self::Optional(_) => Self::Optional(documented),
            Self::Array(_) => Self::Array(documented),
            _ => *documented,
        }
    }
}

/// The notation of the API documentation: `int64?`, `[AChatItem]`, `{string : int64}`.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use simplex_api::json::Json;
/// use simplex_api::types::{ChatItem, GroupMemberId};
///
/// assert_eq!(Option::<Vec<ChatItem>>::TYPE.to_string(), "[ChatItem]?");
/// assert_eq!(BTreeMap::<String, GroupMemberId>::TYPE.to_string(), "{string : int64}");
/// ```
impl Display for TypeRef {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Primitive(name) => f.write_str(name),
            Self::Named(spec) => f.write_str(spec().name),
            Self::Foreign(name) => f.write_str(name()),
            Self::Optional(value) => write!(f, "{value}?"),
            Self::Array(item) => write!(f, "[{item}]"),
            Self::Map(key, value) => write!(f, "{{{key} : {value}}}"),
        }
    }
}

/// A type: a record, an enum of keywords, or a tagged union.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct TypeSpec {
    /// The name in the documentation, for example `CIContent`.
    pub name: &'static str,
    /// The doc comment of the declaration, in Markdown.
    pub docs: &'static str,
    /// The kind of type, and its fields, keywords or variants.
    pub kind: TypeKind,
    /// The syntax of the type in commands, if it has one.
    pub syntax: Option<&'static str>,
    /// The syntax as a tree.
    pub parts: Option<TypeSyntax>,
    /// The names of the functions that reject values in commands.
    pub checks: &'static [&'static str],
    /// The API version that introduced the type; `None` if all supported versions have it.
    pub since: Option<&'static str>,
}

impl TypeSpec {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        name: &'static str,
        docs: &'static str,
        kind: TypeKind,
        syntax: Option<&'static str>,
        parts: Option<TypeSyntax>,
        checks: &'static [&'static str],
        since: Option<&'static str>,
    ) -> Self {
        Self {
            name,
            docs,
            kind,
            syntax,
            parts,
            checks,
            since,
        }
    }
}

/// The syntax of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TypeSyntax {
    /// Of a record: parts that refer to its fields.
    Record(&'static [Part]),
    /// Of an enum: a text for each keyword, in order. One more text represents no keyword.
    Keywords(&'static [&'static str]),
    /// Of a union: for each variant, in order, parts that refer to its fields.
    Union(&'static [&'static [Part]]),
}

/// The kind of a type.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum TypeKind {
    /// A JSON object. Responses and events have a tag, the value of their field `type`.
    Record {
        /// The value of `type`, for responses and events.
        tag: Option<&'static str>,
        /// The fields in the order of the documentation.
        fields: &'static [FieldSpec],
    },
    /// A JSON string that is one of a list of keywords.
    Enum(&'static [KeywordSpec]),
    /// A JSON object with a tag: a field that names the variant.
    Union {
        /// The name of the tag field.
        tag: &'static str,
        /// The variants in the order of the documentation.
        variants: &'static [VariantSpec],
    },
}

impl TypeKind {
    /// The fields of a record, or of all variants of a union.
    pub(crate) fn all_fields(self) -> impl Iterator<Item = &'static FieldSpec> {
        let (fields, variants): (&[_], &[VariantSpec]) = match self {
            Self::Record { fields, .. } => (fields, &[]),
            Self::Enum(_) => (&[], &[]),
            Self::Union { variants, .. } => (&[], variants),
        };
        let of_variants = variants.iter().flat_map(|variant| variant.fields);
        fields.iter().chain(of_variants)
    }
}

/// A keyword of an enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeywordSpec {
    /// The keyword.
    pub keyword: &'static str,
    /// The API version that introduced it; `None` if all supported versions have it.
    pub since: Option<&'static str>,
}

impl KeywordSpec {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(keyword: &'static str, since: Option<&'static str>) -> Self {
        Self { keyword, since }
    }
}

/// A variant of a union.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct VariantSpec {
    /// The value of the tag field.
    pub tag: &'static str,
    /// The fields, without the tag.
    pub fields: &'static [FieldSpec],
    /// The API version that introduced it; `None` if all supported versions have it.
    pub since: Option<&'static str>,
}

impl VariantSpec {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        tag: &'static str,
        fields: &'static [FieldSpec],
        since: Option<&'static str>,
    ) -> Self {
        Self { tag, fields, since }
    }
}
