//! The version of each addition, from `spec/since.json`, and the facts as of a version.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::facts::{Command, Facts, Field, Kind, Tagged, Type};

/// A documented version, the oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 6.4.4, the documented one of 6.4.
    V6_4,
    /// 6.4.5
    V6_4_5,
    /// 6.5.0, which reports 6.5.0.19.
    V6_5,
    /// 7.0.0.6, on the way to 7.0.0.
    V7_0,
    /// 7.0.2
    V7_0_2,
}

impl Version {
    /// The versions with documentation in `spec`.
    pub const DOCUMENTED: [Self; 4] = [Self::V6_4, Self::V6_5, Self::V7_0, Self::V7_0_2];

    /// The version that such a server reports.
    pub fn reported(self) -> &'static str {
        match self {
            Self::V6_4 => "6.4.4.0",
            Self::V6_4_5 => "6.4.5.1",
            Self::V6_5 => "6.5.0.19",
            Self::V7_0 => "7.0.0.6",
            Self::V7_0_2 => "7.0.2.0",
        }
    }

    /// The name in declarations and in `spec/since.json`.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::V6_4 => ("6.4", "6.4"),
            Self::V6_4_5 => ("6.4.5", "6.4.5"),
            Self::V6_5 => ("6.5", "6.5.0"),
            Self::V7_0 => ("7.0", "7.0.0.6"),
            Self::V7_0_2 => ("7.0.2", "7.0.2"),
        }
    }

    /// The name in declarations.
    pub fn mark(self) -> &'static str {
        self.names().0
    }

    fn find(name: &str) -> Self {
        let all = [Self::V6_4_5, Self::V6_5, Self::V7_0, Self::V7_0_2];
        let found = all.into_iter().find(|version| version.names().1 == name);
        found.unwrap_or_else(|| panic!("{name} is not a documented version"))
    }
}

#[derive(Deserialize)]
struct Since {
    #[serde(rename = "read_by_6.4")]
    read_by_6_4: Vec<String>,
    since: BTreeMap<String, String>,
}

static SINCE: LazyLock<Since> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/spec/since.json");
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
});

/// The version that added this, for example `type User, member clientService`; `None` if 6.4 has it.
pub fn since(key: &str) -> Option<Version> {
    SINCE.since.get(key).map(|name| Version::find(name))
}

/// All additions after 6.4.
pub fn newer() -> impl Iterator<Item = (&'static str, Version)> {
    let since = SINCE.since.iter();
    since.map(|(key, name)| (key.as_str(), Version::find(name)))
}

/// Whether servers of 6.4 accept the command, even if it was documented later.
pub fn is_read_by_6_4(command: &str) -> bool {
    let is_documented = since(&format!("command {command}")).is_none();
    is_documented || SINCE.read_by_6_4.iter().any(|name| name == command)
}

/// Whether it is one of these tags, which were keywords of an enum in 6.4.
fn was_word(ty: &str, tag: &str) -> bool {
    let old = Facts::v6_4().types.get(ty);
    let words = old.map_or(&[][..], |old| old.kind.words());
    // In 6.4 it is spelled `snd-ready`.
    tag == "sndReady" || words.iter().any(|word| word == tag)
}

/// The version that added a variant of a union.
pub fn variant_since(ty: &str, tag: &str) -> Option<Version> {
    since(&format!("type {ty}, variant {tag}")).filter(|_| !was_word(ty, tag))
}

/// The facts of 7.0 without later additions than `version`. Types that were added later are kept, but nothing refers to
/// them.
pub fn as_of(version: Version) -> Facts {
    let has = |since: Option<Version>| since.is_none_or(|since| since <= version);
    let now = Facts::v7_0();
    let members = |path: &str, word: &str, fields: &[Field]| {
        let known = |field: &&Field| has(since(&format!("{path}, {word} {}", field.name)));
        fields.iter().filter(known).cloned().collect::<Vec<_>>()
    };
    let tagged = |path: &str, tagged: &Tagged| Tagged {
        fields: members(path, "member", &tagged.fields),
        ..tagged.clone()
    };
    let command = |command: &Command| Command {
        params: members(
            &format!("command {}", command.name),
            "parameter",
            &command.params,
        ),
        responses: command
            .responses
            .iter()
            .map(|response| tagged(&format!("response {}", response.name), response))
            .collect(),
        ..command.clone()
    };
    let ty = |ty: &Type| {
        let path = format!("type {}", ty.name);
        let kind = match &ty.kind {
            Kind::Record { fields } => Kind::Record {
                fields: members(&path, "member", fields),
            },
            Kind::Enum { values } => {
                let known = |word: &&String| has(since(&format!("{path}, word {word}")));
                Kind::Enum {
                    values: values.iter().filter(known).cloned().collect(),
                }
            }
            Kind::Union { tag, variants } => {
                let known = variants
                    .iter()
                    .filter(|variant| has(variant_since(&ty.name, &variant.tag)));
                let variants =
                    known.map(|known| tagged(&format!("{path}, variant {}", known.tag), known));
                Kind::Union {
                    tag: tag.clone(),
                    variants: variants.collect(),
                }
            }
        };
        let syntax = ty.syntax.clone();
        let name = ty.name.clone();
        (name.clone(), Type { name, kind, syntax })
    };
    let is_known = |kind: &str, name: &str| has(since(&format!("{kind} {name}")));
    let commands = now.commands.iter();
    let events = now.events.iter();
    Facts {
        commands: commands
            .filter(|fact| is_known("command", &fact.name))
            .map(command)
            .collect(),
        types: now.types.values().map(ty).collect(),
        events: events
            .filter(|fact| is_known("event", &fact.name))
            .map(|fact| tagged(&format!("event {}", fact.name), fact))
            .collect(),
    }
}
