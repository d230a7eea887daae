//! What a line does.

use std::io;

use serde_json::Value;
use simplex_api::client::{Client, Error as ClientError};
use simplex_api::json;

use super::mistake::{self, Line};
use super::orders::{self, Order};
use super::paint::Paint;
use super::stage::Stage;
use super::{events, help};
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
    pub(super) async fn respond(&mut self, line: &str) -> io::Result<Flow> {
        if line.starts_with(':') {
            return match orders::read(line) {
                Ok(order) => self.obey(order),
                Err(remedy) => self.show(&self.paint.harmless(&remedy)),
            };
        }
        match Line::read(line) {
            Line::Empty => Ok(Flow::Next),
            Line::Command(text) => self.show(&self.answer(text).await),
            Line::Undocumented(text) => {
                say("* not a documented command: sent as it is")?;
                self.show(&self.answer(text).await)
            }
            Line::Mistake(error) => self.show(&mistake::shown(line, &error, self.paint)),
        }
    }

    /// Lets the people on the embedded server do what they can. Returns whether somebody has done something.
    pub(super) async fn act(&mut self) -> io::Result<bool> {
        match &mut self.stage {
            Some(stage) => stage.act().await,
            None => Ok(false),
        }
    }

    /// Says what the people on the embedded server wait for.
    pub(super) fn report_obstacles(&mut self) -> io::Result<()> {
        self.stage.as_mut().map_or(Ok(()), Stage::report_obstacles)
    }

    fn show(&self, text: &str) -> io::Result<Flow> {
        say(text)?;
        Ok(Flow::Next)
    }

    fn obey(&mut self, order: Order<'_>) -> io::Result<Flow> {
        match order {
            Order::Help(None) => self.show(&help::overview(self.paint)),
            Order::Help(Some(text)) => self.show(&help::about(text, self.paint)),
            Order::Quit => Ok(Flow::End),
            Order::Say { name, text } => match &mut self.stage {
                Some(stage) => {
                    stage.give(name, text);
                    Ok(Flow::Next)
                }
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
