//! Plays a recording on an embedded network, as it was played on real servers.

mod peer;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use simplex_api_testing::ChatNetwork;
use simplex_api_tests::recordings::{Content, Scenario, Step, Tags};
use simplex_api_tests::scratch::Scratch;

use peer::Peer;

/// Plays the scenario on servers of its version. Returns the same scenario with the answers and events of the embedded
/// network.
pub(crate) async fn play(scenario: &Scenario) -> Scenario {
    let mut player = Player::start(scenario).await;
    let mut played = Scenario {
        steps: Vec::new(),
        ..scenario.clone()
    };
    for step in &scenario.steps {
        let step = player.step(step).await;
        played.steps.push(step);
    }
    played
}

struct Player {
    network: ChatNetwork,
    peers: BTreeMap<String, Peer>,
    variables: BTreeMap<String, Value>,
    /// The folder of the files.
    files: Scratch,
}

impl Player {
    async fn start(scenario: &Scenario) -> Self {
        let network = ChatNetwork::new();
        let mut peers = BTreeMap::new();
        for name in &scenario.peers {
            let server = network
                .builder()
                .user(name)
                .version(&scenario.server)
                .start();
            peers.insert(
                name.clone(),
                Peer::start(server.await.expect("a server")).await,
            );
        }
        let files = Scratch::new("reality");
        let folder = files.path().display().to_string();
        let mut player = Self {
            network,
            peers,
            variables: BTreeMap::from([("files".to_owned(), folder.into())]),
            files,
        };
        player.settle().await;
        for peer in player.peers.values_mut() {
            peer.take_events();
        }
        player
    }

    async fn step(&mut self, step: &Step) -> Step {
        for (path, content) in &step.files {
            write_file(Path::new(&self.fill(path)), content.as_ref());
        }
        if let Some(name) = &step.close {
            self.peer(name).close();
        }
        if let Some(name) = &step.open {
            let peer = self.peer(name);
            if step.start {
                peer.forget_events();
            }
            peer.open().await;
            if step.start {
                peer.send("/_start").await;
            }
        }
        let (mut sent, mut answer) = (None, None);
        if let (Some(at), Some(command)) = (&step.at, &step.send) {
            let command = self.fill(command);
            let answered = self.peer(at).send(&command).await;
            for (name, path) in &step.save {
                if let Some(value) = value_at(&answered, path) {
                    self.variables.insert(name.clone(), value.clone());
                }
            }
            (sent, answer) = (Some(command), Some(answered));
        }
        self.settle().await;
        self.wait_for_events(step).await;
        if let Some(seconds) = step.wait {
            self.network.advance(Duration::from_secs(seconds));
            self.settle().await;
        }
        for (name, [peer, tag, path]) in &step.take {
            if let Some(value) = self.peers[peer].last_event(tag, path) {
                self.variables.insert(name.clone(), value);
            }
        }
        let peers = self.peers.iter_mut();
        let events = peers.map(|(name, peer)| (name.clone(), peer.take_events()));
        let events = events.filter(|(_, events)| !events.is_empty());
        let mut played = Step {
            sent,
            answer,
            events: events.collect(),
            ..step.clone()
        };
        let folder = self.files.path().display().to_string();
        let frames = played.events.values_mut().flatten();
        for frame in frames.chain(&mut played.answer) {
            replace_in_strings(frame, &folder, "{files}");
        }
        played
    }

    /// Advances the clock until the expected events have been received, or the time of the step has passed.
    async fn wait_for_events(&mut self, step: &Step) {
        let is_complete = |peers: &BTreeMap<String, Peer>| {
            step.awaited.iter().all(|(name, tags)| {
                let tags = match tags {
                    Tags::One(tag) => std::slice::from_ref(tag),
                    Tags::Several(tags) => tags,
                };
                tags.iter().all(|tag| peers[name].has_received(tag))
            })
        };
        let mut left = step.seconds.unwrap_or(25);
        while left > 0 && !is_complete(&self.peers) {
            self.network.advance(Duration::from_secs(1));
            self.settle().await;
            left -= 1;
        }
    }

    /// Waits until all frames have been received.
    async fn settle(&mut self) {
        for peer in self.peers.values_mut() {
            peer.settle().await;
        }
    }

    fn peer(&mut self, name: &str) -> &mut Peer {
        self.peers.get_mut(name).expect("a peer of the scenario")
    }

    /// Replaces `{variables}`. An unknown one stays.
    fn fill(&self, text: &str) -> String {
        let mut parts = text.split('{');
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let value = part.split_once('}').and_then(|(name, rest)| {
                let value = self.variables.get(name)?;
                Some((value, rest))
            });
            match value {
                Some((Value::String(text), rest)) => filled += &(text.clone() + rest),
                Some((value, rest)) => filled += &(value.to_string() + rest),
                None => filled += &format!("{{{part}"),
            }
        }
        filled
    }
}

/// Replaces a part of all strings in a value.
fn replace_in_strings(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::String(text) if text.contains(from) => *text = text.replace(from, to),
        Value::Array(items) => {
            for item in items {
                replace_in_strings(item, from, to);
            }
        }
        Value::Object(fields) => {
            for field in fields.values_mut() {
                replace_in_strings(field, from, to);
            }
        }
        _ => {}
    }
}

/// Writes a file, or removes it if it has no content.
fn write_file(path: &Path, content: Option<&Content>) {
    let _ = fs::remove_file(path);
    let Some(content) = content else { return };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).expect("a folder");
    }
    let mut file = fs::File::create(path).expect("a file");
    match content {
        Content::Text(text) => file.write_all(text.as_bytes()).expect("a file"),
        Content::Zeros(length) => file.set_len(*length).expect("a sparse file"),
    }
}

/// The value at a path, as in `chatItems[0].chatInfo.contact.contactId`.
fn value_at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    let parts = path.split(['.', '[', ']']).filter(|part| !part.is_empty());
    parts
        .into_iter()
        .try_fold(value, |value, part| match value {
            Value::Array(items) => items.get(part.parse::<usize>().ok()?),
            value => value.get(part),
        })
}
