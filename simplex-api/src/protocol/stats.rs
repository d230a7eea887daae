/// What a connection has counted since it began, across all its links.
///
/// `requests` are what was asked; each ends as one of `answered`, `timed_out`, `cancelled`, `lost`, or
/// `refused`, or is still `queued` or `in_flight`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Commands that were accepted.
    pub requests: u64,
    /// Commands that were given to the network.
    pub sent: u64,
    /// Commands that were answered, with a response or an error.
    pub answered: u64,
    /// Those of them that were answered with an error.
    pub failed: u64,
    /// Commands that were not answered in time, sent or not.
    pub timed_out: u64,
    /// Commands whose callers gave up, sent or not.
    pub cancelled: u64,
    /// Commands in flight when their link was lost: their outcome is unknown.
    pub lost: u64,
    /// Commands that were never sent because the connection ended.
    pub refused: u64,
    /// Answers that came after their caller had given up or timed out.
    pub late_answers: u64,
    /// Answers to no command of this connection, or to one that was answered before: perhaps another client is
    /// connected to the server, which then takes events away.
    pub unmatched: u64,
    /// Events received.
    pub events: u64,
    /// Events, and other items of the stream, that were dropped because they were not taken.
    pub dropped: u64,
    /// Errors that do not say which command they belong to.
    pub errors: u64,
    /// Frames that cannot be read.
    pub malformed: u64,
    /// Links that were made.
    pub connects: u64,
    /// Attempts to make one that failed, after the first link.
    pub failed_dials: u64,
    /// Commands that wait to be sent, now.
    pub queued: usize,
    /// Commands that wait for their answer, now.
    pub in_flight: usize,
    /// Items that wait for the consumer of the events, now.
    pub unread: usize,
    /// The bytes of the events among them, and of those that a [bot](crate::bot) handles or keeps to handle, now.
    pub event_bytes: usize,
}
