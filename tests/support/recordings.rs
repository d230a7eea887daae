//! The recordings of real servers in `tests/reality`: scenarios with every frame that the servers sent.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use simplex_api::command::ServerVersion;

use crate::fold::{Folded, fold, unfold};

/// The order in which the fields of a step are written.
const FIELDS: [&str; 15] = [
    "close", "open", "start", "at", "send", "files", "await", "for", "f", "wait", "save", "take",
    "sent", "answer", "events",
];

/// What was played on a server, and what the server sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What it is about.
    pub title: String,
    /// The version of the server, as in `7.0.0.6`.
    pub server: String,
    /// The peers, each with its own client and user. The peer with the name `bot` is a bot.
    pub peers: Vec<String>,
    /// What was done, one after the other.
    pub steps: Vec<Step>,
}

/// A step of a scenario. An absent field did not happen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The peer whose connection ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub close: Option<String>,
    /// The peer that connects again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<String>,
    /// Whether the server had ended and is started before it is connected to.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub start: bool,
    /// The peer that sends the command.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The command with `{variables}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub send: Option<String>,
    /// Files that are written before, by path: their text, the number of their zero bytes, or `None` for no such file.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, Option<Content>>,
    /// The events that each peer must receive before the next step. `TAG*2` means two of them.
    #[serde(default, rename = "await", skip_serializing_if = "BTreeMap::is_empty")]
    pub awaited: BTreeMap<String, Tags>,
    /// The timeout for the events, in seconds.
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u64>,
    /// Has no meaning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub f: Option<u64>,
    /// The pause after the step, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<u64>,
    /// Variables by the paths of their values in the answer.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub save: BTreeMap<String, String>,
    /// Variables by the peer, the tag of the event, and the path of the value in the latest such event.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub take: BTreeMap<String, [String; 3]>,
    /// The command as it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<String>,
    /// The object `resp` of the answer. The type `connectionClosed` means that the server ended instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Value>,
    /// The objects `resp` of the events by peer, in their order.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub events: BTreeMap<String, Vec<Value>>,
}

/// What is in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Content {
    /// A text.
    Text(String),
    /// This number of zero bytes.
    Zeros(u64),
}

/// One tag or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Tags {
    /// One.
    One(String),
    /// Several, in any order.
    Several(Vec<String>),
}

impl Scenario {
    /// Reads a recording, folded or not.
    ///
    /// # Errors
    /// If it is not a recording.
    pub fn read(text: &str) -> Result<Self, String> {
        let whole = whole(text)?;
        serde_json::from_value(whole.into()).map_err(|error| error.to_string())
    }

    /// The version of the server.
    ///
    /// # Panics
    /// If it is not one.
    pub fn version(&self) -> ServerVersion {
        self.server.parse().expect("the version of the server")
    }

    /// All frames of the server, each with the number of the step and whether it is an answer. A step at which the server
    /// ended has no answer.
    pub fn frames(&self) -> impl Iterator<Item = (usize, bool, &Value)> {
        let steps = self.steps.iter().enumerate();
        steps.flat_map(|(number, step)| {
            let answer = step.answer.iter().map(|frame| (true, frame));
            let answer = answer.filter(|(_, frame)| frame["type"] != "connectionClosed");
            let events = step.events.values().flatten().map(|frame| (false, frame));
            answer
                .chain(events)
                .map(move |(is_answer, frame)| (number, is_answer, frame))
        })
    }
}

/// The folder that the recordings are in, by the version of the server.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("reality")
}

/// The files of all recordings, by version and name.
///
/// # Panics
/// If the folder cannot be read.
pub fn files() -> Vec<PathBuf> {
    let entries = |folder: &Path| fs::read_dir(folder).expect("a folder of recordings");
    let versions = entries(&folder()).map(|entry| entry.expect("an entry").path());
    let files = versions.filter(|path| path.is_dir()).flat_map(|version| {
        let files = entries(&version).map(|entry| entry.expect("an entry").path());
        files.collect::<Vec<_>>()
    });
    let mut files: Vec<_> = files
        .filter(|path| path.extension() == Some("json".as_ref()))
        .collect();
    files.sort();
    files
}

