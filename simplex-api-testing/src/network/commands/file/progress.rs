//! How far files are.
//!
//! A file goes at once, or in steps, one with each second of the network: the first when its transfer begins, and its
//! end a step after the last.

use std::sync::atomic::Ordering;

use simplex_api::api_type;
use simplex_api::types::{
    AChatItem, CiFileStatus, FileId, FileTransferMeta, RcvFileStatus, RcvFileTransfer, User,
};

use crate::network::commands::file::{Side, Transfer};
use crate::network::outcome::Outcome;
use crate::network::signal::{Signal, Talk};
use crate::network::timer::Due;
use crate::network::turn::Turn;

/// What the server tells of a file that is received, which the API does not document.
#[api_type(event, name = "RcvFileProgressXFTP", tag = "rcvFileProgressXFTP")]
struct RcvFileProgress {
    user: User,
    #[api(name = "chatItem_")]
    chat_item: Option<AChatItem>,
    received_size: i64,
    total_size: i64,
    rcv_file_transfer: RcvFileTransfer,
}

/// The same of a file that is sent.
#[api_type(event, name = "SndFileProgressXFTP", tag = "sndFileProgressXFTP")]
struct SndFileProgress {
    user: User,
    #[api(name = "chatItem_")]
    chat_item: Option<AChatItem>,
    file_transfer_meta: FileTransferMeta,
    sent_size: i64,
    total_size: i64,
}

/// Where a transfer is, from 1 on.
pub(crate) type Step = i64;

impl Turn<'_> {
    /// Begins to send a file to the servers.
    pub(crate) fn upload(&mut self, id: FileId) -> Outcome<()> {
        match self.node.file_steps {
            0 => {
                self.transfer(id)?
                    .upload()
                    .ready
                    .store(true, Ordering::Relaxed);
                self.uploaded(id)
            }
            _ => self.upload_step(id, 1),
        }
    }

    /// Begins to get a file from the servers.
    pub(crate) fn download(&mut self, id: FileId) -> Outcome<()> {
        self.begin_download(id)?;
        match self.node.file_steps {
            0 => self.downloaded(id),
            _ => self.download_step(id, 1),
        }
    }

    /// Takes the next step of a transfer, if it still goes on; not while the chat is stopped.
    pub(crate) fn transfer_step(&mut self, id: FileId, step: Step) -> Outcome<()> {
        if self.node.stopped {
            self.set_due(1, Due::Transfer(id, step));
            return Ok(());
        }
        match self.node.files.get(&id).map(|transfer| &transfer.side) {
            Some(Side::Sent { upload, .. }) if !upload.is_cancelled() => self.upload_step(id, step),
            Some(Side::Received {
                status: RcvFileStatus::Connected { .. },
                is_gone: false,
                ..
            }) => self.download_step(id, step),
            _ => Ok(()),
        }
    }

    fn upload_step(&mut self, id: FileId, step: Step) -> Outcome<()> {
        let steps = self.node.file_steps;
        let Transfer { size, chat, .. } = *self.transfer(id)?;
        if step <= steps {
            self.tell_upload(id, size * step / steps, size)?;
        } else if step == steps + 1 {
            // The servers have all of it: so it says.
            self.tell_upload(id, 1, 1)?;
            self.transfer(id)?
                .upload()
                .ready
                .store(true, Ordering::Relaxed);
            let id = self.message_of(id)?;
            self.tell(chat, &Signal::Chat(Talk::FileReady { id }))?;
        } else {
            return self.uploaded(id);
        }
        self.set_due(1, Due::Transfer(id, step + 1));
        Ok(())
    }

    fn download_step(&mut self, id: FileId, step: Step) -> Outcome<()> {
        let steps = self.node.file_steps;
        if step > steps {
            return self.downloaded(id);
        }
        let Transfer { size, chat, .. } = *self.transfer(id)?;
        let (done, user) = (size * step / steps, self.node.chat_user(chat)?);
        let item = self.set_status(id, CiFileStatus::rcv_transfer(done, size))?;
        let transfer = self.received(id)?;
        self.emit(&RcvFileProgress::new(user, done, size, transfer).chat_item(item));
        self.set_due(1, Due::Transfer(id, step + 1));
        Ok(())
    }

    fn tell_upload(&mut self, id: FileId, done: i64, total: i64) -> Outcome<()> {
        let chat = self.transfer(id)?.chat;
        let user = self.node.chat_user(chat)?;
        let item = self.set_status(id, CiFileStatus::snd_transfer(done, total))?;
        let meta = self.meta(id)?;
        self.emit(&SndFileProgress::new(user, meta, done, total).chat_item(item));
        Ok(())
    }
}
