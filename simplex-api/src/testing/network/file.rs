//! Files: offered with messages, received, cancelled.

use std::path::Path;
use std::sync::Arc;

use crate::commands::{CancelFile, ReceiveFile};
use crate::events::{
    RcvFileComplete, RcvFileDescrReady, RcvFileSndCancelled, RcvFileStart, SndFileCompleteXftp,
};
use crate::responses::{
    RcvFileAccepted, RcvFileAcceptedSndCancelled, RcvFileCancelled, SndFileCancelled,
};
use crate::types::{
    ChatErrorType, ChatItemId, CiFile, CiFileStatus, CryptoFile, FileId, FileInvitation,
    FileProtocol, FileTransferMeta, FileType, GroupMemberId, RcvFileDescr, RcvFileStatus,
    RcvFileTransfer, StoreError,
};

use super::entries::Who;
use super::failure::{Outcome, command, refused, store};
use super::node::ChatKey;
use super::run::{Answer, answer};
use super::signal::{FileOffer, Signal, Talk};
use super::turn::Turn;
use super::world::NodeId;

/// The largest file that is sent, in bytes.
const MAX_SIZE: u64 = 1 << 30;

/// In what pieces files go, in bytes.
const CHUNK: i64 = 4 << 20;

/// A file that a client sends or receives.
#[derive(Debug)]
pub(super) struct Transfer {
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
        cancelled: bool,
    },
    Received {
        from: (NodeId, FileId),
        sender: String,
        member: Option<GroupMemberId>,
        status: RcvFileStatus,
        /// Whether the sender does not offer it any more.
        is_gone: bool,
    },
}

/// A file that can be sent.
pub(super) struct Source {
    path: String,
    content: Arc<[u8]>,
}

