//! What the declarations say about themselves: the metadata of commands and types.
//!
//! `#[command]` and `#[api_type]` write these tables as constants. They carry the documentation's
//! own names, so that a program can list, document or compare the API without reading source.

use std::fmt::{self, Display, Formatter};

/// A command: its name, syntax, parameters, and what the server answers.
#[derive(Debug, Clone, Copy)]
pub struct CommandSpec {
    /// The documentation's name, for example `APISendMessages`.
    pub name: &'static str,
    /// What the declaration says about the command: its doc comment, in Markdown.
    pub docs: &'static str,
    /// The line of syntax as it was declared.
    pub syntax: &'static str,
    /// How people type it, for example `/weather <city> [days=<days>]`; `None` if it is not for people.
    pub usage: Option<&'static str>,
    /// What people can type instead of the text at its beginning, for example `/w`.
    pub aliases: &'static [&'static str],
    /// Whether it is left out where people are shown the commands.
    pub hidden: bool,
    /// The line of syntax in the documentation, if the command deviates from it.
    pub documented: Option<&'static str>,
    /// Why it does.
    pub correction: Option<&'static str>,
    /// The syntax as a tree.
    pub parts: &'static [Part],
    /// The syntax that older servers take instead, if it is another.
    pub older: Option<OlderSyntax>,
    /// The functions that say which values are not sent, by name.
    pub checks: &'static [&'static str],
    /// The parameters in the order of declaration.
    pub params: &'static [MemberSpec],
    /// When the network requests that the command causes are made, if it was declared.
    pub network: Option<NetworkUsage>,
    /// The success responses; empty if none were declared.
    pub responses: &'static [fn() -> &'static TypeSpec],
    /// The documented errors, for example `InvalidChatItemUpdate`.
    pub errors: &'static [&'static str],
    /// Whether the documentation lists no `chatCmdError` for it.
    pub infallible: bool,
    /// The API version that brought the command; `None` for those that were always there.
    pub since: Option<&'static str>,
    /// Whether servers before that version take it as well: it only was not documented.
    pub known_earlier: bool,
}

/// A syntax of older servers.
#[derive(Debug, Clone, Copy)]
pub struct OlderSyntax {
    /// The first version that does not take it any more.
    pub before: &'static str,
    /// The line of syntax.
    pub syntax: &'static str,
    /// The same as a tree.
    pub parts: &'static [Part],
}

/// When the network requests that a command causes are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NetworkUsage {
    /// The command uses no network.
    No,
    /// The response comes before the requests are sent.
    Background,
    /// Some or all requests finish before the response comes: it can be slow.
    Interactive,
}

