use std::time::{Duration, Instant};

use super::frame::Frame;
use super::keep_alive::{KeepAlive, Watch};
use super::reconnect::Redial;
use super::requests::{BELIEVED, Cause, Owner, RequestId, Requests, Unanswered};
use super::stats::Stats;
use super::time::later;

#[cfg(test)]
mod lifetimes;
mod link;
mod terms;
#[cfg(test)]
mod tests;

use link::{Dial, Link, Up};
pub use terms::{Ending, Gap, Received, Settings, Step};

/// A client's connection: its requests, and the life of the link that carries them.
///
/// It is told what happens (`handle_…`) and asked what to do ([`poll_step`](Self::poll_step), and
/// [`poll_timeout`](Self::poll_timeout) for when to ask again).
///
/// Every request ends exactly once: with an [answer](Received::Answer), [`Unanswered`], or by
/// [`cancel`](Self::cancel). When the link is lost, those that were sent end; those that wait go out
/// over the next link, within their deadlines. Nothing is sent twice.
#[derive(Debug)]
pub struct Connection {
    requests: Requests,
    link: Link,
    redial: Redial,
    keep_alive: Option<KeepAlive>,
    /// The deadline for closing, once it is wanted.
    closing: Option<Instant>,
    reading: bool,
    stats: Stats,
}

impl Connection {
    /// A connection whose first link is still to be made.
    pub fn new(settings: Settings) -> Self {
        Self {
            requests: Requests::new(settings.window),
            link: Link::Down {
                since: None,
                dial: Dial::Due,
            },
            redial: Redial::new(settings.reconnect, settings.seed),
            keep_alive: settings.keep_alive,
            closing: None,
            reading: true,
            stats: Stats::default(),
        }
    }

    /// Queues a command to be answered before `deadline`. There is no sense in it if the connection
    /// [is closing](Self::is_closing).
    pub fn request(&mut self, text: String, deadline: Instant) -> RequestId {
        self.stats.requests += 1;
        self.requests.push(text, deadline)
    }

    /// Ends a request that nobody waits for any more.
    ///
    /// If it is queued, it will not be sent. If it is in flight, the server is busy with it: it keeps
    /// its place in the window until the answer or its deadline.
    pub fn cancel(&mut self, id: RequestId) {
        self.stats.cancelled += u64::from(self.requests.cancel(id));
    }

    /// What to do next; nothing until more is handled if there is none. Steps that send something are only
    /// said while the link is `writable`.
    pub fn poll_step(&mut self, writable: bool) -> Option<Step> {
        match &mut self.link {
            Link::Down { dial, .. } if matches!(dial, Dial::Due) => {
                *dial = Dial::Going;
                Some(Step::Dial)
            }
            Link::Up(up) => {
                let step = up.poll_step(&mut self.requests, writable, self.closing.is_some());
                self.stats.sent += u64::from(matches!(step, Some(Step::Transmit { .. })));
                step
            }
            _ => None,
        }
    }

    /// There is a link. The gap before it, unless it is the first.
    pub fn handle_connected(&mut self, now: Instant) -> Option<Gap> {
        let Link::Down { since, .. } = self.link else {
            return None;
        };
        self.stats.connects += 1;
        self.link = Link::Up(Up {
            since: now,
            watch: self
                .keep_alive
                .map(|keep_alive| Watch::new(keep_alive, now)),
            verdict: None,
            farewell: false,
        });
        since.map(|lost| Gap {
            downtime: now.saturating_duration_since(lost),
            attempts: self.redial.tried(),
        })
    }

    /// No link could be made. If that was the last attempt, all requests end.
    pub fn handle_refused(&mut self, now: Instant) -> Vec<Unanswered> {
        self.handle_no_link(now, Redial::next_delay)
    }

    /// A server answered and refuses, for a reason that will stay until something is changed: another
    /// user, a certificate, a path. It may be a proxy whose server is away, so it is tried again as often as
    /// [`Reconnect`](super::Reconnect) has it, but not before its longest delay is over.
    pub fn handle_rejected(&mut self, now: Instant) -> Vec<Unanswered> {
        self.handle_no_link(now, Redial::longest_delay)
    }

    fn handle_no_link(
        &mut self,
        now: Instant,
        delay: fn(&mut Redial) -> Option<Duration>,
    ) -> Vec<Unanswered> {
        let Link::Down { since, .. } = self.link else {
            return Vec::new();
        };
        self.stats.failed_dials += 1;
        let attempts = self.redial.tried();
        let delay = delay(&mut self.redial);
        self.dial_again(since, now, delay, Ending::GaveUp { attempts })
    }

    /// The link is gone: what was sent over it ends, and all else if there is to be no other link.
    pub fn handle_lost(&mut self, now: Instant) -> Vec<Unanswered> {
        let Link::Up(up) = &self.link else {
            return Vec::new();
        };
        self.redial.lived(now.saturating_duration_since(up.since));
        let mut unanswered = self.requests.end_sent(Cause::Link);
        self.stats.lost += unanswered.len() as u64;
        self.reading = true;
        unanswered.extend(match self.closing {
            Some(_) => self.end(Ending::Closed),
            None => {
                let delay = self.redial.next_delay();
                self.dial_again(Some(now), now, delay, Ending::Lost)
            }
        });
        unanswered
    }

