//! Receiving files.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use simplex_api::commands::ReceiveFile;
use simplex_api::events::{
    RcvFileComplete, RcvFileDescrReady, RcvFileError, RcvFileSndCancelled, RcvFileStart,
};
use simplex_api::responses::{RcvFileAccepted, RcvFileAcceptedSndCancelled};
use simplex_api::types::{
    AgentErrorType, ChatErrorType, ChatItemId, CiFile, CiFileStatus, CryptoFile, FileError, FileId,
    FileInvitation, FileProtocol, FileType, RcvFileDescr, RcvFileStatus, RcvFileTransfer,
    StoreError, User, XftpRcvFile,
};

use crate::network::commands::file::CHUNK_SIZE;
use crate::network::context::ClientContext;
use crate::network::file_offer::FileOffer;
use crate::network::result::{Answer, answer};
use crate::network::result::{NetworkResult, chat_error, command_error, store_error};
use crate::network::state::chat_key::ChatKey;
use crate::network::state::items::Participant;
use crate::network::state::node::Node;
use crate::network::state::transfer::{Transfer, TransferSide, file_of};
use crate::network::version::NetworkVersion;

impl Node {
    /// The content of a file that was received without a path; `None` until it is complete.
    ///
    /// # Errors
    /// If the file is no longer available, or was dropped from memory.
    pub(crate) fn received_content(&self, id: FileId) -> NetworkResult<Option<Vec<u8>>> {
        let transfer = self.files.get(&id);
        let transfer = transfer.ok_or_else(|| store_error(StoreError::rcv_file_not_found(id)))?;
        let name = &transfer.name;
        match &transfer.side {
            TransferSide::Received {
                is_withdrawn: true, ..
            }
            | TransferSide::Received {
                status: RcvFileStatus::Cancelled { .. },
                ..
            } => Err(chat_error(ChatErrorType::file_cancelled(name))),
            TransferSide::Received {
                status: RcvFileStatus::Complete { .. },
                ..
            } => match self.memory.get(name) {
                Some(content) => Ok(Some(content.to_vec())),
                None => Err(chat_error(ChatErrorType::file_not_found(name))),
            },
            _ => Ok(None),
        }
    }
}

