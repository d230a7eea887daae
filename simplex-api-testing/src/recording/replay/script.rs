//! Which frames follow which command, without a wire.

use std::fmt;

use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::json::JsonObject;
use simplex_api::protocol::Frame;
use simplex_api::types::{ChatError, ChatErrorType};

use crate::bounded_log::{Bulk, Kept, ROOM};
use crate::expect::difference::differences;
use crate::network::outcome::invalid_request;
use crate::recording::Recording;
use crate::recording::redact::redact_command;
use crate::recording::replay::ReplayMode;
use crate::server::frames::{answer_frame, event_frame, parse_request, trim_command};
use crate::server::hub::failed;
use crate::transcript::Direction;

/// A command that differs from the recording, or is missing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub struct Deviation {
    /// Which command it is, from 1: as it came, or as it was recorded if it is missing.
    pub command: usize,
    /// The text that came, without secrets; `None` if it is missing.
    pub came: Option<String>,
    /// The text that was recorded in its place, or is most like it; `None` if there is none.
    pub recorded: Option<String>,
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.command;
        match (&self.came, &self.recorded) {
            (None, recorded) => {
                let recorded = recorded.as_deref().unwrap_or_default();
                write!(
                    f,
                    "command {number} of the recording has not come: `{recorded}`"
                )
            }
            (Some(came), None) => {
                write!(f, "command {number} is not in the recording: `{came}`")
            }
            (Some(came), Some(recorded)) => {
                write!(
                    f,
                    "command {number} is not as recorded: `{came}` came, not `{recorded}`"
                )?;
                let (Some(came), Some(recorded)) = (params(came), params(recorded)) else {
                    return Ok(());
                };
                if came.0 != recorded.0 {
                    return Ok(());
                }
                let differences = differences(&recorded.1, &came.1);
                differences.iter().try_for_each(|(name, recorded, came)| {
                    write!(f, "\n  {name}: recorded {recorded}, came {came}")
                })
            }
        }
    }
}

impl Bulk for Deviation {
    fn text_len(&self) -> usize {
        let texts = [&self.came, &self.recorded];
        texts.into_iter().flatten().map(String::len).sum()
    }
}

/// What is replayed, and how far it has come.
pub(crate) struct Script {
    mode: ReplayMode,
    /// The frames before the first command.
    beginning: Vec<String>,
    steps: Vec<Step>,
    came: usize,
    pub(crate) first: Option<Deviation>,
    pub(crate) deviations: Kept<Deviation>,
}

/// A command, and what follows it.
struct Step {
    text: String,
    /// The `resp` object of the answer.
    answer: Option<String>,
    /// The events after the command and before the next one, whole frames.
    events: Vec<String>,
    /// Whether it has come.
    done: bool,
}

impl Script {
    pub(crate) fn new(recording: &Recording, mode: ReplayMode) -> Self {
        let mut script = Self {
            mode,
            beginning: Vec::new(),
            steps: Vec::new(),
            came: 0,
            first: None,
            deviations: Kept::new(ROOM),
        };
        let mut ids: Vec<String> = Vec::new();
        for line in recording.lines() {
            if line.direction == Direction::ToServer {
                // What was no request when it was recorded has no answer that could be found.
                if let Some(request) = parse_request(line.text.as_bytes()) {
                    ids.push(request.corr_id);
                    script.steps.push(Step::new(request.cmd));
                }
                continue;
            }
            // Ids can come again with the next connection: the last one counts.
            match answer_of(&line.text) {
                Some((id, answer)) => {
                    if let Some(step) = ids.iter().rposition(|known| *known == id) {
                        script.steps[step].answer.get_or_insert(answer);
                    }
                }
                None => match script.steps.last_mut() {
                    Some(step) => step.events.push(line.text.clone()),
                    None => script.beginning.push(line.text.clone()),
                },
            }
        }
        script
    }

    /// The frames for a new connection. They come once.
    pub(crate) fn begin(&mut self) -> Vec<String> {
        std::mem::take(&mut self.beginning)
    }

    /// The frames that follow a frame of the bot.
    pub(crate) fn take(&mut self, frame: &[u8]) -> Vec<String> {
        let Some(request) = parse_request(frame) else {
            return vec![event_frame(&failed(invalid_request()))];
        };
        self.came += 1;
        let text = redact_command(&trim_command(&request.cmd));
        let Some(index) = self.step_for(&text) else {
            let error = self.deviate(text).to_string();
            let error = ChatErrorType::command_error(error);
            let answer = failed(Box::new(ChatError::error(error)));
            return vec![answer_frame(&request.corr_id, &answer)];
        };
        let step = &mut self.steps[index];
        step.done = true;
        let answer = step.answer.iter();
        let answer = answer.map(|answer| answer_frame(&request.corr_id, answer));
        let answer: Vec<_> = answer.collect();
        // Repeated, a command has no events any more.
        answer
            .into_iter()
            .chain(std::mem::take(&mut step.events))
            .collect()
    }

    /// The step that a command is, or is again.
    fn step_for(&self, text: &str) -> Option<usize> {
        let open = || self.steps.iter().position(|step| !step.done);
        let is = |step: &Step| is_same(&step.text, text);
        match self.mode {
            ReplayMode::Strict => open().filter(|index| is(&self.steps[*index])),
            ReplayMode::Lenient => {
                let mut steps = self.steps.iter();
                let fresh = steps.position(|step| !step.done && is(step));
                fresh.or_else(|| self.steps.iter().rposition(is))
            }
        }
    }

    fn deviate(&mut self, came: String) -> Deviation {
        let open = self.steps.iter().find(|step| !step.done);
        let recorded = match self.mode {
            ReplayMode::Strict => open,
            ReplayMode::Lenient => self.nearest(&came),
        };
        let deviation = Deviation {
            command: self.came,
            recorded: recorded.map(|step| step.text.clone()),
            came: Some(came),
        };
        self.first.get_or_insert_with(|| deviation.clone());
        self.deviations.add(deviation.clone());
        deviation
    }

    /// The step that has the same command and differs least.
    fn nearest(&self, text: &str) -> Option<&Step> {
        let came = params(text)?;
        let distance = |step: &&Step| {
            let (name, recorded) = params(&step.text)?;
            (name == came.0).then(|| differences(&recorded, &came.1).len())
        };
        let near = self.steps.iter().filter(|step| distance(step).is_some());
        near.min_by_key(distance)
    }

    /// The first command that has not come, if all must.
    pub(crate) fn missing(&self) -> Option<Deviation> {
        let index = self.steps.iter().position(|step| !step.done)?;
        (self.mode == ReplayMode::Strict).then(|| Deviation {
            command: index + 1,
            came: None,
            recorded: Some(self.steps[index].text.clone()),
        })
    }
}

impl Step {
    fn new(text: String) -> Self {
        Self {
            text: trim_command(&text),
            answer: None,
            events: Vec::new(),
            done: false,
        }
    }
}

/// Whether two texts are the same command.
fn is_same(one: &str, other: &str) -> bool {
    one == other || params(one).is_some_and(|one| params(other) == Some(one))
}

/// The name of a command and its parameters, if it is one of the API.
fn params(text: &str) -> Option<(&'static str, JsonObject)> {
    let command = AnyCommand::decode(text).ok()?;
    Some((command.spec().name, command.to_params().ok()?))
}

/// The id of an answer and its `resp` object; `None` for an event, or what is no frame.
fn answer_of(frame: &str) -> Option<(String, String)> {
    let frame = Frame::parse(frame).ok()?;
    Some((frame.corr_id?.into_owned(), frame.body.to_owned()))
}
