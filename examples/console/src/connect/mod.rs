//! `console connect`: sends typed commands to a server.
//!
//! At a terminal an [`editor`] reads the lines, with history, completion by Tab, hints, and events that are shown above
//! the line. From a pipe, [`piped`] reads them. Both pass them to a [`session`].

mod check;
mod completion;
mod editor;
mod embedded;
mod events;
mod help;
mod history;
mod json_completion;
mod line_helper;
mod meta_command;
mod output;
mod piped;
mod session;
mod style;

use std::error::Error;
use std::io::{self, IsTerminal};
use std::pin::pin;

use simplex_api::client::{Client, Events};

use crate::line_io::print_line;
use crate::runtime;
use crate::signals::{self, Interrupts};
use editor::Editor;
use embedded::EmbeddedServer;
use output::Output;
use piped::PipedInput;
use session::Session;
use style::Styler;

/// Sends the lines of the input to the server at `url`, or to an embedded one.
pub(crate) fn run(url: Option<&str>) -> Result<(), Box<dyn Error>> {
    runtime::run(connect(url))
}

async fn connect(url: Option<&str>) -> Result<(), Box<dyn Error>> {
    let styler = Styler::detect();
    let mut editor = if is_interactive() {
        Some(Editor::new(styler)?)
    } else {
        None
    };
    let output = match &mut editor {
        Some(editor) => Output::above_line(editor.printer()?),
        None => Output::stdout(),
    };
    let (embedded, url) = match url {
        Some(url) => (None, url.to_owned()),
        None => {
            let embedded = EmbeddedServer::start(styler, output.clone()).await?;
            let url = embedded.url();
            (Some(embedded), url)
        }
    };
    let (client, events) = Client::connect(&url).await?;
    match embedded {
        Some(_) => print_line("Connected to an embedded server")?,
        None => print_line(&format!("Connected to {}", client.url()))?,
    }
    if io::stdin().is_terminal() {
        print_line(&help::usage())?;
    }
    let session = Session {
        client,
        embedded,
        styler,
    };
    match editor {
        Some(editor) => run_editor(editor, session, events, output).await,
        None => PipedInput::new(session, events, output).run().await,
    }
}

/// Whether input and output are a terminal on which lines can be edited.
fn is_interactive() -> bool {
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stdin().is_terminal() && io::stdout().is_terminal() && !is_dumb
}

/// Answers lines typed at a terminal until the input or the connection ends. Ctrl-C cancels the current command.
async fn run_editor(
    editor: Editor,
    session: Session,
    events: Events,
    output: Output,
) -> Result<(), Box<dyn Error>> {
    let client = session.client.clone();
    // Must be installed before the handler that the editor installs for each line.
    let mut interrupts = Interrupts::new()?;
    let mut terminated = pin!(signals::terminated());
    let events = tokio::spawn(events::print_all(events, output, session.styler));
    let mut input = editor.start(session);
    let reason = loop {
        tokio::select! {
            result = &mut input.ended => {
                result??;
                break None;
            }
            () = interrupts.next() => input.cancel(),
            result = &mut terminated => {
                result?;
                input.stop().await?;
                break None;
            }
            reason = client.closed() => {
                input.stop().await?;
                break Some(reason);
            }
        }
    };
    if let Some(reason) = reason {
        print_line(&format!("The connection has ended: {reason}"))?;
    }
    client.close().await;
    events.await?;
    Ok(())
}
