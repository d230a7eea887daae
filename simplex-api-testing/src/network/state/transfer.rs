//! Files that a client sends or receives.

use std::path::PathBuf;
use std::sync::Arc;

use simplex_api::types::{ChatItemId, CiFile, GroupMemberId, RcvFileStatus};

use crate::network::file_offer::{FileContent, Upload};
use crate::network::state::chat_key::ChatKey;
use crate::network::state::items::ChatItems;

/// A file that a client sends or receives.
#[derive(Debug)]
pub(crate) struct Transfer {
    pub(crate) chat: ChatKey,
    pub(crate) item: ChatItemId,
    pub(crate) name: String,
    pub(crate) size: i64,
    pub(crate) side: TransferSide,
}

#[derive(Debug)]
pub(crate) enum TransferSide {
    Sent {
        path: String,
        upload: Arc<Upload>,
    },
    Received {
        upload: Arc<Upload>,
        /// Set until it is received.
        content: Option<FileContent>,
        /// The path of the file, unless it is kept in memory.
        path: Option<PathBuf>,
        sender: String,
        member: Option<GroupMemberId>,
        status: RcvFileStatus,
        /// Whether the bot was notified that the file can be received.
        is_announced: bool,
        /// Whether the sender has cancelled it.
        is_withdrawn: bool,
    },
}

/// The step of a transfer, from 1.
pub(crate) type TransferStep = i64;

impl Transfer {
    pub(crate) fn upload(&self) -> &Upload {
        match &self.side {
            TransferSide::Sent { upload, .. } | TransferSide::Received { upload, .. } => upload,
        }
    }

    /// Discards a file that will not be received, unless it is complete.
    pub(crate) fn discard(&mut self) {
        match &mut self.side {
            TransferSide::Sent { .. }
            | TransferSide::Received {
                status: RcvFileStatus::Complete { .. },
                ..
            } => {}
            TransferSide::Received { content, path, .. } => {
                *content = None;
                if let Some(path) = path.take() {
                    // The file may have been removed in the meantime.
                    let _ = std::fs::remove_file(path);
                }
            }
        }
    }
}

pub(crate) fn file_of(chat_items: &mut ChatItems, item: ChatItemId) -> Option<&mut CiFile> {
    let stored = chat_items.get_mut(item).ok()?;
    stored.item.file.as_deref_mut()
}
