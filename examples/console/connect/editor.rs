//! Lines typed at a terminal, with an editor.

use std::io;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustyline::config::BellStyle;
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{ColorMode, Config, ExternalPrinter};
use tokio::runtime::Handle;
use tokio::sync::{oneshot, watch};

use super::assistant::Assistant;
use super::history::{self, History, Keep};
use super::paint::Paint;
use super::session::{Flow, Session};
use crate::lines::say;

const PROMPT: &str = "> ";

/// How often a thread that is to end is interrupted.
const AGAIN: Duration = Duration::from_millis(20);

/// The editor.
pub(super) struct Editor {
    inner: rustyline::Editor<Assistant, MemHistory>,
    history: History,
}

/// The thread that reads lines and lets them be answered.
pub(super) struct Typing {
    is_over: watch::Sender<bool>,
    /// Changes with each Ctrl-C between the lines.
    cancel: watch::Sender<()>,
    thread: JoinHandle<()>,
    /// What ended it.
    pub(super) ended: oneshot::Receiver<io::Result<()>>,
}

impl Editor {
    pub(super) fn new(paint: Paint) -> io::Result<Self> {
        let color_mode = if paint.has_colours() {
            ColorMode::Enabled
        } else {
            ColorMode::Disabled
        };
        let config = Config::builder()
            .color_mode(color_mode)
            .bell_style(BellStyle::None)
            .completion_type(rustyline::CompletionType::List)
            .completion_show_all_if_ambiguous(true)
            .max_history_size(history::MOST)
            .map_err(failed)?
            .build();
        let lines = MemHistory::with_config(&config);
        let mut inner = rustyline::Editor::with_history(config, lines).map_err(failed)?;
        inner.set_helper(Some(Assistant { paint }));
        let (history, lines) = History::open();
        match lines {
            Ok(lines) => {
                for line in lines {
                    inner.add_history_entry(line).map_err(failed)?;
                }
            }
            Err(error) => say(&format!("! there is no history: {error}"))?,
        }
        Ok(Self { inner, history })
    }

    /// What shows texts above the line.
    pub(super) fn printer(&mut self) -> io::Result<impl ExternalPrinter + Send + use<>> {
        self.inner.create_external_printer().map_err(failed)
    }

    /// Reads lines and answers each before the next.
    pub(super) fn start(mut self, mut session: Session) -> Typing {
        let (sender, ended) = oneshot::channel();
        let (is_over, over) = watch::channel(false);
        let (cancel, cancelled) = watch::channel(());
        let runtime = Handle::current();
        let thread = thread::spawn(move || {
            let result = self.converse(&mut session, &runtime, over, cancelled);
            // There is no receiver if the console ends for another reason.
            let _ = sender.send(result);
        });
        Typing {
            is_over,
            cancel,
            thread,
            ended,
        }
    }

    fn converse(
        &mut self,
        session: &mut Session,
        runtime: &Handle,
        mut is_over: watch::Receiver<bool>,
        mut cancelled: watch::Receiver<()>,
    ) -> io::Result<()> {
        while !*is_over.borrow() {
            // From here on, Ctrl-C is for the next line.
            cancelled.mark_unchanged();
            let pasted = match self.inner.readline(PROMPT) {
                Ok(lines) => lines,
                // Ctrl-C, or a signal: the line is dropped.
                Err(ReadlineError::Interrupted | ReadlineError::Signal(_)) => continue,
                Err(ReadlineError::Eof) => break,
                Err(error) => return Err(failed(error)),
            };
            pasted.lines().try_for_each(|line| self.keep(line))?;
            let answered = async {
                tokio::select! {
                    biased;
                    _ = is_over.wait_for(|is_over| *is_over) => Ok(Flow::End),
                    Ok(()) = cancelled.changed() => {
                        say("! cancelled: what was sent may still be done")?;
                        Ok(Flow::Next)
                    }
                    flow = respond(session, &pasted) => flow,
                }
            };
            if let Flow::End = runtime.block_on(answered)? {
                break;
            }
        }
        Ok(())
    }

    fn keep(&mut self, line: &str) -> io::Result<()> {
        let keep = history::keeping(line);
        if keep != Keep::Nowhere {
            self.inner.add_history_entry(line).map_err(failed)?;
        }
        if keep == Keep::File
            && let Err(error) = self.history.add(line)
        {
            say(&format!("! the history is not kept: {error}"))?;
        }
        Ok(())
    }
}

/// Answers lines that were pasted together one by one.
async fn respond(session: &mut Session, pasted: &str) -> io::Result<Flow> {
    for line in pasted.lines() {
        if let Flow::End = session.respond(line).await? {
            return Ok(Flow::End);
        }
        while session.act().await? {}
        session.report_obstacles()?;
    }
    Ok(Flow::Next)
}

impl Typing {
    /// Ends the answering of lines.
    pub(super) fn cancel(&self) {
        self.cancel.send_replace(());
    }

    /// Ends it and waits until the terminal is as it was before.
    pub(super) async fn stop(self) -> io::Result<()> {
        self.is_over.send_replace(true);
        #[cfg(not(unix))]
        if !self.thread.is_finished() {
            say("Press Enter to leave.")?;
        }
        while !self.thread.is_finished() {
            interrupt(&self.thread);
            tokio::time::sleep(AGAIN).await;
        }
        Ok(())
    }
}

/// Ends the reading of a line. Between the lines the signal is heard by nobody.
#[cfg(unix)]
fn interrupt(thread: &JoinHandle<()>) {
    use std::os::unix::thread::JoinHandleExt;

    use nix::sys::pthread::pthread_kill;
    use nix::sys::signal::Signal;

    // The thread may have ended.
    let _ = pthread_kill(thread.as_pthread_t(), Signal::SIGINT);
}

/// Nothing but a key ends the reading of a line.
#[cfg(not(unix))]
fn interrupt(_: &JoinHandle<()>) {}

fn failed(error: ReadlineError) -> io::Error {
    match error {
        ReadlineError::Io(error) => error,
        #[cfg(unix)]
        ReadlineError::Errno(error) => error.into(),
        other => io::Error::other(other),
    }
}
