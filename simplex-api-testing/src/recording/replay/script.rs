//! The frames that follow each command of a recording.

use std::fmt;

use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::json::JsonObject;
use simplex_api::protocol::Frame;
use simplex_api::types::{ChatError, ChatErrorType};

use crate::bounded_log::{BoundedLog, DEFAULT_LIMIT, HeapSize};
use crate::expect::difference::differences;
use crate::network::result::invalid_request;
use crate::recording::Recording;
use crate::recording::redact::redact_command;
use crate::server::frames::{answer_frame, event_frame, parse_request, trim_command};
use crate::server::hub::failed;
use crate::transcript::log::Direction;

/// How exactly a [`Replay`](crate::Replay) compares commands with its recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplayMode {
    /// The commands must be the same as recorded, in the same order.
    Strict,
    /// Each command gets its recorded answer, in any order; repeated more often than recorded, it gets the last answer
    /// again. An event follows the answer that it followed in the recording.
    Lenient,
}

/// A command that differs from the recording, or is missing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub struct Mismatch {
    /// The number of the command, from 1: in the order of receipt; if it is missing, in the recording.
    pub command: usize,
    /// The received command without secrets; `None` if it is missing.
    pub received: Option<String>,
    /// The recorded command that was expected instead, or the most similar one; `None` if there is no such command.
    pub recorded: Option<String>,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.command;
        match (&self.received, &self.recorded) {
            (None, recorded) => {
                let recorded = recorded.as_deref().unwrap_or_default();
                write!(
                    f,
                    "command {number} of the recording was not received: `{recorded}`"
                )
            }
            (Some(received), None) => {
                write!(f, "command {number} is not in the recording: `{received}`")
            }
            (Some(received), Some(recorded)) => {
                write!(
                    f,
                    "command {number} differs from the recording: received `{received}`, recorded `{recorded}`"
                )?;
                let (Some(received), Some(recorded)) = (params(received), params(recorded)) else {
                    return Ok(());
                };
                if received.0 != recorded.0 {
                    return Ok(());
                }
                let differences = differences(&recorded.1, &received.1);
                differences
                    .iter()
                    .try_for_each(|(name, recorded, received)| {
                        write!(f, "\n  {name}: recorded {recorded}, received {received}")
                    })
            }
        }
    }
}

impl HeapSize for Mismatch {
    fn heap_size(&self) -> usize {
        let texts = [&self.received, &self.recorded];
        texts.into_iter().flatten().map(String::len).sum()
    }
}

/// The commands of a recording, and which of them were received.
pub(crate) struct Script {
    mode: ReplayMode,
    /// The frames before the first command.
    initial_frames: Vec<String>,
    commands: Vec<RecordedCommand>,
    received_count: usize,
    pub(crate) first: Option<Mismatch>,
    pub(crate) mismatches: BoundedLog<Mismatch>,
}

/// A command, and the frames that follow it.
struct RecordedCommand {
    text: String,
    /// The `resp` object of the answer.
    answer: Option<String>,
    /// The events between this command and the next one, whole frames.
    events: Vec<String>,
    /// Whether it was received.
    done: bool,
}

impl Script {
    pub(crate) fn new(recording: &Recording, mode: ReplayMode) -> Self {
        let mut script = Self {
            mode,
            initial_frames: Vec::new(),
            commands: Vec::new(),
            received_count: 0,
            first: None,
            mismatches: BoundedLog::new(DEFAULT_LIMIT),
        };
        let mut ids: Vec<String> = Vec::new();
        for line in recording.lines() {
            if line.direction == Direction::ToServer {
                // An invalid request has no answer that can be identified.
                if let Some(request) = parse_request(line.text.as_bytes()) {
                    ids.push(request.corr_id);
                    script.commands.push(RecordedCommand::new(request.cmd));
                }
                continue;
            }
            // Ids can repeat in another connection: the last one counts.
            match answer_of(&line.text) {
                Some((id, answer)) => {
                    if let Some(command) = ids.iter().rposition(|known| *known == id) {
                        script.commands[command].answer.get_or_insert(answer);
                    }
                }
                None => match script.commands.last_mut() {
                    Some(command) => command.events.push(line.text.clone()),
                    None => script.initial_frames.push(line.text.clone()),
                },
            }
        }
        script
    }

