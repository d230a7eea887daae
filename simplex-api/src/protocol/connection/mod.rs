use std::time::{Duration, Instant};

use super::frame::Frame;
use super::keep_alive::{IdleTimer, KeepAlive};
use super::reconnect::Redial;
use super::requests::{AnswerTo, EndCause, RequestId, Requests, STALL_LIMIT, Unanswered};
use super::stats::Stats;
use super::time::saturating_add;

mod interface;
mod link;
#[cfg(test)]
mod tests;

pub use interface::{Action, ConnectionConfig, EndReason, Gap, Received};
use link::{DialState, LinkState, Up};

/// The connection of a client: its requests, and the state of the link that carries them.
///
/// Call a `handle_…` method for everything that happens, then [`poll_action`](Self::poll_action) until it returns
/// `None`. [`poll_timeout`](Self::poll_timeout) returns when to call [`handle_timeout`](Self::handle_timeout).
///
/// Every request ends exactly once: with an [answer](Received::Answer), as [`Unanswered`], or by
/// [`cancel`](Self::cancel). When the link is lost, the requests that were sent end. Those that were not sent go out
/// over the next link, within their deadlines. Nothing is sent twice.
#[derive(Debug)]
pub struct Connection {
    requests: Requests,
    link: LinkState,
    redial: Redial,
    keep_alive: Option<KeepAlive>,
    /// The deadline for closing, once [`close`](Self::close) was called.
    closing: Option<Instant>,
    reading: bool,
    stats: Stats,
}

impl Connection {
    /// A connection without a link. The first action is [`Action::Dial`].
    pub fn new(config: ConnectionConfig) -> Self {
        Self {
            requests: Requests::new(config.max_in_flight),
            link: LinkState::Down {
                since: None,
                dial: DialState::Due,
            },
            redial: Redial::new(config.reconnect, config.seed),
            keep_alive: config.keep_alive,
            closing: None,
            reading: true,
            stats: Stats::default(),
        }
    }

    /// Queues a command to be answered before `deadline`. Do not call this on a connection that
    /// [is closing](Self::is_closing).
    pub fn request(&mut self, command: String, deadline: Instant) -> RequestId {
        self.stats.requests += 1;
        self.requests.push(command, deadline)
    }

    /// Ends a request whose caller no longer waits for it.
    ///
    /// A queued request is not sent. A request in flight still occupies the server: it counts as in flight until its
    /// answer or its deadline.
    pub fn cancel(&mut self, id: RequestId) {
        self.stats.cancelled += u64::from(self.requests.cancel(id));
    }

    /// The next action; `None` if there is nothing to do until something else is handled. Actions that send something
    /// are only returned while the link is `writable`.
    pub fn poll_action(&mut self, writable: bool) -> Option<Action> {
        match &mut self.link {
            LinkState::Down { dial, .. } if matches!(dial, DialState::Due) => {
                *dial = DialState::InProgress;
                Some(Action::Dial)
            }
            LinkState::Up(up) => {
                let action = up.poll_action(&mut self.requests, writable, self.closing.is_some());
                self.stats.sent += u64::from(matches!(action, Some(Action::Transmit { .. })));
                action
            }
            _ => None,
        }
    }

    /// A link was established. Returns the gap before it, unless it is the first link.
    pub fn handle_connected(&mut self, now: Instant) -> Option<Gap> {
        let LinkState::Down { since, .. } = self.link else {
            return None;
        };
        self.stats.connects += 1;
        self.link = LinkState::Up(Up {
            since: now,
            idle_timer: self
                .keep_alive
                .map(|keep_alive| IdleTimer::new(keep_alive, now)),
            idle_action: None,
            close_sent: false,
        });
        since.map(|lost| Gap {
            downtime: now.saturating_duration_since(lost),
            attempts: self.redial.attempts(),
        })
    }

    /// No link could be established. If that was the last attempt, all requests end.
    pub fn handle_dial_failed(&mut self, now: Instant) -> Vec<Unanswered> {
        self.redial_after(now, Redial::next_delay)
    }

