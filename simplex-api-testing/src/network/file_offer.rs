//! Files as their sender offers them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use simplex_api::types::FileId;

/// The file of a message.
#[derive(Debug, Clone)]
pub(crate) struct FileOffer {
    pub(crate) name: String,
    pub(crate) size: i64,
    /// The id of the file on the sender's side.
    pub(crate) source: FileId,
    pub(crate) upload: Arc<Upload>,
    pub(crate) content: FileContent,
}

/// The content of a file.
pub(crate) type FileContent = Arc<[u8]>;

/// The state of a file that the sender and all receivers share.
#[derive(Debug, Default)]
pub(crate) struct Upload {
    /// Whether the upload is complete.
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

    /// Cancels the file. Returns whether it was not cancelled before.
    pub(crate) fn cancel(&self) -> bool {
        !self.cancelled.swap(true, Ordering::Relaxed)
    }
}
