/// How much a server has seen and keeps no more: the oldest go when there is no room for what is new, up to the
/// [limit](crate::Builder::transcript_limit).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Dropped {
    /// Entries of the [transcript](crate::ChatServer::transcript), where a [gap](crate::Direction::Gap) stands
    /// for them.
    pub entries: u64,
    /// [Commands](crate::ChatServer::commands).
    pub commands: u64,
    /// [Faults](crate::ChatServer::faults).
    pub faults: u64,
    /// Events that waited for a bot.
    pub events: u64,
    /// [Files](crate::ChatServer::file) that were received without a path.
    pub files: u64,
}
