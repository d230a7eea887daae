//! What a line does.

use std::io;

use serde_json::Value;
use simplex_api::DecodeError;
use simplex_api::client::{Client, Error as ClientError};
use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::json;

use super::orders::{self, Order};
use super::paint::Paint;
use super::stage::Stage;
use super::{events, help, mistake};
use crate::lines::say;

/// A connection, and who else is there.
pub(super) struct Session {
    pub(super) client: Client,
    /// The embedded server, if it is one.
    pub(super) stage: Option<Stage>,
    pub(super) paint: Paint,
}

/// What comes after a line.
pub(super) enum Flow {
    Next,
    End,
}

impl Session {
    /// Does what a line says, and shows the answer.
    pub(super) async fn respond(&self, line: &str) -> io::Result<Flow> {
        if line.starts_with(':') {
            return match orders::read(line) {
                Ok(order) => self.obey(order),
                Err(remedy) => self.show(&self.paint.harmless(&remedy)),
            };
        }
        match checked(line) {
            Ok("") => Ok(Flow::Next),
            Ok(text) => self.show(&self.answer(text).await),
            Err(error) => self.show(&mistake::shown(line, &error, self.paint)),
        }
    }

    fn show(&self, text: &str) -> io::Result<Flow> {
        say(text)?;
        Ok(Flow::Next)
    }

    fn obey(&self, order: Order<'_>) -> io::Result<Flow> {
        match order {
            Order::Help(None) => self.show(&help::overview(self.paint)),
            Order::Help(Some(text)) => self.show(&help::about(text, self.paint)),
            Order::Quit => Ok(Flow::End),
            Order::Say { name, text } => match &self.stage {
                Some(stage) => match stage.say(name, text) {
                    Some(obstacle) => self.show(&format!("* {obstacle}")),
                    None => Ok(Flow::Next),
                },
                None => self.show(
                    "! this server is not the embedded one: its contacts speak for themselves",
                ),
            },
        }
    }

    async fn answer(&self, text: &str) -> String {
        let shown = |tag: &str, body: &Value| events::shown("<", tag, body, self.paint);
        match self.client.send_raw(text).await {
            Ok(response) => shown(response.tag(), &events::value(response.json())),
            Err(ClientError::Chat { error, .. }) => {
                shown("chatCmdError", &events::value(&json::encode(&*error)))
            }
            Err(error) => format!("! {}", self.paint.harmless(&error.to_string())),
        }
    }
}

/// The text to send.
fn checked(line: &str) -> Result<&str, DecodeError> {
    match line.strip_prefix('!') {
        Some(text) => Ok(text),
        None if line.is_empty() => Ok(line),
        None => AnyCommand::decode(line).map(|_| line),
    }
}