impl NetworkUsage {
    /// The word of the documentation: `no`, `background` or `interactive`.
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
pub enum Part {
    /// Text that stands as it is.
    Literal(&'static str),
    /// One parameter, an index into [`CommandSpec::params`] or the members of a type.
    Param {
        /// Which parameter.
        index: usize,
        /// How its value is written.
        form: Form,
    },
    /// `[ live=on]`: text that is there or not, by a `bool`.
    Flag {
        /// Which parameter.
        index: usize,
        /// The text, for example ` live=on`.
        text: &'static str,
        /// The value for which the text is written.
        when: bool,
    },
    /// `[...]`: parts that are there when the first parameter in them has a value.
    Optional(&'static [Part]),
}

/// How the value of a parameter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `<x>`: a number or a string.
    Plain,
    /// `<str(x)>`: by the syntax of its type.
    Text,
    /// `<json(x)>`: as JSON, to the end of the line.
    Json,
    /// `<x[0]>[,<x[1]>...]`: items with a separator between them.
    List(&'static str),
    /// `on|off`.
    Switch,
    /// `a|b|c`: one word of an enum.
    Words(&'static [&'static str]),
}

/// A parameter of a command, or a member of a record or of a union's variant.
#[derive(Debug, Clone, Copy)]
pub struct MemberSpec {
    /// The documentation's name, for example `chatItemIds`.
    pub name: &'static str,
    /// The name that an older version of the documentation has, if it is another.
    pub alias: Option<&'static str>,
    /// Its type.
    pub ty: TypeRef,
    /// Whether it is a list that needs at least one item.
    pub non_empty: bool,
    /// Whether its value is not to be shown, as that of a password.
    pub secret: bool,
    /// The API version that brought it; `None` for those that were always there.
    pub since: Option<&'static str>,
}

/// The type of a member, in the documentation's terms.
#[derive(Debug, Clone, Copy)]
pub enum TypeRef {
    /// `bool`, `int`, `int64`, `word32`, `double`, `string`, `UTCTime` or `JSONObject`.
    Primitive(&'static str),
    /// A type declared with `#[api_type]`.
    Named(fn() -> &'static TypeSpec),
    /// A Rust type that the API knows nothing of; the function tells its name.
    Foreign(fn() -> &'static str),
    /// A value that may be absent.
    Optional(&'static TypeRef),
    /// A list.
    Array(&'static TypeRef),
    /// A JSON object with names that are data.
    Map(&'static TypeRef, &'static TypeRef),
}

impl TypeRef {
    /// The same with another name for what is optional in it or listed, or else for all of it.
    #[doc(hidden)]
    #[must_use]
    pub const fn named(self, primitive: &'static Self) -> Self {
        match self {
            Self::Optional(_) => Self::Optional(primitive),
            Self::Array(_) => Self::Array(primitive),
            _ => *primitive,
        }
    }
}

/// The spelling of the API documentation: `int64?`, `[AChatItem]`, `{string : int64}`.
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

/// A type: a record, the words of an enum, or a tagged union.
#[derive(Debug, Clone, Copy)]
pub struct TypeSpec {
    /// The documentation's name, for example `CIContent`.
    pub name: &'static str,
    /// What the declaration says about the type: its doc comment, in Markdown.
    pub docs: &'static str,
    /// What it is made of.
    pub kind: TypeKind,
    /// The syntax of the type in commands, if it has one.
    pub syntax: Option<&'static str>,
    /// The same in parts.
    pub parts: Option<TypeSyntax>,
    /// The functions that say which values have no text in commands, by name.
    pub checks: &'static [&'static str],
    /// The API version that brought the type; `None` for those that were always there.
    pub since: Option<&'static str>,
}

/// The syntax of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeSyntax {
    /// Of a record: parts over its members.
    Record(&'static [Part]),
    /// Of an enum: a text for each word, in order. One more text stands for no word.
    Words(&'static [&'static str]),
    /// Of a union: parts over the members of each variant, in order.
    Union(&'static [&'static [Part]]),
}

/// What a type is made of.
#[derive(Debug, Clone, Copy)]
pub enum TypeKind {
    /// A JSON object. Responses and events have a tag, the value of their `type` member.
    Record {
        /// The value of `type`, for responses and events.
        tag: Option<&'static str>,
        /// The members in the documentation's order.
        members: &'static [MemberSpec],
    },
    /// A JSON string out of a list of words.
    Words(&'static [WordSpec]),
    /// A JSON object whose tag member says which variant it is.
    Union {
        /// The name of the tag member.
        tag: &'static str,
        /// The variants in the documentation's order.
        variants: &'static [VariantSpec],
    },
}

/// One word of an enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordSpec {
    /// The word.
    pub word: &'static str,
    /// The API version that brought it; `None` for those that were always there.
    pub since: Option<&'static str>,
}

/// One variant of a union.
#[derive(Debug, Clone, Copy)]
pub struct VariantSpec {
    /// The value of the tag member.
    pub tag: &'static str,
    /// The members beside the tag.
    pub members: &'static [MemberSpec],
    /// The API version that brought it; `None` for those that were always there.
    pub since: Option<&'static str>,
}
