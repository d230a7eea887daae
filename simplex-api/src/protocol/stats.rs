/// Counters of a connection since its start, across all its links.
///
/// Each of the `requests` ends as exactly one of `answered`, `timed_out`, `cancelled`, `lost` or `unsent`, or is still
/// `queued` or `in_flight`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Commands that were accepted.
    pub requests: u64,
    /// Commands that were written to the network.
    pub sent: u64,
    /// Commands that were answered, with a response or with an error.
    pub answered: u64,
    /// The answered commands whose answer was an error.
    pub failed: u64,
    /// Commands that timed out, sent or not.
    pub timed_out: u64,
    /// Commands that their callers cancelled, sent or not.
    pub cancelled: u64,
    /// Commands that were in flight when their link was lost. Their outcome is unknown.
    pub lost: u64,
    /// Commands that were never sent because the connection ended.
    pub unsent: u64,
    /// Answers that arrived after their command was cancelled or timed out.
    pub late_answers: u64,
    /// Answers that belong to no command of this connection, or to a command that was answered before. A possible
    /// cause is a second client on the same server, which also takes events away from this one.
    pub unmatched: u64,
    /// Events received.
    pub events: u64,
    /// Events and other items of the stream that were dropped because the consumer was too slow.
    pub dropped: u64,
    /// Errors that do not name the command that failed.
    pub errors: u64,
    /// Frames that could not be parsed.
    pub malformed: u64,
    /// Links that were established.
    pub connects: u64,
    /// Failed attempts to establish a link, after the first link.
    pub failed_dials: u64,
    /// Commands that wait to be sent, now.
    pub queued: usize,
    /// Commands that wait for their answer, now.
    pub in_flight: usize,
    /// Items in the event queue, now.
    pub unread: usize,
    /// The bytes of the queued events, and of the events that a [bot](crate::bot) handles or has queued, now.
    pub event_bytes: usize,
}
