//! Commands typed by hand.
//!
//! At a terminal lines are edited: with history, completion by Tab, a hint of what comes next, and events
//! shown above the line. From a pipe lines are read as they are. What both do is in [`session`].

mod assistant;
mod complete;
mod editor;
mod events;
mod help;
mod history;
mod json;
mod mistake;
mod orders;
mod paint;
mod screen;
mod session;
mod stage;

use std::error::Error;
use std::io::{self, IsTerminal};
use std::pin::pin;

use simplex_api::client::Client;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::runtime::Runtime;

use crate::lines::say;
use editor::Editor;
use paint::Paint;
use screen::Screen;
use session::{Flow, Session};
use stage::Stage;

/// Sends what is typed to the server at `url`, or to an embedded one.
pub(crate) fn run(url: Option<&str>) -> Result<(), Box<dyn Error>> {
    let runtime = Runtime::new()?;
    let result = runtime.block_on(connect(url));
    // The task that reads a pipe cannot be stopped.
    runtime.shutdown_background();
    result
}

async fn connect(url: Option<&str>) -> Result<(), Box<dyn Error>> {
    let paint = Paint::detect();
    let mut editor = if is_edited() {
        Some(Editor::new(paint)?)
    } else {
        None
    };
    let screen = match &mut editor {
        Some(editor) => Screen::around(editor.printer()?),
        None => Screen::output(),
    };
    let (stage, url) = match url {
        Some(url) => (None, url.to_owned()),
        None => {
            let stage = Stage::start(paint, screen.clone()).await?;
            let url = stage.url();
            (Some(stage), url)
        }
    };
    let (client, events) = Client::connect(&url).await?;
    say(&format!("Connected to {}", client.url()))?;
    if io::stdin().is_terminal() {
        say(&help::usage())?;
    }
    let events = tokio::spawn(events::show(events, screen, paint));
    let session = Session {
        client: client.clone(),
        stage,
        paint,
    };
    match editor {
        Some(editor) => edit(editor, session).await?,
        None => read(session).await?,
    }
    client.close().await;
    events.await?;
    Ok(())
}

/// Whether lines can be edited: somebody types, and sees what is typed.
fn is_edited() -> bool {
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stdin().is_terminal() && io::stdout().is_terminal() && !is_dumb
}

/// Answers what is typed at a terminal, until it or the connection ends.
async fn edit(editor: Editor, session: Session) -> Result<(), Box<dyn Error>> {
    let client = session.client.clone();
    let mut interrupt = pin!(tokio::signal::ctrl_c());
    tokio::select! {
        biased;
        result = &mut interrupt => return Ok(result?),
        // The editor sets a handler of its own for each line, and this one must be there before.
        () = std::future::ready(()) => {}
    }
    let mut typing = editor.start(session);
    let reason = tokio::select! {
        result = &mut typing.ended => return Ok(result??),
        result = interrupt => {
            result?;
            None
        }
        reason = client.closed() => Some(reason),
    };
    typing.stop().await?;
    match reason {
        Some(reason) => Ok(say(&format!("The connection has ended: {reason}"))?),
        None => Ok(()),
    }
}

/// Answers what comes from a pipe, until it or the connection ends.
async fn read(session: Session) -> Result<(), Box<dyn Error>> {
    tokio::select! {
        result = converse(&session) => result?,
        reason = session.client.closed() => say(&format!("The connection has ended: {reason}"))?,
        result = tokio::signal::ctrl_c() => result?,
    }
    Ok(())
}

/// Answers the lines one after the other, each when the one before it is answered.
async fn converse(session: &Session) -> io::Result<()> {
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
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
        if let Flow::End = session.respond(&line).await? {
            return Ok(());
        }
    }
}
