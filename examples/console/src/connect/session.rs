//! Runs the lines of the input.

use std::io;

use serde_json::Value;
use simplex_api::client::{Client, Error as ClientError};
use simplex_api::json;

use super::check::{self, InputLine};
use super::embedded::EmbeddedServer;
use super::meta_command::{self, MetaCommand};
use super::style::Styler;
use super::{events, help};
use crate::line_io::print_line;

/// A connection to a server.
pub(super) struct Session {
    pub(super) client: Client,
    /// `None` if the server is not the embedded one.
    pub(super) embedded: Option<EmbeddedServer>,
    pub(super) styler: Styler,
}

/// Whether to read another line.
pub(super) enum Flow {
    Continue,
    Quit,
}

impl Session {
    /// Runs a line and prints the answer.
    pub(super) async fn run_line(&mut self, line: &str) -> io::Result<Flow> {
        if line.starts_with(':') {
            return match meta_command::parse(line) {
                Ok(command) => self.run_meta_command(command),
                Err(message) => self.print(&self.styler.sanitize(&message)),
            };
        }
        match InputLine::check(line) {
            InputLine::Empty => Ok(Flow::Continue),
            InputLine::Command(text) => self.print(&self.send(text).await),
            InputLine::Undocumented(text) => {
                print_line("* not a documented command: sent unchecked")?;
                self.print(&self.send(text).await)
            }
            InputLine::Invalid(error) => self.print(&check::show_error(line, &error, self.styler)),
        }
    }

    /// Lets the simulated contacts act. Returns whether one of them did something.
    pub(super) async fn act(&mut self) -> io::Result<bool> {
        match &mut self.embedded {
            Some(embedded) => embedded.act().await,
            None => Ok(false),
        }
    }

    /// Prints what the simulated contacts wait for.
    pub(super) fn report_obstacles(&mut self) -> io::Result<()> {
        self.embedded
            .as_mut()
            .map_or(Ok(()), EmbeddedServer::report_obstacles)
    }

    fn print(&self, text: &str) -> io::Result<Flow> {
        print_line(text)?;
        Ok(Flow::Continue)
    }

    fn run_meta_command(&mut self, command: MetaCommand<'_>) -> io::Result<Flow> {
        match command {
            MetaCommand::Help(None) => self.print(&help::overview(self.styler)),
            MetaCommand::Help(Some(text)) => self.print(&help::about(text, self.styler)),
            MetaCommand::Quit => Ok(Flow::Quit),
            MetaCommand::Say { name, text } => match &mut self.embedded {
                Some(embedded) => {
                    embedded.queue_message(name, text);
                    Ok(Flow::Continue)
                }
                None => self.print(
                    "! `:say` works only on the embedded server: here the contacts are real",
                ),
            },
        }
    }

    async fn send(&self, text: &str) -> String {
        let show = |tag: &str, body: &Value| events::show("<", tag, body, self.styler);
        match self.client.send_raw(text).await {
            Ok(response) => show(response.tag(), &events::parse(response.json())),
            Err(ClientError::Chat { error, .. }) => {
                show("chatCmdError", &events::parse(&json::encode(&*error)))
            }
            Err(error) => format!("! {}", self.styler.sanitize(&error.to_string())),
        }
    }
}
