//! Sending files.

use std::path::Path;
use std::sync::Arc;

use simplex_api::events::SndFileCompleteXftp;
use simplex_api::types::{
    ChatErrorType, ChatItemId, CiFile, CiFileStatus, CryptoFile, FileId, FileProtocol,
    FileTransferMeta, StoreError, XftpSndFile,
};

use crate::network::commands::file::CHUNK_SIZE;
use crate::network::context::ClientContext;
use crate::network::file_offer::{FileContent, FileOffer, Upload};
use crate::network::result::{NetworkResult, chat_error, command_error, store_error};
use crate::network::state::chat_key::ChatKey;
use crate::network::state::ids::readable_id;
use crate::network::state::transfer::{Transfer, TransferSide};

/// The maximum size of a file, in bytes.
const MAX_SIZE: u64 = 1 << 30;

/// A file to send.
pub(crate) struct FileSource {
    path: String,
    content: FileContent,
}

impl FileSource {
    /// The name and the size that the message contains.
    pub(crate) fn name_and_size(&self) -> (String, i64) {
        let size = i64::try_from(self.content.len()).unwrap_or(i64::MAX);
        (file_name(&self.path), size)
    }
}

impl ClientContext<'_> {
    /// Opens a file to send, in memory or on disk.
    ///
    /// # Errors
    /// If the file does not exist or is too large.
    pub(crate) fn open_source(&mut self, file: &CryptoFile) -> NetworkResult<FileSource> {
        let path = file.file_path.clone();
        if file.crypto_args.is_some() {
            return Err(command_error(
                "the embedded server does not support encrypted files",
            ));
        }
        if let Some(content) = self.node.memory.get(&path).cloned() {
            return Ok(FileSource { path, content });
        }
        let not_found = || chat_error(ChatErrorType::file_not_found(path.clone()));
        let known = std::fs::metadata(&path).map_err(|_| not_found())?;
        if !known.is_file() {
            return Err(not_found());
        }
        if known.len() > MAX_SIZE {
            return Err(chat_error(ChatErrorType::file_size(path)));
        }
        let content = std::fs::read(&path).map_err(|_| not_found())?;
        Ok(FileSource {
            path,
            content: content.into(),
        })
    }

    /// Adds the file of an item. Returns what the item shows, and what the receivers get.
    pub(crate) fn offer(
        &mut self,
        chat: ChatKey,
        item: ChatItemId,
        source: FileSource,
    ) -> (CiFile, FileOffer) {
        let id = FileId(self.node.ids.files.next());
        let (name, size) = source.name_and_size();
        let stored = CiFileStatus::snd_stored();
        let file = CiFile::new(id, name.clone(), size, stored, FileProtocol::Xftp)
            .file_source(CryptoFile::new(source.path.clone()));
        let upload = Arc::new(Upload::default());
        let transfer = Transfer {
            chat,
            item,
            name: name.clone(),
            size,
            side: TransferSide::Sent {
                path: source.path,
                upload: Arc::clone(&upload),
            },
        };
        self.node.files.insert(id, transfer);
        let offer = FileOffer {
            name,
            size,
            source: id,
            upload,
            content: source.content,
        };
        (file, offer)
    }

    /// The upload is complete.
    pub(crate) fn uploaded(&mut self, id: FileId) -> NetworkResult<()> {
        let chat_item = self.set_status(id, CiFileStatus::snd_complete())?;
        let user = self.node.chat_user(self.transfer(id)?.chat)?;
        let meta = self.file_meta(id)?;
        self.emit(&SndFileCompleteXftp::new(user, chat_item, meta));
        Ok(())
    }

    pub(crate) fn file_meta(&self, id: FileId) -> NetworkResult<FileTransferMeta> {
        let Transfer {
            name, size, side, ..
        } = self.transfer(id)?;
        let TransferSide::Sent { path, upload } = side else {
            return Err(store_error(StoreError::snd_file_not_found(id)));
        };
        let meta = FileTransferMeta::new(id, name.clone(), path.clone(), *size, CHUNK_SIZE);
        let meta = meta.xftp_snd_file(XftpSndFile::new(readable_id("file", id.0)));
        Ok(meta.cancelled(upload.is_cancelled()))
    }
}

fn file_name(path: &str) -> String {
    let name = Path::new(path).file_name();
    name.map_or_else(
        || path.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}
