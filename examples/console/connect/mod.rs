//! Commands typed by hand.
//!
//! At a terminal lines are edited: with history, completion by Tab, a hint of what comes next, and events
//! shown above the line. From a pipe lines are read as they are, by a [`script`]. What both do is in [`session`].

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
mod script;
mod session;
mod stage;

use std::error::Error;
use std::io::{self, IsTerminal};
use std::pin::pin;

use simplex_api::client::{Client, Events};
use tokio::runtime::Runtime;

use crate::lines::say;
use crate::signals::{self, Interrupts};
use editor::Editor;
use paint::Paint;
use screen::Screen;
use script::Script;
use session::Session;
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
    match stage {
        Some(_) => say("Connected to an embedded server")?,
        None => say(&format!("Connected to {}", client.url()))?,
    }
    if io::stdin().is_terminal() {
        say(&help::usage())?;
    }
    let session = Session {
        client,
        stage,
        paint,
    };
    match editor {
        Some(editor) => edit(editor, session, events, screen).await,
        None => Script::new(session, events, screen).run().await,
    }
}

/// Whether lines can be edited: somebody types, and sees what is typed.
fn is_edited() -> bool {
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stdin().is_terminal() && io::stdout().is_terminal() && !is_dumb
}

/// Answers what is typed at a terminal, until it or the connection ends. Ctrl-C ends what is being done.
async fn edit(
    editor: Editor,
    session: Session,
    events: Events,
    screen: Screen,
) -> Result<(), Box<dyn Error>> {
    let client = session.client.clone();
    // The editor sets a handler of its own for each line, and this one must be there before.
    let mut interrupts = Interrupts::new()?;
    let mut terminated = pin!(signals::terminated());
    let events = tokio::spawn(events::show(events, screen, session.paint));
    let mut typing = editor.start(session);
    let reason = loop {
        tokio::select! {
            result = &mut typing.ended => {
                result??;
                break None;
            }
            () = interrupts.next() => typing.cancel(),
            result = &mut terminated => {
                result?;
                typing.stop().await?;
                break None;
            }
            reason = client.closed() => {
                typing.stop().await?;
                break Some(reason);
            }
        }
    };
    if let Some(reason) = reason {
        say(&format!("The connection has ended: {reason}"))?;
    }
    client.close().await;
    events.await?;
    Ok(())
}
