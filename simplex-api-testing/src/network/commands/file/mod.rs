//! Files: offered with messages, received, cancelled.

pub(crate) mod progress;
pub(crate) mod receive;
pub(crate) mod send;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use simplex_api::commands::CancelFile;
use simplex_api::responses::{RcvFileCancelled, SndFileCancelled};
use simplex_api::types::{
    AChatItem, ChatErrorType, ChatItem, ChatItemId, CiFile, CiFileStatus, FileId, GroupMemberId,
    RcvFileStatus, StoreError,
};

use crate::network::commands::{Answer, answer};
use crate::network::outcome::{Outcome, refused, store};
use crate::network::signal::{Signal, Talk};
use crate::network::state::items::Entries;
use crate::network::state::memory_files::Content;
use crate::network::state::node::{ChatKey, Node};
use crate::network::turn::Turn;

/// In what pieces files go, in bytes.
const CHUNK: i64 = 4 << 20;

/// A file that a client sends or receives.
#[derive(Debug)]
pub(crate) struct Transfer {
    chat: ChatKey,
    item: ChatItemId,
    name: String,
    size: i64,
    side: Side,
}

#[derive(Debug)]
enum Side {
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
        is_told: bool,
        /// Whether the sender does not offer it any more.
        is_gone: bool,
    },
}

/// What all who have an item with a file know of it.
#[derive(Debug, Default)]
pub(crate) struct Upload {
    /// Whether it is with the servers.
    ready: AtomicBool,
    cancelled: AtomicBool,
}

impl Transfer {
    fn upload(&self) -> &Upload {
        match &self.side {
            Side::Sent { upload, .. } | Side::Received { upload, .. } => upload,
        }
    }

    /// Drops what there is of a file that is not received, and does not come any more.
    fn give_up(&mut self) {
        match &mut self.side {
            Side::Sent { .. }
            | Side::Received {
                status: RcvFileStatus::Complete { .. },
                ..
            } => {}
            Side::Received { content, path, .. } => {
                *content = None;
                if let Some(path) = path.take() {
                    // Who has removed it meanwhile has done what is to be done.
                    let _ = std::fs::remove_file(path);
                }
            }
        }
    }
}

impl Upload {
    fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Relaxed)
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Whether it was not cancelled before.
    fn cancel(&self) -> bool {
        !self.cancelled.swap(true, Ordering::Relaxed)
    }
}

impl Node {
    /// Forgets the files of items that are no more.
    pub(crate) fn forget_files(&mut self, gone: &Entries) {
        for entry in gone.iter() {
            self.forget_file(&entry.item);
        }
    }

    /// Forgets the file of an item that is no more.
    pub(crate) fn forget_file(&mut self, gone: &ChatItem) {
        let file = gone.file.as_ref();
        if let Some(mut transfer) = file.and_then(|file| self.files.remove(&file.file_id)) {
            transfer.give_up();
        }
    }
}

impl Turn<'_> {
    pub(crate) fn cancel_file(&mut self, command: &CancelFile) -> Outcome<Answer> {
        let id = command.file_id;
        let user = self.node.active_user()?;
        let transfer = self.own_transfer(id)?;
        let chat = transfer.chat;
        let refuse = |why: &str| Err(refused(ChatErrorType::file_cancel(id, why)));
        match &mut transfer.side {
            Side::Sent { upload, .. } => {
                if !upload.cancel() {
                    return refuse("file already cancelled");
                }
                let shown = self.set_status(id, CiFileStatus::snd_cancelled())?;
                let meta = self.meta(id)?;
                let message = self.message_of(id)?;
                self.tell(chat, &Signal::Chat(Talk::FileGone { id: message }))?;
                Ok(answer(SndFileCancelled::new(user, meta).chat_item(shown)))
            }
            Side::Received { status, .. } => {
                match status {
                    RcvFileStatus::Complete { .. } => return refuse("file transfer is complete"),
                    RcvFileStatus::Cancelled { .. } => return refuse("file already cancelled"),
                    _ => *status = RcvFileStatus::cancelled(None),
                }
                transfer.give_up();
                let shown = self.set_status(id, CiFileStatus::rcv_cancelled())?;
                let transfer = self.received(id)?;
                Ok(answer(
                    RcvFileCancelled::new(user, transfer).chat_item(shown),
                ))
            }
        }
    }

    /// The message of a file, by the id that all know.
    fn message_of(&mut self, id: FileId) -> Outcome<String> {
        let Transfer { chat, item, .. } = *self.transfer(id)?;
        let meta = &self.node.entries(chat)?.get(item)?.item.meta;
        Ok(meta.item_shared_msg_id.clone().unwrap_or_default())
    }

    fn transfer(&self, id: FileId) -> Outcome<&Transfer> {
        let transfer = self.node.files.get(&id);
        transfer.ok_or_else(|| store(StoreError::file_not_found(id)))
    }

    /// A file of the active user.
    fn own_transfer(&mut self, id: FileId) -> Outcome<&mut Transfer> {
        let active = self.node.active()?.id();
        let chat = self.transfer(id)?.chat;
        let is_own = self.node.chat_user(chat)?.user_id == active;
        let transfer = self.node.files.get_mut(&id).filter(|_| is_own);
        transfer.ok_or_else(|| store(StoreError::file_not_found(id)))
    }

    /// The item of a file with another status of it.
    fn set_status(&mut self, id: FileId, to: CiFileStatus) -> Outcome<AChatItem> {
        let Transfer { chat, item, .. } = *self.transfer(id)?;
        if let Some(file) = file_of(self.node.entries(chat)?, item) {
            file.file_status = to;
        }
        self.node.shown(chat, item)
    }
}

fn file_of(entries: &mut Entries, item: ChatItemId) -> Option<&mut CiFile> {
    let entry = entries.get_mut(item).ok()?;
    entry.item.file.as_deref_mut()
}
