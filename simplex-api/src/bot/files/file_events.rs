//! Translates events into updates of transfers: progress, warnings, and every way in which a transfer can end.
//!
//! A transfer can also end without an event of its own: the file is rejected, its message is deleted, or its sender is
//! gone.

use crate::bot::files::error::TransferError;
use crate::bot::files::progress::Progress;
use crate::events::{
    ChatError, ChatErrors, ChatItemUpdated, ChatItemsDeleted, ChatItemsStatusesUpdated,
    ContactDeletedByContact, DeletedMember, DeletedMemberUser, Event, GroupChatItemsDeleted,
    GroupDeleted, LeftMember, RcvFileComplete, RcvFileError, RcvFileSndCancelled, RcvFileWarning,
    SndFileCompleteXftp, SndFileError, SndFileWarning,
};
use crate::json::{JsonObject, Tagged};
use crate::types::{
    self, AChatItem, AgentErrorType, ChatErrorType, ChatItemId, ChatRef, CiFile, CiFileStatus,
    FileId, GroupMemberId, StoreError,
};

const DOWNLOAD_PROGRESS: &str = "rcvFileProgressXFTP";
const UPLOAD_PROGRESS: &str = "sndFileProgressXFTP";
/// The end of an upload for a contact whose connection is not ready.
const STANDALONE_UPLOAD_END: &str = "sndStandaloneFileComplete";

/// The tags of the events that can update a transfer. The API documentation does not list the progress events.
pub(crate) const WATCHED_TAGS: [&str; 21] = [
    RcvFileComplete::TAG,
    RcvFileError::TAG,
    RcvFileWarning::TAG,
    RcvFileSndCancelled::TAG,
    SndFileCompleteXftp::TAG,
    SndFileError::TAG,
    SndFileWarning::TAG,
    DOWNLOAD_PROGRESS,
    UPLOAD_PROGRESS,
    STANDALONE_UPLOAD_END,
    ChatError::TAG,
    ChatErrors::TAG,
    ChatItemUpdated::TAG,
    ChatItemsStatusesUpdated::TAG,
    ChatItemsDeleted::TAG,
    GroupChatItemsDeleted::TAG,
    ContactDeletedByContact::TAG,
    LeftMember::TAG,
    DeletedMember::TAG,
    DeletedMemberUser::TAG,
    GroupDeleted::TAG,
];

/// The subject of an update: a file, or something that the file depends on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum UpdateSubject {
    File(FileId),
    /// The message with the file.
    Message(ChatItemId),
    /// The chat of the message, without a scope.
    Chat(ChatRef),
    /// The group member who sent the file.
    Member(GroupMemberId),
}

/// An update of a transfer.
#[derive(Debug, Clone)]
pub(crate) enum TransferUpdate {
    Progress(Progress),
    /// A problem that can be temporary.
    Warning(String),
    Ended(TransferEnd),
}

/// How a transfer ended.
#[derive(Debug, Clone)]
pub(crate) enum TransferEnd {
    /// The file is downloaded, to this path.
    Downloaded(Option<String>),
    /// The file is uploaded.
    Uploaded,
    /// The sender has cancelled the file.
    Cancelled,
    /// The file is on these servers, which are not approved. Empty if the servers are not known.
    NotApproved(Vec<String>),
    /// The message with the file is deleted.
    MessageDeleted,
    /// The contact, the member or the group is gone.
    PeerGone,
    DownloadFailed(Box<AgentErrorType>),
    UploadFailed(String),
    /// Another error about the file.
    Failed(Box<types::ChatError>),
}

