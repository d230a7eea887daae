use std::collections::VecDeque;

use crate::bounded_log::{Bulk, Kept};
use crate::fault::Fault;
use crate::fault::plan::FaultPlan;

/// What is to go wrong at a server, and what has.
#[derive(Debug)]
pub(crate) struct Troubles {
    pub(crate) answers: VecDeque<Fault>,
    pub(crate) events: VecDeque<Fault>,
    /// Goes on where nothing else is to go wrong.
    pub(crate) plan: Option<FaultPlan>,
    pub(crate) done: Kept<Fault>,
    refuses_all: bool,
    refuses: u32,
}

impl Troubles {
    /// Those to come, and room for `limit` bytes of those that have been.
    pub(crate) fn new(plan: Option<FaultPlan>, limit: usize) -> Self {
        Self {
            answers: VecDeque::new(),
            events: VecDeque::new(),
            plan,
            done: Kept::new(limit),
            refuses_all: false,
            refuses: 0,
        }
    }

    pub(crate) fn of_answer(&mut self) -> Option<Fault> {
        let plan = || self.plan.as_mut()?.next_for_answer();
        let fault = self.answers.pop_front().or_else(plan);
        self.happens(fault)
    }

    pub(crate) fn of_event(&mut self) -> Option<Fault> {
        let plan = || self.plan.as_mut()?.next_for_event();
        let fault = self.events.pop_front().or_else(plan);
        self.happens(fault)
    }

    fn happens(&mut self, fault: Option<Fault>) -> Option<Fault> {
        if let Some(Fault::Refuse(connections)) = fault {
            self.refuses += connections;
        }
        if let Some(fault) = &fault {
            self.done.add(fault.clone());
        }
        fault
    }

    pub(crate) fn refuse_all(&mut self, refuse: bool) {
        self.refuses_all = refuse;
    }

    /// Whether the next connection is refused.
    pub(crate) fn refuses(&mut self) -> bool {
        let refuses = self.refuses_all || self.refuses > 0;
        self.refuses = self.refuses.saturating_sub(1);
        refuses
    }
}

impl Bulk for Fault {
    fn text_len(&self) -> usize {
        match self {
            Self::Malformed(text) => text.len(),
            _ => 0,
        }
    }
}