impl ClientContext<'_> {
    /// Adds an offered file and returns it as the item shows it.
    pub(crate) fn on_file_offer(
        &mut self,
        chat: ChatKey,
        participant: Participant,
        item: ChatItemId,
        offer: FileOffer,
    ) -> NetworkResult<CiFile> {
        let id = FileId(self.node.ids.files.next());
        let (sender, member) = match (chat, participant) {
            (ChatKey::Group(id, _), Participant::Member(member)) => {
                let known = self.node.group_state(id)?.member(member)?;
                (known.local_display_name.clone(), Some(member))
            }
            (ChatKey::Contact(id), _) => {
                let contact = &self.node.contact_state(id)?.contact;
                (contact.local_display_name.clone(), None)
            }
            (ChatKey::Group(..), _) => (String::new(), None),
        };
        let transfer = Transfer {
            chat,
            item,
            name: offer.name.clone(),
            size: offer.size,
            side: TransferSide::Received {
                upload: offer.upload,
                content: Some(offer.content),
                path: None,
                sender,
                member,
                status: RcvFileStatus::new(),
                is_announced: false,
                is_withdrawn: false,
            },
        };
        self.node.files.insert(id, transfer);
        let status = CiFileStatus::rcv_invitation();
        let (name, size) = (offer.name, offer.size);
        Ok(CiFile::new(id, name, size, status, FileProtocol::Xftp))
    }

    /// Reports that the file of an item can be received, as soon as it is uploaded. It is reported once: a client that
    /// receives its signals late gets the message and the notice of its file at the same time.
    pub(crate) fn announce_file(&mut self, chat: ChatKey, item: ChatItemId) -> NetworkResult<()> {
        let displayed = self.node.displayed_item(chat, item)?;
        let Some(file) = &displayed.chat_item.file else {
            return Ok(());
        };
        let id = file.file_id;
        match self.node.files.get_mut(&id).map(|file| &mut file.side) {
            Some(TransferSide::Received {
                upload,
                is_announced,
                ..
            }) if upload.is_ready() && !*is_announced => *is_announced = true,
            _ => return Ok(()),
        }
        let user = self.node.chat_user(chat)?;
        let description = RcvFileDescr::new(id.0, "", 1).file_descr_complete(true);
        let transfer = self.receive_transfer(id)?;
        self.emit(&RcvFileDescrReady::new(
            user,
            displayed,
            transfer,
            description,
        ));
        Ok(())
    }

    pub(crate) fn receive_file(&mut self, receive: &ReceiveFile) -> NetworkResult<Answer> {
        let id = receive.file_id;
        let user = self.node.active_user()?;
        if !self.node.files.contains_key(&id) {
            return Err(store_error(StoreError::user_not_found_by_file_id(id)));
        }
        let transfer = self.own_transfer(id)?;
        let (chat, name) = (transfer.chat, transfer.name.clone());
        let TransferSide::Received {
            upload,
            status,
            is_withdrawn,
            ..
        } = &transfer.side
        else {
            return Err(store_error(StoreError::rcv_file_not_found(id)));
        };
        if *is_withdrawn {
            let transfer = self.receive_transfer(id)?;
            return Ok(answer(RcvFileAcceptedSndCancelled::new(user, transfer)));
        }
        match status {
            RcvFileStatus::New { .. } => {}
            RcvFileStatus::Cancelled { .. } => {
                return Err(chat_error(ChatErrorType::file_cancelled(name)));
            }
            _ => return Err(chat_error(ChatErrorType::file_already_receiving(name))),
        }
        if receive.store_encrypted == Some(true) {
            return Err(command_error(
                "the embedded server does not support encrypted files",
            ));
        }
        if upload.is_cancelled() {
            return Err(store_error(StoreError::rcv_file_not_found(id)));
        }
        let (is_ready, item) = (upload.is_ready(), transfer.item);
        let reserved = self.reserve_path(&name, receive.file_path.as_deref())?;
        let displayed = reserved.as_deref().map(Path::to_string_lossy);
        let displayed = displayed.map_or(name, std::borrow::Cow::into_owned);
        if let Some(file) = file_of(self.node.chat_items(chat)?, item) {
            file.file_source = Some(CryptoFile::new(displayed.clone()));
        }
        if let TransferSide::Received { path, .. } = &mut self.own_transfer(id)?.side {
            *path = reserved;
        }
        self.set_receive_status(id, RcvFileStatus::accepted(displayed));
        let accepted = self.set_status(id, CiFileStatus::rcv_accepted())?;
        if is_ready {
            self.download(id)?;
        }
        Ok(answer(RcvFileAccepted::new(user, accepted)))
    }

    /// Creates the file, at the path of the command or in the folder for files; returns `None` if it is kept in
    /// memory.
    fn reserve_path(&mut self, name: &str, asked: Option<&str>) -> NetworkResult<Option<PathBuf>> {
        let path = match (asked, &self.node.files_folder) {
            (Some(asked), _) if Path::new(asked).is_dir() => Path::new(asked).join(name),
            (Some(asked), _) => Path::new(asked).to_owned(),
            (None, Some(folder)) => unused_path(&folder.join(name)),
            (None, None) => return Ok(None),
        };
        let displayed = path.to_string_lossy().into_owned();
        match File::create_new(&path) {
            Ok(_) => Ok(Some(path)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                Err(chat_error(ChatErrorType::file_already_exists(displayed)))
            }
            Err(error) => Err(chat_error(ChatErrorType::file_write(
                displayed,
                error.to_string(),
            ))),
        }
    }

    /// The file is uploaded. The download starts if the user has accepted the file.
    pub(crate) fn on_file_ready(&mut self, chat: ChatKey, shared_id: &str) -> NetworkResult<()> {
        let stored = self.node.chat_items(chat)?.find(shared_id);
        let Some(item) = stored.map(|stored| stored.item.meta.item_id) else {
            return Ok(());
        };
        self.announce_file(chat, item)?;
        let file = file_of(self.node.chat_items(chat)?, item).map(|file| file.file_id);
        match file.map(|id| (id, self.status_of(id))) {
            Some((id, Some(RcvFileStatus::Accepted { .. }))) => self.download(id),
            _ => Ok(()),
        }
    }

    pub(crate) fn start_download(&mut self, id: FileId) -> NetworkResult<()> {
        let Transfer { chat, size, .. } = *self.transfer(id)?;
        let path = self.path_of(id)?;
        self.set_receive_status(id, RcvFileStatus::connected(path));
        let started = self.set_status(id, CiFileStatus::rcv_transfer(0, size))?;
        let user = self.node.chat_user(chat)?;
        self.emit(&RcvFileStart::new(user, started));
        Ok(())
    }

    /// The download is complete.
    pub(crate) fn finish_download(&mut self, id: FileId) -> NetworkResult<()> {
        let transfer = self.node.files.get_mut(&id);
        let Some(Transfer {
            chat,
            name,
            side: TransferSide::Received { content, path, .. },
            ..
        }) = transfer
        else {
            return Ok(());
        };
        let chat = *chat;
        let content = content.take().unwrap_or_default();
        let written = match path {
            Some(path) => std::fs::write(path, content),
            None => {
                self.node.memory.receive(name, content);
                Ok(())
            }
        };
        let user = self.node.chat_user(chat)?;
        if let Err(error) = written {
            return self.fail_download(id, user, &error.to_string());
        }
        let path = self.path_of(id)?;
        self.set_receive_status(id, RcvFileStatus::complete(path));
        let complete = self.set_status(id, CiFileStatus::rcv_complete())?;
        self.emit(&RcvFileComplete::new(user, complete));
        Ok(())
    }

    fn fail_download(&mut self, id: FileId, user: User, why: &str) -> NetworkResult<()> {
        self.set_receive_status(id, RcvFileStatus::cancelled(None));
        if let Some(transfer) = self.node.files.get_mut(&id) {
            transfer.discard();
        }
        let item = self.set_status(id, CiFileStatus::rcv_error(FileError::other(why)))?;
        let transfer = self.receive_transfer(id)?;
        let error = AgentErrorType::internal(why);
        self.emit(&RcvFileError::new(user, error, transfer).chat_item(item));
        Ok(())
    }

    /// The path of an accepted file, as the server shows it.
    fn path_of(&mut self, id: FileId) -> NetworkResult<String> {
        let Transfer { chat, item, .. } = *self.transfer(id)?;
        let file = file_of(self.node.chat_items(chat)?, item);
        let source = file.and_then(|file| file.file_source.as_ref());
        Ok(source
            .map(|source| source.file_path.clone())
            .unwrap_or_default())
    }

    fn status_of(&self, id: FileId) -> Option<&RcvFileStatus> {
        match &self.node.files.get(&id)?.side {
            TransferSide::Received { status, .. } => Some(status),
            TransferSide::Sent { .. } => None,
        }
    }

    /// The sender has cancelled a file.
    pub(crate) fn on_file_cancelled(
        &mut self,
        chat: ChatKey,
        shared_id: &str,
    ) -> NetworkResult<()> {
        let stored = self.node.chat_items(chat)?.find(shared_id);
        let Some(id) = stored.and_then(|stored| Some(stored.item.file.as_ref()?.file_id)) else {
            return Ok(());
        };
        let Some(transfer) = self.node.files.get_mut(&id) else {
            return Ok(());
        };
        match &mut transfer.side {
            TransferSide::Received {
                status:
                    RcvFileStatus::New { .. }
                    | RcvFileStatus::Accepted { .. }
                    | RcvFileStatus::Connected { .. },
                is_withdrawn,
                ..
            } => *is_withdrawn = true,
            _ => return Ok(()),
        }
        transfer.discard();
        let displayed = self.set_status(id, CiFileStatus::rcv_cancelled())?;
        let user = self.node.chat_user(chat)?;
        let transfer = self.receive_transfer(id)?;
        self.emit(&RcvFileSndCancelled::new(user, displayed, transfer));
        Ok(())
    }

    fn set_receive_status(&mut self, id: FileId, to: RcvFileStatus) {
        if let Some(TransferSide::Received { status, .. }) = self
            .node
            .files
            .get_mut(&id)
            .map(|transfer| &mut transfer.side)
        {
            *status = to;
        }
    }

    pub(crate) fn receive_transfer(&self, id: FileId) -> NetworkResult<RcvFileTransfer> {
        let Transfer {
            name, size, side, ..
        } = self.transfer(id)?;
        let TransferSide::Received {
            sender,
            member,
            status,
            is_withdrawn,
            ..
        } = side
        else {
            return Err(store_error(StoreError::rcv_file_not_found(id)));
        };
        let invitation = FileInvitation::new(name.clone(), *size);
        let has_type = self.node.version >= NetworkVersion::V7_0;
        let cancelled = *is_withdrawn || matches!(status, RcvFileStatus::Cancelled { .. });
        let mut transfer =
            RcvFileTransfer::new(id, invitation, status.clone(), sender.clone(), CHUNK_SIZE);
        transfer.file_type = has_type.then_some(FileType::Normal);
        let description = RcvFileDescr::new(id.0, "", 1).file_descr_complete(true);
        transfer.xftp_rcv_file = Some(XftpRcvFile::new(description));
        transfer.cancelled = cancelled;
        transfer.grp_member_id = *member;
        Ok(transfer)
    }
}

/// `path`, or the first of `name_1.ext`, `name_2.ext`… that does not exist.
fn unused_path(path: &Path) -> PathBuf {
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