/// The updates in an event.
pub(crate) fn updates_in(event: &Event) -> Vec<(UpdateSubject, TransferUpdate)> {
    let update_file = |file, update| vec![(UpdateSubject::File(file), update)];
    let end_file = |file, end| update_file(file, TransferUpdate::Ended(end));
    let gone = |subject| vec![(subject, TransferUpdate::Ended(TransferEnd::PeerGone))];
    match event {
        Event::RcvFileComplete(event) => {
            let Some(file) = file(&event.chat_item) else {
                return Vec::new();
            };
            end_file(file.file_id, TransferEnd::Downloaded(path(file)))
        }
        Event::RcvFileSndCancelled(event) => {
            let file = event.rcv_file_transfer.file_id;
            end_file(file, TransferEnd::Cancelled)
        }
        Event::RcvFileError(event) => {
            let error = TransferEnd::DownloadFailed(Box::new(event.agent_error.clone()));
            end_file(event.rcv_file_transfer.file_id, error)
        }
        Event::RcvFileWarning(event) => {
            let warning = TransferUpdate::Warning(event.agent_error.to_string());
            update_file(event.rcv_file_transfer.file_id, warning)
        }
        Event::SndFileCompleteXftp(event) => {
            end_file(event.file_transfer_meta.file_id, TransferEnd::Uploaded)
        }
        Event::SndFileError(event) => {
            let error = TransferEnd::UploadFailed(event.error_message.clone());
            end_file(event.file_transfer_meta.file_id, error)
        }
        Event::SndFileWarning(event) => {
            let warning = TransferUpdate::Warning(event.error_message.clone());
            update_file(event.file_transfer_meta.file_id, warning)
        }
        Event::ChatError(event) => error_update(&event.chat_error).into_iter().collect(),
        Event::ChatErrors(event) => event.chat_errors.iter().filter_map(error_update).collect(),
        Event::ChatItemUpdated(event) => status_update(&event.chat_item).into_iter().collect(),
        Event::ChatItemsStatusesUpdated(event) => {
            event.chat_items.iter().filter_map(status_update).collect()
        }
        Event::ChatItemsDeleted(event) => {
            let items = event.chat_item_deletions.iter();
            let items = items.map(|deletion| deletion.deleted_chat_item.chat_item.meta.item_id);
            items.map(deletion_of).collect()
        }
        Event::GroupChatItemsDeleted(event) => {
            let ids = event.chat_item_ids.iter().copied();
            ids.map(deletion_of).collect()
        }
        Event::ContactDeletedByContact(event) => gone(UpdateSubject::Chat((&event.contact).into())),
        Event::DeletedMemberUser(event) => gone(UpdateSubject::Chat((&event.group_info).into())),
        Event::GroupDeleted(event) => gone(UpdateSubject::Chat((&event.group_info).into())),
        Event::LeftMember(event) => gone(UpdateSubject::Member(event.member.group_member_id)),
        Event::DeletedMember(event) => {
            let member = event.deleted_member.group_member_id;
            gone(UpdateSubject::Member(member))
        }
        Event::Undocumented(event) => undocumented_update(&event.tag, &event.fields)
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

/// The update after a message is deleted.
pub(crate) fn deletion_of(message: ChatItemId) -> (UpdateSubject, TransferUpdate) {
    (
        UpdateSubject::Message(message),
        TransferUpdate::Ended(TransferEnd::MessageDeleted),
    )
}

/// The update in an error that is not the response to a command and contains a file id.
fn error_update(error: &types::ChatError) -> Option<(UpdateSubject, TransferUpdate)> {
    use ChatErrorType::{FallbackToSmpProhibited, FileNotApproved, FileSend, InlineFileProhibited};
    use StoreError::{
        FileNotFound, RcvFileInvalid, RcvFileNotFound, SndFileInvalid, SndFileNotFound,
    };
    let (file, end) = match error {
        types::ChatError::Error { error_type, .. } => match error_type {
            FileNotApproved {
                file_id,
                unknown_servers,
                ..
            } => (file_id, TransferEnd::NotApproved(unknown_servers.clone())),
            FallbackToSmpProhibited { file_id, .. }
            | InlineFileProhibited { file_id, .. }
            | FileSend { file_id, .. } => (file_id, TransferEnd::Failed(Box::new(error.clone()))),
            _ => return None,
        },
        types::ChatError::ErrorStore { store_error, .. } => match store_error {
            // The database has deleted it together with its message.
            FileNotFound { file_id, .. }
            | RcvFileNotFound { file_id, .. }
            | SndFileNotFound { file_id, .. } => (file_id, TransferEnd::MessageDeleted),
            RcvFileInvalid { file_id, .. } | SndFileInvalid { file_id, .. } => {
                (file_id, TransferEnd::Failed(Box::new(error.clone())))
            }
            _ => return None,
        },
        _ => return None,
    };
    Some((UpdateSubject::File(*file), TransferUpdate::Ended(end)))
}

/// The end of a transfer in the status of its file. Some ends are reported only in this way.
fn status_update(item: &AChatItem) -> Option<(UpdateSubject, TransferUpdate)> {
    let file = file(item)?;
    let end = match &file.file_status {
        CiFileStatus::RcvAborted { .. } => TransferEnd::NotApproved(Vec::new()),
        CiFileStatus::RcvCancelled { .. } | CiFileStatus::SndCancelled { .. } => {
            TransferEnd::Cancelled
        }
        CiFileStatus::RcvComplete { .. } => TransferEnd::Downloaded(path(file)),
        CiFileStatus::SndComplete { .. } => TransferEnd::Uploaded,
        _ => return None,
    };
    Some((
        UpdateSubject::File(file.file_id),
        TransferUpdate::Ended(end),
    ))
}

/// The update in an undocumented event; `None` if it does not have the known format.
fn undocumented_update(tag: &str, fields: &JsonObject) -> Option<(UpdateSubject, TransferUpdate)> {
    let (transfer, done) = match tag {
        DOWNLOAD_PROGRESS => ("rcvFileTransfer", "receivedSize"),
        UPLOAD_PROGRESS => ("fileTransferMeta", "sentSize"),
        STANDALONE_UPLOAD_END => ("fileTransferMeta", ""),
        _ => return None,
    };
    let file = FileId(fields.get(transfer)?.get("fileId")?.as_i64()?);
    let update = match tag {
        STANDALONE_UPLOAD_END => TransferUpdate::Ended(TransferEnd::Uploaded),
        _ => {
            let (done, total) = (fields.get(done)?, fields.get("totalSize")?);
            TransferUpdate::Progress(Progress::new(done.as_i64()?, total.as_i64()?)?)
        }
    };
    Some((UpdateSubject::File(file), update))
}

fn file(item: &AChatItem) -> Option<&CiFile> {
    item.chat_item.file.as_deref()
}

fn path(file: &CiFile) -> Option<String> {
    let source = file.file_source.as_ref();
    source.map(|source| source.file_path.clone())
}

/// The error for an end that is not the expected one.
impl From<TransferEnd> for TransferError {
    fn from(end: TransferEnd) -> Self {
        match end {
            TransferEnd::Cancelled => Self::Cancelled,
            TransferEnd::NotApproved(servers) => Self::NotApproved(servers),
            TransferEnd::MessageDeleted => Self::MessageDeleted,
            TransferEnd::PeerGone => Self::PeerGone,
            TransferEnd::DownloadFailed(error) => Self::DownloadFailed(error),
            TransferEnd::UploadFailed(error) => Self::UploadFailed(error),
            TransferEnd::Failed(error) => Self::Failed(error),
            TransferEnd::Downloaded(_) | TransferEnd::Uploaded => Self::MissingPath,
        }
    }
}
