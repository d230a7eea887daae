//! Files as the sender offers them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use simplex_api::types::FileId;

/// A file that comes with a message.
#[derive(Debug, Clone)]
pub(crate) struct FileOffer {
    pub(crate) name: String,
    pub(crate) size: i64,
    /// The transfer on the sender's side.
    pub(crate) source: FileId,
    pub(crate) upload: Arc<Upload>,
    pub(crate) content: Content,
}

/// What is in a file.
pub(crate) type Content = Arc<[u8]>;

/// What all who have an item with a file know of it.
#[derive(Debug, Default)]
pub(crate) struct Upload {
    /// Whether it is with the servers.
    ready: AtomicBool,
    cancelled: AtomicBool,
}

impl Upload {
    pub(crate) fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Relaxed)
    }

    pub(crate) fn set_ready(&self) {
        self.ready.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Whether it was not cancelled before.
    pub(crate) fn cancel(&self) -> bool {
        !self.cancelled.swap(true, Ordering::Relaxed)
    }
}
