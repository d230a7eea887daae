/// The number of items that a server no longer keeps, because they exceeded the
/// [limit](crate::Builder::transcript_limit). The oldest items are dropped first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Dropped {
    /// Entries of the [transcript](crate::ChatServer::transcript), which has a [gap](crate::Direction::Gap) instead.
    pub entries: u64,
    /// [Commands](crate::ChatServer::commands).
    pub commands: u64,
    /// [Faults](crate::ChatServer::faults).
    pub faults: u64,
    /// Events that were queued for a bot.
    pub events: u64,
    /// [Files](crate::ChatServer::file) that were received without a path.
    pub files: u64,
}