    /// A server answered and refused the client, for a reason that does not go away by itself: wrong credentials, a
    /// certificate, a path. It may be a proxy whose server is down, so the connection dials again as
    /// [`Reconnect`](super::Reconnect) allows, after its maximum delay.
    pub fn handle_dial_refused(&mut self, now: Instant) -> Vec<Unanswered> {
        self.redial_after(now, Redial::max_delay)
    }

    fn redial_after(
        &mut self,
        now: Instant,
        delay: fn(&mut Redial) -> Option<Duration>,
    ) -> Vec<Unanswered> {
        let LinkState::Down { since, .. } = self.link else {
            return Vec::new();
        };
        self.stats.failed_dials += 1;
        let attempts = self.redial.attempts();
        let delay = delay(&mut self.redial);
        self.dial_or_end(since, now, delay, EndReason::GaveUp { attempts })
    }

    /// The link was lost. The requests that were sent over it end; if there will be no other link, all requests end.
    pub fn handle_lost(&mut self, now: Instant) -> Vec<Unanswered> {
        let LinkState::Up(up) = &self.link else {
            return Vec::new();
        };
        self.redial
            .record_uptime(now.saturating_duration_since(up.since));
        let mut unanswered = self.requests.end_sent(EndCause::LinkLost);
        self.stats.lost += unanswered.len() as u64;
        self.reading = true;
        unanswered.extend(match self.closing {
            Some(_) => self.end(EndReason::Closed),
            None => {
                let delay = self.redial.next_delay();
                self.dial_or_end(Some(now), now, delay, EndReason::Lost)
            }
        });
        unanswered
    }

