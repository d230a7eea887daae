//! The link of a connection: down, up, or over.

use std::time::Instant;

use crate::protocol::keep_alive::{Verdict, Watch};
use crate::protocol::requests::Requests;

use super::{Ending, Step};

#[derive(Debug)]
pub(super) enum Link {
    Down { since: Option<Instant>, dial: Dial },
    Up(Up),
    Over(Ending),
}

#[derive(Debug)]
pub(super) enum Dial {
    At(Instant),
    Due,
    Going,
}

#[derive(Debug)]
pub(super) struct Up {
    pub(super) since: Instant,
    pub(super) watch: Option<Watch>,
    pub(super) verdict: Option<Verdict>,
    pub(super) farewell: bool,
}

impl Up {
    pub(super) fn poll_step(
        &mut self,
        requests: &mut Requests,
        writable: bool,
        closing: bool,
    ) -> Option<Step> {
        if self.verdict == Some(Verdict::Dead) {
            self.verdict = None;
            return Some(Step::Abandon);
        }
        if !writable {
            return None;
        }
        if self.verdict.take() == Some(Verdict::Ping) {
            return Some(Step::Ping);
        }
        if let Some((id, frame)) = requests.poll_transmit() {
            return Some(Step::Transmit { id, frame });
        }
        if closing && requests.is_idle() && !self.farewell {
            self.farewell = true;
            return Some(Step::Farewell);
        }
        None
    }
}
