//! What events say of files: how far they have come, and each way in which they end.
//!
//! A file that does not come has many ends besides those that are events of their own: it is refused, its message is
//! deleted, or the one who sends it is gone.

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

use crate::bot::files::error::TransferError;
use crate::bot::files::progress::Progress;

const RECEIVING: &str = "rcvFileProgressXFTP";
const SENDING: &str = "sndFileProgressXFTP";
/// The end of an upload for a contact who is not ready yet.
const SENT_ALONE: &str = "sndStandaloneFileComplete";

/// The events that can say something of a file: those that the API lists, and the progress, which it does not.
pub(crate) const TAGS: [&str; 21] = [
    RcvFileComplete::TAG,
    RcvFileError::TAG,
    RcvFileWarning::TAG,
    RcvFileSndCancelled::TAG,
    SndFileCompleteXftp::TAG,
    SndFileError::TAG,
    SndFileWarning::TAG,
    RECEIVING,
    SENDING,
    SENT_ALONE,
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

/// What news is about: a file, or what it ends with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Subject {
    File(FileId),
    /// The message that the file is in.
    Item(ChatItemId),
    /// The chat of the message, without a scope.
    Chat(ChatRef),
    /// The member of a group who sends the file.
    Member(GroupMemberId),
}

/// What is new.
#[derive(Debug, Clone)]
pub(crate) enum News {
    Progress(Progress),
    /// A problem that may pass.
    Warning(String),
    Ended(End),
}

/// What has become of a file.
#[derive(Debug, Clone)]
pub(crate) enum End {
    /// It is received, at this path.
    Received(Option<String>),
    /// It is uploaded.
    Sent,
    /// Its sender has cancelled it.
    Cancelled,
    /// It is on these servers, if they are known, which are not approved.
    NotApproved(Vec<String>),
    /// Its message is deleted.
    Deleted,
    /// The contact, the member or the group is gone.
    Gone,
    NotReceived(Box<AgentErrorType>),
    NotSent(String),
    /// Another error that names the file.
    Failed(Box<types::ChatError>),
}

/// What an event says of files.
pub(crate) fn of(event: &Event) -> Vec<(Subject, News)> {
    let ended = |subject, end| vec![(subject, News::Ended(end))];
    let of_file = |file, news| vec![(Subject::File(file), news)];
    match event {
        Event::RcvFileComplete(event) => {
            let Some(file) = file(&event.chat_item) else {
                return Vec::new();
            };
            ended(Subject::File(file.file_id), End::Received(path(file)))
        }
        Event::RcvFileSndCancelled(event) => {
            let file = event.rcv_file_transfer.file_id;
            ended(Subject::File(file), End::Cancelled)
        }
        Event::RcvFileError(event) => {
            let error = End::NotReceived(Box::new(event.agent_error.clone()));
            ended(Subject::File(event.rcv_file_transfer.file_id), error)
        }
        Event::RcvFileWarning(event) => {
            let warning = News::Warning(event.agent_error.to_string());
            of_file(event.rcv_file_transfer.file_id, warning)
        }
        Event::SndFileCompleteXftp(event) => {
            ended(Subject::File(event.file_transfer_meta.file_id), End::Sent)
        }
        Event::SndFileError(event) => {
            let error = End::NotSent(event.error_message.clone());
            ended(Subject::File(event.file_transfer_meta.file_id), error)
        }
        Event::SndFileWarning(event) => {
            let warning = News::Warning(event.error_message.clone());
            of_file(event.file_transfer_meta.file_id, warning)
        }
        Event::ChatError(event) => refused(&event.chat_error).into_iter().collect(),
        Event::ChatErrors(event) => event.chat_errors.iter().filter_map(refused).collect(),
        Event::ChatItemUpdated(event) => status(&event.chat_item).into_iter().collect(),
        Event::ChatItemsStatusesUpdated(event) => {
            event.chat_items.iter().filter_map(status).collect()
        }
        Event::ChatItemsDeleted(event) => {
            let items = event.chat_item_deletions.iter();
            let items = items.map(|deletion| deletion.deleted_chat_item.chat_item.meta.item_id);
            items.map(deleted).collect()
        }
        Event::GroupChatItemsDeleted(event) => {
            event.chat_item_ids.iter().copied().map(deleted).collect()
        }
        Event::ContactDeletedByContact(event) => {
            ended(Subject::Chat((&event.contact).into()), End::Gone)
        }
        Event::DeletedMemberUser(event) => {
            ended(Subject::Chat((&event.group_info).into()), End::Gone)
        }
        Event::GroupDeleted(event) => ended(Subject::Chat((&event.group_info).into()), End::Gone),
        Event::LeftMember(event) => ended(Subject::Member(event.member.group_member_id), End::Gone),
        Event::DeletedMember(event) => {
            let member = event.deleted_member.group_member_id;
            ended(Subject::Member(member), End::Gone)
        }
        Event::Undocumented(event) => undocumented(&event.tag, &event.fields)
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

/// That a message is deleted.
pub(crate) fn deleted(item: ChatItemId) -> (Subject, News) {
    (Subject::Item(item), News::Ended(End::Deleted))
}

/// What an error that answers no command says of a file that it names.
fn refused(error: &types::ChatError) -> Option<(Subject, News)> {
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
            } => (file_id, End::NotApproved(unknown_servers.clone())),
            FallbackToSmpProhibited { file_id, .. }
            | InlineFileProhibited { file_id, .. }
            | FileSend { file_id, .. } => (file_id, End::Failed(Box::new(error.clone()))),
            _ => return None,
        },
        types::ChatError::ErrorStore { store_error, .. } => match store_error {
            // The database has forgotten it with its message.
            FileNotFound { file_id, .. }
            | RcvFileNotFound { file_id, .. }
            | SndFileNotFound { file_id, .. } => (file_id, End::Deleted),
            RcvFileInvalid { file_id, .. } | SndFileInvalid { file_id, .. } => {
                (file_id, End::Failed(Box::new(error.clone())))
            }
            _ => return None,
        },
        _ => return None,
    };
    Some((Subject::File(*file), News::Ended(end)))
}

