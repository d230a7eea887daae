//! Lines from a pipe.
//!
//! On the embedded server the same lines have the same output each time: what a line causes is shown before the next
//! one is read. On another server events are shown as they come.

use std::error::Error;
use std::future::ready;
use std::io;
use std::pin::pin;

use simplex_api::client::{Events, Incoming};
use tokio::io::{AsyncBufReadExt, BufReader, Lines, Stdin};
use tokio::task::unconstrained;

use super::events;
use super::screen::Screen;
use super::session::{Flow, Session};
use crate::lines::say;
use crate::signals;

/// The lines, and what answers them.
pub(super) struct Script {
    lines: Lines<BufReader<Stdin>>,
    session: Session,
    events: Events,
    screen: Screen,
}

impl Script {
    pub(super) fn new(session: Session, events: Events, screen: Screen) -> Self {
        Self {
            lines: BufReader::new(tokio::io::stdin()).lines(),
            session,
            events,
            screen,
        }
    }

    /// Answers the lines until they, the connection, or a signal ends it.
    pub(super) async fn run(mut self) -> Result<(), Box<dyn Error>> {
        let client = self.session.client.clone();
        tokio::select! {
            result = self.converse() => result?,
            result = signals::stopped() => result?,
            reason = client.closed() => say(&format!("The connection has ended: {reason}"))?,
        }
        client.close().await;
        while let Some(incoming) = self.events.next().await {
            self.show(incoming)?;
        }
        Ok(())
    }

    async fn converse(&mut self) -> io::Result<()> {
        loop {
            let line = tokio::select! {
                line = self.lines.next_line() => line,
                Some(incoming) = self.events.next() => {
                    self.show(incoming)?;
                    continue;
                }
            };
            match line {
                Ok(Some(line)) => match self.respond(&line).await? {
                    Flow::Next => self.settle().await?,
                    Flow::End => return Ok(()),
                },
                Ok(None) => return Ok(()),
                Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                    say("That is not UTF-8.")?;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Answers a line. Events of a server that others use too are shown in the meantime.
    async fn respond(&mut self, line: &str) -> io::Result<Flow> {
        let is_embedded = self.session.stage.is_some();
        let paint = self.session.paint;
        let mut answered = pin!(self.session.respond(line));
        loop {
            tokio::select! {
                biased;
                flow = &mut answered => return flow,
                Some(incoming) = self.events.next(), if !is_embedded => {
                    events::show_one(incoming, &self.screen, paint)?;
                }
            }
        }
    }

    /// Shows what a line has caused on the embedded server, until everybody there has done all they can.
    async fn settle(&mut self) -> io::Result<()> {
        if self.session.stage.is_none() {
            return Ok(());
        }
        loop {
            self.show_waiting().await?;
            if !self.session.act().await? {
                return self.session.report_obstacles();
            }
        }
    }

    /// Shows the events that the embedded server has so far: it sends them behind its next answer, so that they have
    /// come when the answer after it has.
    async fn show_waiting(&mut self) -> io::Result<()> {
        for _ in 0..2 {
            // That the connection has ended is shown elsewhere.
            let _ = self.session.client.send_raw("/v").await;
        }
        loop {
            let next = unconstrained(self.events.next());
            let waiting = tokio::select! {
                biased;
                incoming = next => incoming,
                () = ready(()) => None,
            };
            match waiting {
                Some(incoming) => self.show(incoming)?,
                None => return Ok(()),
            }
        }
    }

    fn show(&self, incoming: Incoming) -> io::Result<()> {
        events::show_one(incoming, &self.screen, self.session.paint)
    }
}
