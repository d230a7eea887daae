//! Lines from a pipe.
//!
//! On the embedded server the same lines always have the same output: the effects of a line are printed before the next
//! one is read. On another server events are printed as they come.

use std::error::Error;
use std::future::ready;
use std::io;
use std::pin::pin;

use simplex_api::client::{Events, Incoming};
use tokio::io::{AsyncBufReadExt, BufReader, Lines, Stdin};
use tokio::task::unconstrained;

use super::events;
use super::output::Output;
use super::session::{Flow, Session};
use crate::line_io::print_line;
use crate::signals;

/// The lines, and the session that runs them.
pub(super) struct PipedInput {
    lines: Lines<BufReader<Stdin>>,
    session: Session,
    events: Events,
    output: Output,
}

impl PipedInput {
    pub(super) fn new(session: Session, events: Events, output: Output) -> Self {
        Self {
            lines: BufReader::new(tokio::io::stdin()).lines(),
            session,
            events,
            output,
        }
    }

    /// Runs the lines until the input or the connection ends, or a signal asks to stop.
    pub(super) async fn run(mut self) -> Result<(), Box<dyn Error>> {
        let client = self.session.client.clone();
        tokio::select! {
            result = self.run_lines() => result?,
            result = signals::stop_requested() => result?,
            reason = client.closed() => print_line(&format!("The connection has ended: {reason}"))?,
        }
        client.close().await;
        while let Some(incoming) = self.events.next().await {
            self.print(incoming)?;
        }
        Ok(())
    }

    async fn run_lines(&mut self) -> io::Result<()> {
        loop {
            let line = tokio::select! {
                line = self.lines.next_line() => line,
                Some(incoming) = self.events.next() => {
                    self.print(incoming)?;
                    continue;
                }
            };
            match line {
                Ok(Some(line)) => match self.run_line(&line).await? {
                    Flow::Continue => self.settle().await?,
                    Flow::Quit => return Ok(()),
                },
                Ok(None) => return Ok(()),
                Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                    print_line("! this line is not UTF-8")?;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Runs a line. On a server that is not the embedded one, events are printed in the meantime.
    async fn run_line(&mut self, line: &str) -> io::Result<Flow> {
        let is_embedded = self.session.embedded.is_some();
        let styler = self.session.styler;
        let mut running = pin!(self.session.run_line(line));
        loop {
            tokio::select! {
                biased;
                flow = &mut running => return flow,
                Some(incoming) = self.events.next(), if !is_embedded => {
                    events::print_one(incoming, &self.output, styler)?;
                }
            }
        }
    }

    /// Prints the effects of a line on the embedded server, until no simulated contact acts any more.
    async fn settle(&mut self) -> io::Result<()> {
        if self.session.embedded.is_none() {
            return Ok(());
        }
        loop {
            self.print_queued().await?;
            if !self.session.act().await? {
                return self.session.report_obstacles();
            }
        }
    }

    /// Prints the events that the embedded server has queued. It sends them after its next answer, so all of them have
    /// arrived with the answer after that.
    async fn print_queued(&mut self) -> io::Result<()> {
        for _ in 0..2 {
            // The end of the connection is reported by `run`.
            let _ = self.session.client.send_raw("/v").await;
        }
        loop {
            let next = unconstrained(self.events.next());
            let queued = tokio::select! {
                biased;
                incoming = next => incoming,
                () = ready(()) => None,
            };
            match queued {
                Some(incoming) => self.print(incoming)?,
                None => return Ok(()),
            }
        }
    }

    fn print(&self, incoming: Incoming) -> io::Result<()> {
        events::print_one(incoming, &self.output, self.session.styler)
    }
}