/// The end that the status of a file says: some ends are told by nothing else.
fn status(item: &AChatItem) -> Option<(Subject, News)> {
    let file = file(item)?;
    let end = match &file.file_status {
        CiFileStatus::RcvAborted { .. } => End::NotApproved(Vec::new()),
        CiFileStatus::RcvCancelled { .. } | CiFileStatus::SndCancelled { .. } => End::Cancelled,
        CiFileStatus::RcvComplete { .. } => End::Received(path(file)),
        CiFileStatus::SndComplete { .. } => End::Sent,
        _ => return None,
    };
    Some((Subject::File(file.file_id), News::Ended(end)))
}

/// `None` too for a shape that is not the one known.
fn undocumented(tag: &str, members: &JsonObject) -> Option<(Subject, News)> {
    let (transfer, done) = match tag {
        RECEIVING => ("rcvFileTransfer", "receivedSize"),
        SENDING => ("fileTransferMeta", "sentSize"),
        SENT_ALONE => ("fileTransferMeta", ""),
        _ => return None,
    };
    let file = FileId(members.get(transfer)?.get("fileId")?.as_i64()?);
    let news = match tag {
        SENT_ALONE => News::Ended(End::Sent),
        _ => {
            let (done, total) = (members.get(done)?, members.get("totalSize")?);
            News::Progress(Progress::new(done.as_i64()?, total.as_i64()?)?)
        }
    };
    Some((Subject::File(file), news))
}

fn file(item: &AChatItem) -> Option<&CiFile> {
    item.chat_item.file.as_deref()
}

fn path(file: &CiFile) -> Option<String> {
    let source = file.file_source.as_ref();
    source.map(|source| source.file_path.clone())
}

/// An end that is not the one that was waited for.
impl From<End> for TransferError {
    fn from(end: End) -> Self {
        match end {
            End::Cancelled => Self::Cancelled,
            End::NotApproved(servers) => Self::NotApproved(servers),
            End::Deleted => Self::Deleted,
            End::Gone => Self::Gone,
            End::NotReceived(error) => Self::NotReceived(error),
            End::NotSent(error) => Self::NotSent(error),
            End::Failed(error) => Self::Failed(error),
            End::Received(_) | End::Sent => Self::NoPath,
        }
    }
}
