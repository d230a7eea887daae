//! Files that a client sends or receives.

use std::path::PathBuf;
use std::sync::Arc;

use simplex_api::types::{ChatItemId, CiFile, GroupMemberId, RcvFileStatus};

use crate::network::file_offer::{Content, Upload};
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
        /// Until it is received.
        content: Option<Content>,
        /// Where it is put if it is not kept in memory.
        path: Option<PathBuf>,
        sender: String,
        member: Option<GroupMemberId>,
        status: RcvFileStatus,
        /// Whether the bot was told that it can be received.
        is_announced: bool,
        /// Whether the sender does not offer it any more.
        is_withdrawn: bool,
    },
}

/// Where a transfer is, from 1 on.
pub(crate) type TransferStep = i64;

impl Transfer {
    pub(crate) fn upload(&self) -> &Upload {
        match &self.side {
            TransferSide::Sent { upload, .. } | TransferSide::Received { upload, .. } => upload,
        }
    }

    /// Drops what there is of a file that is not received, and does not come any more.
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
                    // Who has removed it meanwhile has done what is to be done.
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
