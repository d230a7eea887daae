//! Files that the user is sent.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::commands::ReceiveFile;
use crate::events::{RcvFileComplete, RcvFileDescrReady, RcvFileSndCancelled, RcvFileStart};
use crate::responses::{RcvFileAccepted, RcvFileAcceptedSndCancelled};
use crate::types::{
    ChatErrorType, ChatItemId, CiFile, CiFileStatus, CryptoFile, FileId, FileInvitation,
    FileProtocol, FileType, RcvFileDescr, RcvFileStatus, RcvFileTransfer, StoreError,
};

use super::super::entries::Who;
use super::super::failure::{Outcome, command, refused, store};
use super::super::node::ChatKey;
use super::super::run::{Answer, answer};
use super::super::signal::FileOffer;
use super::super::turn::Turn;
use super::{CHUNK, Side, Transfer, file_of};

impl Turn<'_> {
    /// Takes the offer of a file: what the item shows.
    pub(in super::super) fn offered(
        &mut self,
        chat: ChatKey,
        who: Who,
        item: ChatItemId,
        offer: FileOffer,
    ) -> Outcome<CiFile> {
        let id = FileId(self.node.ids.files.next());
        let (sender, member) = match (chat, who) {
            (ChatKey::Group(id, _), Who::Member(member)) => {
                let known = self.node.room(id)?.member(member)?;
                (known.local_display_name.clone(), Some(member))
            }
            (ChatKey::Contact(id), _) => {
                let contact = &self.node.conversation(id)?.contact;
                (contact.local_display_name.clone(), None)
            }
            (ChatKey::Group(..), _) => (String::new(), None),
        };
        let transfer = Transfer {
            chat,
            item,
            name: offer.name.clone(),
            size: offer.size,
            side: Side::Received {
                upload: offer.upload,
                sender,
                member,
                status: RcvFileStatus::new(),
                is_gone: false,
            },
        };
        self.node.files.insert(id, transfer);
        let status = CiFileStatus::rcv_invitation();
        let (name, size) = (offer.name, offer.size);
        Ok(CiFile::new(id, name, size, status, FileProtocol::Xftp))
    }

    /// Tells that the file of an item can be received.
    pub(in super::super) fn describe_file(
        &mut self,
        chat: ChatKey,
        item: ChatItemId,
    ) -> Outcome<()> {
        let shown = self.node.shown(chat, item)?;
        let Some(file) = &shown.chat_item.file else {
            return Ok(());
        };
        let id = file.file_id;
        let user = self.node.chat_user(chat)?;
        let description = RcvFileDescr::new(id.0, "", 1).file_descr_complete(true);
        let transfer = self.received(id)?;
        self.emit(&RcvFileDescrReady::new(user, shown, transfer, description));
        Ok(())
    }

    pub(in super::super) fn receive_file(&mut self, receive: &ReceiveFile) -> Outcome<Answer> {
        let id = receive.file_id;
        let user = self.node.active_user()?;
        let transfer = self.own_transfer(id)?;
        let (chat, name) = (transfer.chat, transfer.name.clone());
        let Side::Received {
            upload,
            status,
            is_gone,
            ..
        } = &transfer.side
        else {
            return Err(store(StoreError::rcv_file_not_found(id)));
        };
        if *is_gone {
            let transfer = self.received(id)?;
            return Ok(answer(RcvFileAcceptedSndCancelled::new(user, transfer)));
        }
        match status {
            RcvFileStatus::New { .. } => {}
            RcvFileStatus::Cancelled { .. } => {
                return Err(refused(ChatErrorType::file_cancelled(name)));
            }
            _ => return Err(refused(ChatErrorType::file_already_receiving(name))),
        }
        if receive.store_encrypted == Some(true) {
            return Err(command("the embedded server has no encrypted files"));
        }
        if upload.is_cancelled() {
            return Err(store(StoreError::rcv_file_not_found(id)));
        }
        let (content, item) = (Arc::clone(&upload.content), transfer.item);
        let path = self.place_file(&name, receive.file_path.as_deref(), &content)?;
        if let Some(file) = file_of(self.node.entries(chat)?, item) {
            file.file_source = Some(CryptoFile::new(path.clone()));
        }
        self.set_received(id, RcvFileStatus::accepted(path.clone()));
        let accepted = self.set_status(id, CiFileStatus::rcv_accepted())?;
        let size = self.transfer(id)?.size;
        let started = self.set_status(id, CiFileStatus::rcv_transfer(0, size))?;
        self.emit(&RcvFileStart::new(user.clone(), started));
        self.set_received(id, RcvFileStatus::complete(path.clone()));
        let complete = self.set_status(id, CiFileStatus::rcv_complete())?;
        self.emit(&RcvFileComplete::new(user.clone(), complete));
        Ok(answer(RcvFileAccepted::new(user, accepted)))
    }

    /// Writes a file where it is to go: where the command says, in the folder for files, or into
    /// the hands of the test.
    fn place_file(
        &mut self,
        name: &str,
        asked: Option<&str>,
        content: &Arc<[u8]>,
    ) -> Outcome<String> {
        let folder = self.node.files_folder.clone();
        let path = match (asked, folder) {
            (Some(asked), _) if Path::new(asked).is_dir() => Path::new(asked).join(name),
            (Some(asked), _) => Path::new(asked).to_owned(),
            (None, Some(folder)) => free_path(&folder.join(name)),
            (None, None) => {
                self.node.desk.insert(name.to_owned(), Arc::clone(content));
                return Ok(name.to_owned());
            }
        };
        let shown = path.to_string_lossy().into_owned();
        if path.exists() {
            return Err(refused(ChatErrorType::file_already_exists(shown)));
        }
        match std::fs::write(&path, content) {
            Ok(()) => Ok(shown),
            Err(error) => Err(refused(ChatErrorType::file_write(shown, error.to_string()))),
        }
    }

    /// The sender does not offer a file any more.
    pub(in super::super) fn file_gone(&mut self, chat: ChatKey, shared_id: &str) -> Outcome<()> {
        let entry = self.node.entries(chat)?.find(shared_id);
        let Some(id) = entry.and_then(|entry| Some(entry.item.file.as_ref()?.file_id)) else {
            return Ok(());
        };
        match self
            .node
            .files
            .get_mut(&id)
            .map(|transfer| &mut transfer.side)
        {
            Some(Side::Received {
                status: RcvFileStatus::New { .. },
                is_gone,
                ..
            }) => *is_gone = true,
            _ => return Ok(()),
        }
        let shown = self.set_status(id, CiFileStatus::rcv_cancelled())?;
        let user = self.node.chat_user(chat)?;
        let transfer = self.received(id)?;
        self.emit(&RcvFileSndCancelled::new(user, shown, transfer));
        Ok(())
    }

    fn set_received(&mut self, id: FileId, to: RcvFileStatus) {
        if let Some(Side::Received { status, .. }) = self
            .node
            .files
            .get_mut(&id)
            .map(|transfer| &mut transfer.side)
        {
            *status = to;
        }
    }

    pub(super) fn received(&self, id: FileId) -> Outcome<RcvFileTransfer> {
        let Transfer {
            name, size, side, ..
        } = self.transfer(id)?;
        let Side::Received {
            sender,
            member,
            status,
            is_gone,
            ..
        } = side
        else {
            return Err(store(StoreError::rcv_file_not_found(id)));
        };
        let invitation = FileInvitation::new(name.clone(), *size);
        let cancelled = *is_gone || matches!(status, RcvFileStatus::Cancelled { .. });
        let mut transfer =
            RcvFileTransfer::new(id, invitation, status.clone(), sender.clone(), CHUNK);
        transfer.file_type = Some(FileType::Normal);
        transfer.cancelled = cancelled;
        transfer.grp_member_id = *member;
        Ok(transfer)
    }
}

/// `path`, or the first of `name_1.ext`, `name_2.ext`… that is free.
fn free_path(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let end = path
        .extension()
        .map(|end| format!(".{}", end.to_string_lossy()));
    let end = end.unwrap_or_default();
    let mut free = path.to_owned();
    let mut suffix = 0;
    while free.exists() {
        suffix += 1;
        free = path.with_file_name(format!("{stem}_{suffix}{end}"));
    }
    free
}