    /// Says what a frame from the server is, and ends the request that it answers.
    pub fn handle_frame<'a>(&mut self, text: &'a str) -> Received<'a> {
        let received = match Frame::parse(text) {
            Ok(frame) => self.route(frame),
            Err(error) => Received::Malformed(error),
        };
        self.stats.count(&received);
        received
    }

    /// A frame came that is not even a text.
    pub fn handle_malformed(&mut self) {
        self.stats.malformed += 1;
    }

    /// Something came from the server, whatever it was.
    pub fn handle_alive(&mut self, now: Instant) {
        if let Link::Up(up) = &mut self.link {
            up.watch.iter_mut().for_each(|watch| watch.heard(now));
            up.verdict = None;
        }
    }

    /// Reading from the link was stopped, or goes on. While it is stopped the link is not judged.
    pub fn handle_reading(&mut self, reading: bool) {
        self.reading = reading;
        if let Link::Up(up) = &mut self.link {
            up.watch.iter_mut().for_each(Watch::excuse);
        }
    }

    /// Does what is due at `now`, and ends the requests whose deadline has come.
    pub fn handle_timeout(&mut self, now: Instant) -> Vec<Unanswered> {
        let mut unanswered = self.requests.expire(now);
        self.stats.timed_out += unanswered.len() as u64;
        if self.closing.is_some_and(|deadline| deadline <= now) {
            unanswered.extend(self.end(Ending::Closed));
        }
        let judged_at = self.judged_at();
        match &mut self.link {
            Link::Down { dial, .. } => {
                if matches!(*dial, Dial::At(time) if time <= now) {
                    *dial = Dial::Due;
                }
            }
            Link::Up(up) if judged_at.is_some_and(|time| time <= now) => {
                up.verdict = up.watch.as_mut().and_then(|watch| watch.judge(now));
            }
            _ => {}
        }
        unanswered
    }

    /// When to call [`handle_timeout`](Self::handle_timeout).
    pub fn poll_timeout(&self) -> Option<Instant> {
        let dial = match self.link {
            Link::Over(_) => return None,
            Link::Down {
                dial: Dial::At(time),
                ..
            } => Some(time),
            _ => None,
        };
        let requests = self.requests.next_deadline();
        let times = [requests, dial, self.judged_at(), self.closing];
        times.into_iter().flatten().min()
    }

    /// Accepts nothing new, and ends when what was accepted is answered, at `deadline` at the latest.
    /// Without a link it ends at once.
    pub fn close(&mut self, deadline: Instant) -> Vec<Unanswered> {
        self.closing.get_or_insert(deadline);
        match self.link {
            Link::Down { .. } => self.end(Ending::Closed),
            _ => Vec::new(),
        }
    }

    /// Ends at once, as the shell sees fit.
    pub fn abort(&mut self) -> Vec<Unanswered> {
        self.end(Ending::Aborted)
    }

    /// Whether nothing new is accepted.
    pub fn is_closing(&self) -> bool {
        self.closing.is_some() || self.ending().is_some()
    }

    /// Why the connection is over, if it is.
    pub fn ending(&self) -> Option<Ending> {
        match self.link {
            Link::Over(ending) => Some(ending),
            _ => None,
        }
    }

    /// Whether there is a link.
    pub fn is_up(&self) -> bool {
        matches!(self.link, Link::Up(_))
    }

    /// Whether commands are at the server.
    pub fn has_in_flight(&self) -> bool {
        self.requests.in_flight() > 0
    }

    /// What was counted. Of the queue of events it knows nothing.
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
            Owner::Waiting(id) => Received::Answer { id, frame },
            Owner::Gone(id) => Received::Late { id, frame },
            Owner::Nobody => Received::Unmatched(frame),
        }
    }

    fn dial_again(
        &mut self,
        since: Option<Instant>,
        now: Instant,
        delay: Option<Duration>,
        otherwise: Ending,
    ) -> Vec<Unanswered> {
        let Some(delay) = delay else {
            return self.end(otherwise);
        };
        let dial = Dial::At(later(now, delay));
        self.link = Link::Down { since, dial };
        Vec::new()
    }

    fn end(&mut self, ending: Ending) -> Vec<Unanswered> {
        if self.ending().is_some() {
            return Vec::new();
        }
        self.link = Link::Over(ending);
        let lost = self.requests.end_sent(Cause::End);
        let refused = self.requests.end_queued();
        self.stats.lost += lost.len() as u64;
        self.stats.refused += refused.len() as u64;
        [lost, refused].concat()
    }

    /// When the silence of the link is judged; not while there is a reason for it. The server has read a ping before
    /// any command that was sent after it, so they are no reason not to answer.
    fn judged_at(&self) -> Option<Instant> {
        let Link::Up(Up {
            watch: Some(watch), ..
        }) = &self.link
        else {
            return None;
        };
        if !self.reading || self.closing.is_some() {
            return None;
        }
        let deadline = Some(watch.deadline());
        if watch.is_pinged() {
            return deadline;
        }
        let believed = later(watch.last_heard(), BELIEVED);
        let busy_until = self.requests.busy_until();
        let judged_at = deadline.max(busy_until.map(|until| until.min(believed)));
        judged_at.filter(|_| !self.requests.is_server_full())
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
