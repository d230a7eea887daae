//! Lines typed at a terminal, read with a line editor.

use std::io;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustyline::config::BellStyle;
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{ColorMode, Config, ExternalPrinter};
use tokio::runtime::Handle;
use tokio::sync::{oneshot, watch};

use super::history::{self, History, Retention};
use super::line_helper::LineHelper;
use super::session::{Flow, Session};
use super::style::Styler;
use crate::line_io::print_line;

const PROMPT: &str = "> ";

/// How often to interrupt the thread until it ends.
const INTERRUPT_INTERVAL: Duration = Duration::from_millis(20);

/// The line editor.
pub(super) struct Editor {
    inner: rustyline::Editor<LineHelper, MemHistory>,
    history: History,
}

/// The thread that reads and runs lines.
pub(super) struct InputThread {
    should_stop: watch::Sender<bool>,
    /// Changes with each Ctrl-C that is received while a line is run.
    cancel: watch::Sender<()>,
    thread: JoinHandle<()>,
    /// Receives the result when the thread ends.
    pub(super) ended: oneshot::Receiver<io::Result<()>>,
}

impl Editor {
    pub(super) fn new(styler: Styler) -> io::Result<Self> {
        let color_mode = if styler.has_colors() {
            ColorMode::Enabled
        } else {
            ColorMode::Disabled
        };
        let config = Config::builder()
            .color_mode(color_mode)
            .bell_style(BellStyle::None)
            .completion_type(rustyline::CompletionType::List)
            .completion_show_all_if_ambiguous(true)
            .max_history_size(history::MAX_LINES)
            .map_err(into_io_error)?
            .build();
        let lines = MemHistory::with_config(&config);
        let mut inner = rustyline::Editor::with_history(config, lines).map_err(into_io_error)?;
        inner.set_helper(Some(LineHelper { styler }));
        let (history, lines) = History::open();
        match lines {
            Ok(lines) => {
                for line in lines {
                    inner.add_history_entry(line).map_err(into_io_error)?;
                }
            }
            Err(error) => print_line(&format!("! cannot read the history: {error}"))?,
        }
        Ok(Self { inner, history })
    }

    /// A printer that prints above the line.
    pub(super) fn printer(&mut self) -> io::Result<impl ExternalPrinter + Send + use<>> {
        self.inner.create_external_printer().map_err(into_io_error)
    }

    /// Starts a thread that reads lines and runs each before it reads the next.
    pub(super) fn start(mut self, mut session: Session) -> InputThread {
        let (sender, ended) = oneshot::channel();
        let (should_stop, stop_receiver) = watch::channel(false);
        let (cancel, cancelled) = watch::channel(());
        let runtime = Handle::current();
        let thread = thread::spawn(move || {
            let result = self.run_lines(&mut session, &runtime, stop_receiver, cancelled);
            // There is no receiver if the console ends for another reason.
            let _ = sender.send(result);
        });
        InputThread {
            should_stop,
            cancel,
            thread,
            ended,
        }
    }

    fn run_lines(
        &mut self,
        session: &mut Session,
        runtime: &Handle,
        mut should_stop: watch::Receiver<bool>,
        mut cancelled: watch::Receiver<()>,
    ) -> io::Result<()> {
        while !*should_stop.borrow() {
            // A Ctrl-C from now on is for the next line.
            cancelled.mark_unchanged();
            let pasted = match self.inner.readline(PROMPT) {
                Ok(lines) => lines,
                // Ctrl-C, or a signal: the line is dropped.
                Err(ReadlineError::Interrupted | ReadlineError::Signal(_)) => continue,
                Err(ReadlineError::Eof) => break,
                Err(error) => return Err(into_io_error(error)),
            };
            pasted.lines().try_for_each(|line| self.remember(line))?;
            let run = async {
                tokio::select! {
                    biased;
                    _ = should_stop.wait_for(|stop| *stop) => Ok(Flow::Quit),
                    Ok(()) = cancelled.changed() => {
                        print_line("! cancelled: the server may still run the command")?;
                        Ok(Flow::Continue)
                    }
                    flow = run_pasted(session, &pasted) => flow,
                }
            };
            if let Flow::Quit = runtime.block_on(run)? {
                break;
            }
        }
        Ok(())
    }

    fn remember(&mut self, line: &str) -> io::Result<()> {
        let retention = history::retention(line);
        if retention != Retention::Never {
            self.inner.add_history_entry(line).map_err(into_io_error)?;
        }
        if retention == Retention::File
            && let Err(error) = self.history.add(line)
        {
            print_line(&format!("! cannot write the history: {error}"))?;
        }
        Ok(())
    }
}

/// Runs lines that were pasted together one after the other.
async fn run_pasted(session: &mut Session, pasted: &str) -> io::Result<Flow> {
    for line in pasted.lines() {
        if let Flow::Quit = session.run_line(line).await? {
            return Ok(Flow::Quit);
        }
        while session.act().await? {}
        session.report_obstacles()?;
    }
    Ok(Flow::Continue)
}

impl InputThread {
    /// Cancels the current line.
    pub(super) fn cancel(&self) {
        self.cancel.send_replace(());
    }

    /// Stops the thread and waits until it has restored the terminal.
    pub(super) async fn stop(self) -> io::Result<()> {
        self.should_stop.send_replace(true);
        #[cfg(not(unix))]
        if !self.thread.is_finished() {
            print_line("Press Enter to quit.")?;
        }
        while !self.thread.is_finished() {
            interrupt(&self.thread);
            tokio::time::sleep(INTERRUPT_INTERVAL).await;
        }
        Ok(())
    }
}

/// Interrupts the reading of a line. Has no effect while a line is run.
#[cfg(unix)]
fn interrupt(thread: &JoinHandle<()>) {
    use std::os::unix::thread::JoinHandleExt;

    use nix::sys::pthread::pthread_kill;
    use nix::sys::signal::Signal;

    // The thread may have ended.
    let _ = pthread_kill(thread.as_pthread_t(), Signal::SIGINT);
}

/// Only a key ends the reading of a line.
#[cfg(not(unix))]
fn interrupt(_: &JoinHandle<()>) {}

fn into_io_error(error: ReadlineError) -> io::Error {
    match error {
        ReadlineError::Io(error) => error,
        #[cfg(unix)]
        ReadlineError::Errno(error) => error.into(),
        other => io::Error::other(other),
    }
}
