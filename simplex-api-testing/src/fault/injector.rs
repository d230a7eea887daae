use std::collections::VecDeque;

use crate::bounded_log::{BoundedLog, HeapSize};
use crate::fault::Fault;
use crate::fault::plan::FaultPlan;

/// The faults that a server will apply, and those that it has applied.
#[derive(Debug)]
pub(crate) struct FaultInjector {
    pub(crate) answers: VecDeque<Fault>,
    pub(crate) events: VecDeque<Fault>,
    /// Used when no other fault is queued.
    pub(crate) plan: Option<FaultPlan>,
    pub(crate) applied: BoundedLog<Fault>,
    refuses_all: bool,
    refused_connections: u32,
}

impl FaultInjector {
    /// An injector with a plan, which keeps at most `limit` bytes of the applied faults.
    pub(crate) fn new(plan: Option<FaultPlan>, limit: usize) -> Self {
        Self {
            answers: VecDeque::new(),
            events: VecDeque::new(),
            plan,
            applied: BoundedLog::new(limit),
            refuses_all: false,
            refused_connections: 0,
        }
    }

    pub(crate) fn next_for_answer(&mut self) -> Option<Fault> {
        let plan = || self.plan.as_mut()?.next_for_answer();
        let fault = self.answers.pop_front().or_else(plan);
        self.record(fault)
    }

    pub(crate) fn next_for_event(&mut self) -> Option<Fault> {
        let plan = || self.plan.as_mut()?.next_for_event();
        let fault = self.events.pop_front().or_else(plan);
        self.record(fault)
    }

    fn record(&mut self, fault: Option<Fault>) -> Option<Fault> {
        if let Some(Fault::Refuse(connections)) = fault {
            self.refused_connections += connections;
        }
        if let Some(fault) = &fault {
            self.applied.add(fault.clone());
        }
        fault
    }

    pub(crate) fn refuse_all(&mut self, refuse: bool) {
        self.refuses_all = refuse;
    }

    /// Whether the next connection is refused.
    pub(crate) fn refuses_next(&mut self) -> bool {
        let refuses = self.refuses_all || self.refused_connections > 0;
        self.refused_connections = self.refused_connections.saturating_sub(1);
        refuses
    }
}

impl HeapSize for Fault {
    fn heap_size(&self) -> usize {
        match self {
            Self::Malformed(text) => text.len(),
            _ => 0,
        }
    }
}
