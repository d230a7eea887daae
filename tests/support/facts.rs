//! The facts about the API in `spec/`: names, types and syntax of two versions.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::fs;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// All facts about one version.
#[derive(Debug)]
pub struct Facts {
    /// The commands in the documentation's order.
    pub commands: Vec<Command>,
    /// The types by name.
    pub types: BTreeMap<String, Type>,
    /// The events in the documentation's order.
    pub events: Vec<Tagged>,
}

/// A command.
#[derive(Debug, Clone, Deserialize)]
pub struct Command {
    /// Its name, for example `APISendMessages`.
    pub name: String,
    /// The section of the documentation that has it, for example `Message commands`.
    pub group: String,
    /// `no`, `background` or `interactive`.
    pub network_usage: String,
    /// The parameters.
    pub params: Vec<Field>,
    /// The line of syntax.
    pub syntax: String,
    /// The responses, `ChatCmdError` among them.
    pub responses: Vec<Tagged>,
    /// The names of the documented errors.
    pub errors: Vec<String>,
}

/// A parameter or a field.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: TypeRef,
}

/// A response, an event, or a variant of a union: fields beside a tag.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Tagged {
    /// The name.
    pub name: String,
    /// The tag.
    pub tag: String,
    /// The fields.
    pub fields: Vec<Field>,
}

/// The type of a field.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TypeRef {
    /// `bool`, `int64` and so on.
    Prim(String),
    /// A type by its name.
    Ref(String),
    /// A list.
    Array(Box<TypeRef>),
    /// A value that may be absent.
    Optional(Box<TypeRef>),
    /// An object that is a map.
    Map {
        /// The type of the names.
        key: Box<TypeRef>,
        /// The type of the values.
        value: Box<TypeRef>,
    },
}

/// A type.
#[derive(Debug, Deserialize)]
pub struct Type {
    /// Its name.
    pub name: String,
    /// Its structure.
    #[serde(flatten)]
    pub kind: Kind,
    /// Its syntax in commands.
    pub syntax: Option<String>,
}

/// The structure of a type.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Kind {
    /// An object.
    Record {
        /// Its fields.
        fields: Vec<Field>,
    },
    /// A keyword.
    Enum {
        /// The keywords.
        values: Vec<String>,
    },
    /// A tagged object.
    Union {
        /// The name of the tag field.
        tag: String,
        /// The variants.
        variants: Vec<Tagged>,
    },
}

impl Facts {
    /// The facts about version 6.4.
    pub fn v6_4() -> &'static Self {
        static FACTS: LazyLock<Facts> = LazyLock::new(|| Facts::read("v6.4"));
        &FACTS
    }

    /// The facts about version 7.0.
    pub fn v7_0() -> &'static Self {
        static FACTS: LazyLock<Facts> = LazyLock::new(|| Facts::read("v7.0"));
        &FACTS
    }

    /// The command of this name.
    ///
    /// # Panics
    /// If there is none.
    pub fn command(&self, name: &str) -> &Command {
        self.find_command(name)
            .unwrap_or_else(|| panic!("the facts have no command {name}"))
    }

    /// The command of this name, if there is one.
    pub fn find_command(&self, name: &str) -> Option<&Command> {
        self.commands.iter().find(|command| command.name == name)
    }

    /// The type of this name.
    ///
    /// # Panics
    /// If there is none.
    pub fn ty(&self, name: &str) -> &Type {
        self.types
            .get(name)
            .unwrap_or_else(|| panic!("the facts have no type {name}"))
    }

    /// The responses of all commands by name. A response has the same fields everywhere.
    pub fn responses(&self) -> BTreeMap<&str, &Tagged> {
        let responses = self.commands.iter().flat_map(|command| &command.responses);
        responses
            .map(|response| (response.name.as_str(), response))
            .collect()
    }

    fn read(version: &str) -> Self {
        #[derive(Deserialize)]
        struct Commands {
            commands: Vec<Command>,
        }
        #[derive(Deserialize)]
        struct Types {
            types: Vec<Type>,
        }
        #[derive(Deserialize)]
        struct Events {
            events: Vec<Tagged>,
        }
        let types: Types = read(version, "types");
        let names = types.types.into_iter().map(|ty| (ty.name.clone(), ty));
        Self {
            commands: read::<Commands>(version, "commands").commands,
            types: names.collect(),
            events: read::<Events>(version, "events").events,
        }
    }
}

fn read<T: DeserializeOwned>(version: &str, what: &str) -> T {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/spec");
    let path = format!("{folder}/{version}/{what}.json");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

impl TypeRef {
    /// Whether this is the primitive type `name`.
    pub fn is(&self, name: &str) -> bool {
        matches!(self, Self::Prim(prim) if prim == name)
    }

    /// The type without `Optional`.
    pub fn required(&self) -> &Self {
        match self {
            Self::Optional(inner) => inner,
            other => other,
        }
    }
}

/// The notation of the documentation.
impl Display for TypeRef {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prim(name) | Self::Ref(name) => f.write_str(name),
            Self::Array(item) => write!(f, "[{item}]"),
            Self::Optional(inner) => write!(f, "{inner}?"),
            Self::Map { key, value } => write!(f, "{{{key} : {value}}}"),
        }
    }
}

impl Kind {
    /// The fields of a record.
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Record { fields } => fields,
            _ => &[],
        }
    }

    /// The keywords of an enum.
    pub fn words(&self) -> &[String] {
        match self {
            Self::Enum { values } => values,
            _ => &[],
        }
    }

    /// The variants of a union.
    pub fn variants(&self) -> &[Tagged] {
        match self {
            Self::Union { variants, .. } => variants,
            _ => &[],
        }
    }
}