impl Turn<'_> {
    /// Finds a file to send, among those in the hands of the test or on disk.
    ///
    /// # Errors
    /// If there is none, or it is too large.
    pub(super) fn open_source(&mut self, file: &CryptoFile) -> Outcome<Source> {
        let path = file.file_path.clone();
        if file.crypto_args.is_some() {
            return Err(command("the embedded server has no encrypted files"));
        }
        if let Some(content) = self.node.desk.get(&path).cloned() {
            return Ok(Source { path, content });
        }
        let not_found = || refused(ChatErrorType::file_not_found(path.clone()));
        let known = std::fs::metadata(&path).map_err(|_| not_found())?;
        if !known.is_file() {
            return Err(not_found());
        }
        if known.len() > MAX_SIZE {
            return Err(refused(ChatErrorType::file_size(path)));
        }
        let content = std::fs::read(&path).map_err(|_| not_found())?;
        Ok(Source {
            path,
            content: content.into(),
        })
    }

    /// Offers a file with an item: what the item shows, and what the others are told.
    pub(super) fn offer(
        &mut self,
        chat: ChatKey,
        item: ChatItemId,
        source: Source,
    ) -> (CiFile, FileOffer) {
        let id = FileId(self.node.ids.files.next());
        let name = file_name(&source.path);
        let size = i64::try_from(source.content.len()).unwrap_or(i64::MAX);
        let stored = CiFileStatus::snd_stored();
        let file = CiFile::new(id, name.clone(), size, stored, FileProtocol::Xftp)
            .file_source(CryptoFile::new(source.path.clone()));
        let transfer = Transfer {
            chat,
            item,
            name: name.clone(),
            size,
            side: Side::Sent {
                path: source.path,
                cancelled: false,
            },
        };
        self.node.files.insert(id, transfer);
        self.world
            .uploads
            .insert((self.node.id, id), source.content);
        let offer = FileOffer {
            name,
            size,
            source: id,
        };
        (file, offer)
    }

    /// The file is with the servers, from where others get it.
    pub(super) fn uploaded(&mut self, id: FileId) -> Outcome<()> {
        let chat_item = self.set_status(id, CiFileStatus::snd_complete())?;
        let user = self.node.chat_user(self.transfer(id)?.chat)?;
        let meta = self.meta(id)?;
        self.emit(&SndFileCompleteXftp::new(user, chat_item, meta));
        Ok(())
    }

    /// Takes the offer of a file: what the item shows.
    pub(super) fn offered(
        &mut self,
        chat: ChatKey,
        who: Who,
        item: ChatItemId,
        offer: FileOffer,
    ) -> Outcome<CiFile> {
        let id = FileId(self.node.ids.files.next());
        let (node, sender, member) = match (chat, who) {
            (ChatKey::Group(id, _), Who::Member(member)) => {
                let seat = self.node.room(id)?.seat(member)?;
                let node = seat.address.map(|address| address.node);
                (node, seat.member.local_display_name.clone(), Some(member))
            }
            (ChatKey::Contact(id), _) => {
                let conversation = self.node.conversation(id)?;
                let name = conversation.contact.local_display_name.clone();
                (Some(conversation.with), name, None)
            }
            (ChatKey::Group(..), _) => (None, String::new(), None),
        };
        let transfer = Transfer {
            chat,
            item,
            name: offer.name.clone(),
            size: offer.size,
            side: Side::Received {
                from: (node.unwrap_or(self.node.id), offer.source),
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
    pub(super) fn describe_file(&mut self, chat: ChatKey, item: ChatItemId) -> Outcome<()> {
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

    pub(super) fn receive_file(&mut self, receive: &ReceiveFile) -> Outcome<Answer> {
        let id = receive.file_id;
        let user = self.node.active_user()?;
        let transfer = self.own_transfer(id)?;
        let (chat, name) = (transfer.chat, transfer.name.clone());
        let Side::Received {
            from,
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
        let (from, item) = (*from, transfer.item);
        let content = self.world.uploads.get(&from).cloned();
        let content = content.ok_or_else(|| store(StoreError::rcv_file_not_found(id)))?;
        let path = self.place_file(&name, receive.file_path.as_deref(), &content)?;
        if let Some(file) = entries_file(self.node.entries(chat)?, item) {
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

    pub(super) fn cancel_file(&mut self, command: &CancelFile) -> Outcome<Answer> {
        let id = command.file_id;
        let user = self.node.active_user()?;
        let transfer = self.own_transfer(id)?;
        let (chat, item) = (transfer.chat, transfer.item);
        let refuse = |why: &str| Err(refused(ChatErrorType::file_cancel(id, why)));
        match &mut transfer.side {
            Side::Sent { cancelled, .. } => {
                if std::mem::replace(cancelled, true) {
                    return refuse("file already cancelled");
                }
                self.world.uploads.remove(&(self.node.id, id));
                let shown = self.set_status(id, CiFileStatus::snd_cancelled())?;
                let meta = self.meta(id)?;
                let shared = &self.node.entries(chat)?.get(item)?.item.meta;
                let shared = shared.item_shared_msg_id.clone().unwrap_or_default();
                self.tell(chat, &Signal::Chat(Talk::FileGone { id: shared }))?;
                Ok(answer(SndFileCancelled::new(user, meta).chat_item(shown)))
            }
            Side::Received { status, .. } => {
                match status {
                    RcvFileStatus::Complete { .. } => return refuse("file transfer is complete"),
                    RcvFileStatus::Cancelled { .. } => return refuse("file already cancelled"),
                    _ => *status = RcvFileStatus::cancelled(None),
                }
                let shown = self.set_status(id, CiFileStatus::rcv_cancelled())?;
                let transfer = self.received(id)?;
                Ok(answer(
                    RcvFileCancelled::new(user, transfer).chat_item(shown),
                ))
            }
        }
    }

    /// The sender does not offer a file any more.
    pub(super) fn file_gone(&mut self, chat: ChatKey, shared_id: &str) -> Outcome<()> {
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
    fn set_status(&mut self, id: FileId, to: CiFileStatus) -> Outcome<crate::types::AChatItem> {
        let Transfer { chat, item, .. } = *self.transfer(id)?;
        if let Some(file) = entries_file(self.node.entries(chat)?, item) {
            file.file_status = to;
        }
        self.node.shown(chat, item)
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

    fn meta(&self, id: FileId) -> Outcome<FileTransferMeta> {
        let Transfer {
            name, size, side, ..
        } = self.transfer(id)?;
        let Side::Sent { path, cancelled } = side else {
            return Err(store(StoreError::snd_file_not_found(id)));
        };
        let meta = FileTransferMeta::new(id, name.clone(), path.clone(), *size, CHUNK);
        Ok(meta.cancelled(*cancelled))
    }

    fn received(&self, id: FileId) -> Outcome<RcvFileTransfer> {
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

fn entries_file(entries: &mut super::entries::Entries, item: ChatItemId) -> Option<&mut CiFile> {
    let entry = entries.get_mut(item).ok()?;
    entry.item.file.as_deref_mut()
}

fn file_name(path: &str) -> String {
    let name = Path::new(path).file_name();
    name.map_or_else(
        || path.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// `path`, or the first of `name_1.ext`, `name_2.ext`… that is free.
fn free_path(path: &Path) -> std::path::PathBuf {
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
