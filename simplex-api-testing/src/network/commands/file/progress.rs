//! The progress of files.
//!
//! A file is transferred at once, or in steps, one per second of the network. The first step is at the start of the
//! transfer; the transfer is complete one step after the last.

use simplex_api::api_type;
use simplex_api::types::{
    AChatItem, CiFileStatus, FileId, FileTransferMeta, RcvFileStatus, RcvFileTransfer, User,
};

use crate::network::context::ClientContext;
use crate::network::result::NetworkResult;
use crate::network::signal::{ChatSignal, Signal};
use crate::network::state::timer::TimerAction;
use crate::network::state::transfer::TransferStep;
use crate::network::state::transfer::{Transfer, TransferSide};

/// An undocumented event of the server about a file that is received.
#[api_type(event, name = "RcvFileProgressXFTP", tag = "rcvFileProgressXFTP")]
struct RcvFileProgress {
    user: User,
    #[api(name = "chatItem_")]
    chat_item: Option<AChatItem>,
    received_size: i64,
    total_size: i64,
    rcv_file_transfer: RcvFileTransfer,
}

/// The same about a file that is sent.
#[api_type(event, name = "SndFileProgressXFTP", tag = "sndFileProgressXFTP")]
struct SndFileProgress {
    user: User,
    #[api(name = "chatItem_")]
    chat_item: Option<AChatItem>,
    file_transfer_meta: FileTransferMeta,
    sent_size: i64,
    total_size: i64,
}

impl ClientContext<'_> {
    /// Starts to upload a file.
    pub(crate) fn upload(&mut self, id: FileId) -> NetworkResult<()> {
        match self.node.file_steps {
            0 => {
                self.transfer(id)?.upload().set_ready();
                self.uploaded(id)
            }
            _ => self.upload_step(id, 1),
        }
    }

    /// Starts to download a file.
    pub(crate) fn download(&mut self, id: FileId) -> NetworkResult<()> {
        self.start_download(id)?;
        match self.node.file_steps {
            0 => self.finish_download(id),
            _ => self.download_step(id, 1),
        }
    }

    /// Takes the next step of a transfer, unless it has ended. While the chat is stopped, the step is postponed.
    pub(crate) fn transfer_step(&mut self, id: FileId, step: TransferStep) -> NetworkResult<()> {
        if self.node.stopped {
            self.schedule(1, TimerAction::AdvanceTransfer(id, step));
            return Ok(());
        }
        match self.node.files.get(&id).map(|transfer| &transfer.side) {
            Some(TransferSide::Sent { upload, .. }) if !upload.is_cancelled() => {
                self.upload_step(id, step)
            }
            Some(TransferSide::Received {
                status: RcvFileStatus::Connected { .. },
                is_withdrawn: false,
                ..
            }) => self.download_step(id, step),
            _ => Ok(()),
        }
    }

    fn upload_step(&mut self, id: FileId, step: TransferStep) -> NetworkResult<()> {
        let steps = self.node.file_steps;
        let Transfer { size, chat, .. } = *self.transfer(id)?;
        if step <= steps {
            self.emit_upload_progress(id, size * step / steps, size)?;
        } else if step == steps + 1 {
            // A real server reports this size when the upload is complete.
            self.emit_upload_progress(id, 1, 1)?;
            self.transfer(id)?.upload().set_ready();
            let id = self.message_of(id)?;
            self.send_signal(chat, &Signal::Chat(ChatSignal::FileReady { id }))?;
        } else {
            return self.uploaded(id);
        }
        self.schedule(1, TimerAction::AdvanceTransfer(id, step + 1));
        Ok(())
    }

    fn download_step(&mut self, id: FileId, step: TransferStep) -> NetworkResult<()> {
        let steps = self.node.file_steps;
        if step > steps {
            return self.finish_download(id);
        }
        let Transfer { size, chat, .. } = *self.transfer(id)?;
        let (done, user) = (size * step / steps, self.node.chat_user(chat)?);
        let item = self.set_status(id, CiFileStatus::rcv_transfer(done, size))?;
        let transfer = self.receive_transfer(id)?;
        self.emit(&RcvFileProgress::new(user, done, size, transfer).chat_item(item));
        self.schedule(1, TimerAction::AdvanceTransfer(id, step + 1));
        Ok(())
    }

    fn emit_upload_progress(&mut self, id: FileId, done: i64, total: i64) -> NetworkResult<()> {
        let chat = self.transfer(id)?.chat;
        let user = self.node.chat_user(chat)?;
        let item = self.set_status(id, CiFileStatus::snd_transfer(done, total))?;
        let meta = self.file_meta(id)?;
        self.emit(&SndFileProgress::new(user, meta, done, total).chat_item(item));
        Ok(())
    }
}
