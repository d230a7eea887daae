//! Files: sending, receiving, cancelling.

pub(crate) mod progress;
pub(crate) mod receive;
pub(crate) mod send;

use simplex_api::commands::CancelFile;
use simplex_api::responses::{RcvFileCancelled, SndFileCancelled};
use simplex_api::types::{
    AChatItem, ChatErrorType, ChatItem, CiFileStatus, FileId, RcvFileStatus, StoreError,
};

use crate::network::context::ClientContext;
use crate::network::result::{Answer, answer};
use crate::network::result::{NetworkResult, chat_error, store_error};
use crate::network::signal::{ChatSignal, Signal};
use crate::network::state::items::ChatItems;
use crate::network::state::node::Node;
use crate::network::state::transfer::Transfer;
use crate::network::state::transfer::TransferSide;
use crate::network::state::transfer::file_of;

/// The chunk size of files, in bytes.
const CHUNK_SIZE: i64 = 4 << 20;

impl Node {
    /// Drops the files of removed items.
    pub(crate) fn drop_files(&mut self, gone: &ChatItems) {
        for stored in gone.iter() {
            self.drop_file(&stored.item);
        }
    }

    /// Drops the file of a removed item.
    pub(crate) fn drop_file(&mut self, gone: &ChatItem) {
        let file = gone.file.as_ref();
        if let Some(mut transfer) = file.and_then(|file| self.files.remove(&file.file_id)) {
            transfer.discard();
        }
    }
}

impl ClientContext<'_> {
    pub(crate) fn cancel_file(&mut self, command: &CancelFile) -> NetworkResult<Answer> {
        let id = command.file_id;
        let user = self.node.active_user()?;
        let transfer = self.own_transfer(id)?;
        let chat = transfer.chat;
        let refuse = |why: &str| Err(chat_error(ChatErrorType::file_cancel(id, why)));
        match &mut transfer.side {
            TransferSide::Sent { upload, .. } => {
                if !upload.cancel() {
                    return refuse("file already cancelled");
                }
                let displayed = self.set_status(id, CiFileStatus::snd_cancelled())?;
                let meta = self.file_meta(id)?;
                let message = self.message_of(id)?;
                self.send_signal(
                    chat,
                    &Signal::Chat(ChatSignal::FileCancelled { id: message }),
                )?;
                Ok(answer(
                    SndFileCancelled::new(user, meta).chat_item(displayed),
                ))
            }
            TransferSide::Received { status, .. } => {
                match status {
                    RcvFileStatus::Complete { .. } => {
                        return refuse("file transfer is complete");
                    }
                    RcvFileStatus::Cancelled { .. } => return refuse("file already cancelled"),
                    _ => *status = RcvFileStatus::cancelled(None),
                }
                transfer.discard();
                let displayed = self.set_status(id, CiFileStatus::rcv_cancelled())?;
                let transfer = self.receive_transfer(id)?;
                Ok(answer(
                    RcvFileCancelled::new(user, transfer).chat_item(displayed),
                ))
            }
        }
    }

    /// The shared id of the message with a file.
    fn message_of(&mut self, id: FileId) -> NetworkResult<String> {
        let Transfer { chat, item, .. } = *self.transfer(id)?;
        let meta = &self.node.chat_items(chat)?.get(item)?.item.meta;
        Ok(meta.item_shared_msg_id.clone().unwrap_or_default())
    }

    fn transfer(&self, id: FileId) -> NetworkResult<&Transfer> {
        let transfer = self.node.files.get(&id);
        transfer.ok_or_else(|| store_error(StoreError::file_not_found(id)))
    }

    /// A file of the active user.
    fn own_transfer(&mut self, id: FileId) -> NetworkResult<&mut Transfer> {
        let active = self.node.active()?.id();
        let chat = self.transfer(id)?.chat;
        let is_own = self.node.chat_user(chat)?.user_id == active;
        let transfer = self.node.files.get_mut(&id).filter(|_| is_own);
        transfer.ok_or_else(|| store_error(StoreError::file_not_found(id)))
    }

    /// Sets the status of a file in its item and returns the item.
    fn set_status(&mut self, id: FileId, to: CiFileStatus) -> NetworkResult<AChatItem> {
        let Transfer { chat, item, .. } = *self.transfer(id)?;
        if let Some(file) = file_of(self.node.chat_items(chat)?, item) {
            file.file_status = to;
        }
        self.node.displayed_item(chat, item)
    }
}
