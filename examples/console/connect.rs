//! Commands typed by hand.

use std::error::Error;
use std::io::{self, IsTerminal};

use serde_json::Value;
use simplex_api::DecodeError;
use simplex_api::client::{Client, Error as ClientError, Events, Incoming};
use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::json;
use simplex_api::testing::ChatServer;
use tokio::io::{AsyncBufReadExt, BufReader, Lines, Stdin};
use tokio::runtime::Runtime;

use crate::lines::say;

const HELP: &str = "\
Commands are checked before they are sent; `!` in front sends any text.
An empty line does nothing, the end of the input ends the connection.";

/// Sends what is typed to the server at `url`, or to an embedded one.
pub(crate) fn run(url: Option<&str>) -> Result<(), Box<dyn Error>> {
    let runtime = Runtime::new()?;
    let result = runtime.block_on(connect(url));
    // The task that reads the terminal cannot be stopped.
    runtime.shutdown_background();
    result
}

async fn connect(url: Option<&str>) -> Result<(), Box<dyn Error>> {
    let (_server, url) = match url {
        Some(url) => (None, url.to_owned()),
        None => {
            let server = ChatServer::start().await?;
            let url = server.url();
            (Some(server), url)
        }
    };
    let (client, events) = Client::connect(&url).await?;
    say(&format!("Connected to {url}"))?;
    if io::stdin().is_terminal() {
        say(HELP)?;
    }
    let events = tokio::spawn(show_events(events));
    let lines = BufReader::new(tokio::io::stdin()).lines();
    tokio::select! {
        result = converse(&client, lines) => result?,
        reason = client.closed() => say(&format!("The connection has ended: {reason}"))?,
        result = tokio::signal::ctrl_c() => result?,
    }
    client.close().await;
    events.await?;
    Ok(())
}

/// Sends the lines one after the other, each when the one before it is answered.
async fn converse(client: &Client, mut lines: Lines<BufReader<Stdin>>) -> io::Result<()> {
    loop {
        let line = match lines.next_line().await {
            Ok(Some(line)) => line,
            Ok(None) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                say("That is not UTF-8.")?;
                continue;
            }
            Err(error) => return Err(error),
        };
        match checked(&line) {
            Ok("") => {}
            Ok(text) => say(&answer(client, text).await)?,
            Err(error) => say(&mistake(&line, &error))?,
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

/// The line with a caret under the mistake. Long lines are cut around it.
fn mistake(line: &str, error: &DecodeError) -> String {
    let around = 60;
    let start = (error.column() - 1).saturating_sub(around);
    let part: String = line.chars().skip(start).take(2 * around).collect();
    let indent = " ".repeat(error.column() - 1 - start);
    format!("  {part}\n  {indent}^ {error}")
}

async fn answer(client: &Client, text: &str) -> String {
    match client.send_raw(text).await {
        Ok(response) => shown("<", &response.tag, &value(response.json())),
        Err(ClientError::Chat { error, .. }) => {
            shown("<", "chatCmdError", &value(&json::encode(&*error)))
        }
        Err(error) => format!("! {error}"),
    }
}

/// Shows what comes without being asked for, until the connection ends.
async fn show_events(mut events: Events) {
    while let Some(incoming) = events.next().await {
        let text = match incoming {
            Incoming::Event(event) => {
                let event = value(&json::encode(&event));
                let tag = event["type"].as_str().unwrap_or_default();
                shown("*", tag, &event)
            }
            Incoming::Error(error) => shown("*", "chatCmdError", &value(&json::encode(&*error))),
            Incoming::Unmatched { corr_id, response } => {
                let tag = format!("{} to the unknown request `{corr_id}`", response.tag);
                shown("*", &tag, &value(response.json()))
            }
            Incoming::Malformed { text, error } => format!("* unreadable: {error}\n{text}"),
            Incoming::Disconnected { reason } => format!("* disconnected: {reason}"),
            Incoming::Reconnected { gap } => {
                format!(
                    "* connected again after {:?}, events may be missing",
                    gap.downtime
                )
            }
            Incoming::Lagged(count) => format!("* {count} events were lost"),
            _ => continue,
        };
        if say(&text).is_err() {
            return;
        }
    }
}

fn value(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_default()
}

fn shown(mark: &str, tag: &str, body: &Value) -> String {
    format!("{mark} {tag}\n{body:#}")
}