    /// The frames for a new connection. They are sent once.
    pub(crate) fn take_initial_frames(&mut self) -> Vec<String> {
        std::mem::take(&mut self.initial_frames)
    }

    /// The frames that follow a frame of the bot.
    pub(crate) fn on_frame(&mut self, frame: &[u8]) -> Vec<String> {
        let Some(request) = parse_request(frame) else {
            return vec![event_frame(&failed(invalid_request()))];
        };
        self.received_count += 1;
        let text = redact_command(&trim_command(&request.cmd));
        let Some(index) = self.find_command(&text) else {
            let error = self.record_mismatch(text).to_string();
            let error = ChatErrorType::command_error(error);
            let answer = failed(Box::new(ChatError::error(error)));
            return vec![answer_frame(&request.corr_id, &answer)];
        };
        let command = &mut self.commands[index];
        command.done = true;
        let answer = command.answer.iter();
        let answer = answer.map(|answer| answer_frame(&request.corr_id, answer));
        let answer: Vec<_> = answer.collect();
        // A repeated command has no more events.
        answer
            .into_iter()
            .chain(std::mem::take(&mut command.events))
            .collect()
    }

    /// The recorded command that this one is or repeats.
    fn find_command(&self, text: &str) -> Option<usize> {
        let first_open = || self.commands.iter().position(|command| !command.done);
        let is = |command: &RecordedCommand| is_same(&command.text, text);
        match self.mode {
            ReplayMode::Strict => first_open().filter(|index| is(&self.commands[*index])),
            ReplayMode::Lenient => {
                let mut commands = self.commands.iter();
                let fresh = commands.position(|command| !command.done && is(command));
                fresh.or_else(|| self.commands.iter().rposition(is))
            }
        }
    }

    fn record_mismatch(&mut self, received: String) -> Mismatch {
        let first_open = self.commands.iter().find(|command| !command.done);
        let recorded = match self.mode {
            ReplayMode::Strict => first_open,
            ReplayMode::Lenient => self.nearest(&received),
        };
        let mismatch = Mismatch {
            command: self.received_count,
            recorded: recorded.map(|command| command.text.clone()),
            received: Some(received),
        };
        self.first.get_or_insert_with(|| mismatch.clone());
        self.mismatches.add(mismatch.clone());
        mismatch
    }

    /// The recorded command of the same type with the fewest differences.
    fn nearest(&self, text: &str) -> Option<&RecordedCommand> {
        let received = params(text)?;
        let distance = |command: &&RecordedCommand| {
            let (name, recorded) = params(&command.text)?;
            (name == received.0).then(|| differences(&recorded, &received.1).len())
        };
        let near = self
            .commands
            .iter()
            .filter(|command| distance(command).is_some());
        near.min_by_key(distance)
    }

    /// The first command that was not received, if all are required.
    pub(crate) fn missing(&self) -> Option<Mismatch> {
        let index = self.commands.iter().position(|command| !command.done)?;
        (self.mode == ReplayMode::Strict).then(|| Mismatch {
            command: index + 1,
            received: None,
            recorded: Some(self.commands[index].text.clone()),
        })
    }
}

impl RecordedCommand {
    fn new(text: String) -> Self {
        Self {
            text: trim_command(&text),
            answer: None,
            events: Vec::new(),
            done: false,
        }
    }
}

/// Whether two encoded commands are the same command.
fn is_same(one: &str, other: &str) -> bool {
    one == other || params(one).is_some_and(|one| params(other) == Some(one))
}

/// The name and the parameters of a command, if it is one of the API.
fn params(text: &str) -> Option<(&'static str, JsonObject)> {
    let command = AnyCommand::decode(text).ok()?;
    Some((command.spec().name, command.to_params().ok()?))
}

/// The id and the `resp` object of an answer; `None` for any other frame.
fn answer_of(frame: &str) -> Option<(String, String)> {
    let frame = Frame::parse(frame).ok()?;
    Some((frame.corr_id?.into_owned(), frame.body.to_owned()))
}