    /// Classifies a frame from the server, and ends the request that it answers.
    pub fn handle_frame<'a>(&mut self, text: &'a str) -> Received<'a> {
        let received = match Frame::parse(text) {
            Ok(frame) => self.route(frame),
            Err(error) => Received::Malformed(error),
        };
        self.stats.count(&received);
        received
    }

    /// A frame was received that is not UTF-8.
    pub fn handle_malformed(&mut self) {
        self.stats.malformed += 1;
    }

    /// Any bytes were received from the server.
    pub fn handle_activity(&mut self, now: Instant) {
        if let LinkState::Up(up) = &mut self.link {
            up.idle_timer
                .iter_mut()
                .for_each(|timer| timer.on_activity(now));
            up.idle_action = None;
        }
    }

    /// Reading from the link was paused (`false`) or resumed (`true`). While it is paused, the link is not pinged and
    /// does not count as dead.
    pub fn handle_reading(&mut self, reading: bool) {
        self.reading = reading;
        if let LinkState::Up(up) = &mut self.link {
            up.idle_timer.iter_mut().for_each(IdleTimer::forgive_ping);
        }
    }

    /// Does what is due at `now`, and ends the requests whose deadline has passed.
    pub fn handle_timeout(&mut self, now: Instant) -> Vec<Unanswered> {
        let mut unanswered = self.requests.expire(now);
        self.stats.timed_out += unanswered.len() as u64;
        if self.closing.is_some_and(|deadline| deadline <= now) {
            unanswered.extend(self.end(EndReason::Closed));
        }
        let idle_deadline = self.idle_deadline();
        match &mut self.link {
            LinkState::Down { dial, .. } => {
                if matches!(*dial, DialState::At(time) if time <= now) {
                    *dial = DialState::Due;
                }
            }
            LinkState::Up(up) if idle_deadline.is_some_and(|time| time <= now) => {
                up.idle_action = up.idle_timer.as_mut().and_then(|timer| timer.poll(now));
            }
            _ => {}
        }
        unanswered
    }

    /// When to call [`handle_timeout`](Self::handle_timeout).
    pub fn poll_timeout(&self) -> Option<Instant> {
        let dial = match self.link {
            LinkState::Ended(_) => return None,
            LinkState::Down {
                dial: DialState::At(time),
                ..
            } => Some(time),
            _ => None,
        };
        let requests = self.requests.next_deadline();
        let times = [requests, dial, self.idle_deadline(), self.closing];
        times.into_iter().flatten().min()
    }

    /// Accepts no new requests, and ends when all accepted requests are answered, or at `deadline`. Without a link it
    /// ends immediately.
    pub fn close(&mut self, deadline: Instant) -> Vec<Unanswered> {
        self.closing.get_or_insert(deadline);
        match self.link {
            LinkState::Down { .. } => self.end(EndReason::Closed),
            _ => Vec::new(),
        }
    }

    /// Ends immediately.
    pub fn abort(&mut self) -> Vec<Unanswered> {
        self.end(EndReason::Aborted)
    }

    /// Whether no new requests are accepted.
    pub fn is_closing(&self) -> bool {
        self.closing.is_some() || self.end_reason().is_some()
    }

    /// Why the connection ended; `None` if it has not ended.
    pub fn end_reason(&self) -> Option<EndReason> {
        match self.link {
            LinkState::Ended(reason) => Some(reason),
            _ => None,
        }
    }

    /// Whether there is a link.
    pub fn is_up(&self) -> bool {
        matches!(self.link, LinkState::Up(_))
    }

    /// Whether commands are in flight.
    pub fn has_in_flight(&self) -> bool {
        self.requests.in_flight() > 0
    }

    /// The counters. Those of the event queue are zero.
    pub fn stats(&self) -> Stats {
        Stats {
            queued: self.requests.queued(),
            in_flight: self.requests.in_flight(),
            ..self.stats
        }
    }

    fn route<'a>(&mut self, frame: Frame<'a>) -> Received<'a> {
        let Some(corr_id) = &frame.corr_id else {
            return if frame.is_error() {
                Received::Error(frame)
            } else {
                Received::Event(frame)
            };
        };
        match self.requests.answered(corr_id) {
            AnswerTo::Pending(id) => Received::Answer { id, frame },
            AnswerTo::Abandoned(id) => Received::Late { id, frame },
            AnswerTo::Unknown => Received::Unmatched(frame),
        }
    }

    /// Dials after `delay`; ends the connection if it is `None`.
    fn dial_or_end(
        &mut self,
        since: Option<Instant>,
        now: Instant,
        delay: Option<Duration>,
        end_reason: EndReason,
    ) -> Vec<Unanswered> {
        let Some(delay) = delay else {
            return self.end(end_reason);
        };
        let dial = DialState::At(saturating_add(now, delay));
        self.link = LinkState::Down { since, dial };
        Vec::new()
    }

    fn end(&mut self, reason: EndReason) -> Vec<Unanswered> {
        if self.end_reason().is_some() {
            return Vec::new();
        }
        self.link = LinkState::Ended(reason);
        let lost = self.requests.end_sent(EndCause::ConnectionEnded);
        let unsent = self.requests.end_queued();
        self.stats.lost += lost.len() as u64;
        self.stats.unsent += unsent.len() as u64;
        [lost, unsent].concat()
    }

    /// When the silence of the link has lasted too long; `None` while there is a reason for it.
    ///
    /// The server reads a ping before the commands that were sent after it, so those commands do not excuse a missing
    /// answer to the ping.
    fn idle_deadline(&self) -> Option<Instant> {
        let LinkState::Up(Up {
            idle_timer: Some(timer),
            ..
        }) = &self.link
        else {
            return None;
        };
        if !self.reading || self.closing.is_some() {
            return None;
        }
        let deadline = Some(timer.deadline());
        if timer.awaits_pong() {
            return deadline;
        }
        let stalled_until = saturating_add(timer.last_activity(), STALL_LIMIT);
        let busy_until = self.requests.busy_until();
        let deadline = deadline.max(busy_until.map(|until| until.min(stalled_until)));
        deadline.filter(|_| !self.requests.is_server_full())
    }
}

impl Stats {
    fn count(&mut self, received: &Received<'_>) {
        let counter = match received {
            Received::Answer { frame, .. } => {
                self.failed += u64::from(frame.is_error());
                &mut self.answered
            }
            Received::Late { .. } => &mut self.late_answers,
            Received::Event(_) => &mut self.events,
            Received::Error(_) => &mut self.errors,
            Received::Unmatched(_) => &mut self.unmatched,
            Received::Malformed(_) => &mut self.malformed,
        };
        *counter += 1;
    }
}