/// All recordings with their names, one in memory at a time.
///
/// # Panics
/// If one cannot be read.
pub fn all() -> impl Iterator<Item = (String, Scenario)> {
    some(|_| true)
}

/// The recordings with these names, as in `7.0.0.6/first-message.json`.
///
/// # Panics
/// If one cannot be read.
pub fn some(is: impl Fn(&str) -> bool) -> impl Iterator<Item = (String, Scenario)> {
    let name = |path: &Path| {
        let name = path.strip_prefix(folder()).expect("a file in the folder");
        name.display().to_string().replace('\\', "/")
    };
    let named = files().into_iter().map(move |path| (name(&path), path));
    named.filter(move |(name, _)| is(name)).map(|(name, path)| {
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        let scenario = Scenario::read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, scenario)
    })
}

/// The recording in a file, folded as in the repository.
///
/// # Errors
/// If it is not a recording, or cannot be folded without loss.
pub fn folded(text: &str) -> Result<String, String> {
    let whole = whole(text)?;
    let scenario: Scenario =
        serde_json::from_value(whole.clone().into()).map_err(|error| error.to_string())?;
    if serde_json::to_value(&scenario).map_err(|error| error.to_string())?
        != Value::from(whole.clone())
    {
        return Err("a step has an empty field, which would be lost".to_owned());
    }
    let folded = fold(&steps(&whole)?)?;
    let text = written(&whole, &folded);
    if unfold(&folded)? == steps(&whole)? {
        Ok(text)
    } else {
        Err("it is not the same when it is unfolded".to_owned())
    }
}

/// The recording in a file, unfolded.
///
/// # Errors
/// If it is not a recording.
pub fn unfolded(text: &str) -> Result<String, String> {
    let whole = whole(text)?;
    let values = steps(&whole)?;
    Ok(written(
        &whole,
        &Folded {
            shared: Vec::new(),
            values,
        },
    ))
}

/// A recording without its table.
fn whole(text: &str) -> Result<Map<String, Value>, String> {
    let mut recording: Map<String, Value> =
        serde_json::from_str(text).map_err(|error| error.to_string())?;
    let Some(shared) = recording.remove("shared") else {
        return Ok(recording);
    };
    let shared = serde_json::from_value(shared).map_err(|error| error.to_string())?;
    let values = steps(&recording)?;
    let steps = unfold(&Folded { shared, values })?;
    recording.insert("steps".to_owned(), steps.into_iter().collect());
    Ok(recording)
}

fn steps(recording: &Map<String, Value>) -> Result<Vec<Map<String, Value>>, String> {
    let steps = recording.get("steps").cloned().unwrap_or_default();
    serde_json::from_value(steps).map_err(|error| error.to_string())
}

/// One entry of the table and one step in a line.
fn written(recording: &Map<String, Value>, folded: &Folded) -> String {
    let [title, server, peers] = ["title", "server", "peers"].map(|name| &recording[name]);
    let mut text = format!(r#"{{"title":{title},"server":{server},"peers":{peers}"#);
    let lines = |lines: Vec<String>| lines.join(",\n");
    if !folded.shared.is_empty() {
        let entries = lines(folded.shared.iter().map(Value::to_string).collect());
        text += &format!(",\"shared\":[\n{entries}\n]");
    }
    let steps = lines(folded.values.iter().map(step).collect());
    text + &format!(",\"steps\":[\n{steps}\n]}}\n")
}

/// A step in one line, its fields in the order in which they happen.
fn step(fields: &Map<String, Value>) -> String {
    let fields = FIELDS
        .iter()
        .filter_map(|name| Some((name, fields.get(*name)?)));
    let fields: Vec<_> = fields
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    format!("{{{}}}", fields.join(","))
}
