//! What is heard of the files that handlers wait for.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, watch};

use crate::events::{
    Event, RcvFileComplete, RcvFileError, RcvFileSndCancelled, SndFileCompleteXftp, SndFileError,
};
use crate::json::{JsonObject, Tagged};
use crate::types::{AChatItem, AgentErrorType, CiFile, FileId};

use super::{Stop, TransferError};

/// The events that are heard: those that the API lists, and how far a file has come, which it does not.
const HEARD: [&str; 8] = [
    RcvFileComplete::TAG,
    RcvFileError::TAG,
    RcvFileSndCancelled::TAG,
    SndFileCompleteXftp::TAG,
    SndFileError::TAG,
    RECEIVING,
    SENDING,
    SENT_ALONE,
];
const RECEIVING: &str = "rcvFileProgressXFTP";
const SENDING: &str = "sndFileProgressXFTP";
/// The end of an upload for a contact who is not ready yet.
const SENT_ALONE: &str = "sndStandaloneFileComplete";

/// How much of a file is through, in bytes of what goes over the network: there the file is encrypted and
/// padded, and larger than on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// What is through.
    pub done: u64,
    /// All of it.
    pub total: u64,
}

impl Progress {
    /// How much is through in percent, from 0 to 100.
    pub fn percent(&self) -> u8 {
        let percent = u128::from(self.done) * 100;
        let percent = percent.checked_div(self.total.into()).unwrap_or(100);
        u8::try_from(percent.min(100)).unwrap_or(100)
    }
}

/// What is known of a file.
#[derive(Debug, Clone)]
pub(super) enum State {
    /// It is on its way.
    Going(Option<Progress>),
    Ended(End),
}

impl State {
    /// Takes what is heard later: after the end there is nothing more to hear. Whether it is news.
    fn hear(&mut self, later: Self) -> bool {
        let goes_on = matches!(self, Self::Going(_));
        if goes_on {
            *self = later;
        }
        goes_on
    }
}

/// What has become of a file.
#[derive(Debug, Clone)]
pub(super) enum End {
    /// It is received, at this path.
    Received(Option<String>),
    /// It is uploaded.
    Sent,
    /// Its sender has cancelled it.
    Cancelled,
    NotReceived(Box<AgentErrorType>),
    NotSent(String),
}

/// The files that handlers wait for.
pub(super) struct Transfers {
    stop: Stop,
    table: Mutex<Table>,
    /// Somebody more waits.
    begun: Notify,
}

#[derive(Default)]
struct Table {
    waiting: HashMap<FileId, watch::Sender<State>>,
    /// How many files are being sent whose ids are not known yet.
    nameless: usize,
    /// What was heard meanwhile of files that nobody waits for: one of them may be theirs.
    early: HashMap<FileId, State>,
}

/// A file that is waited for, as long as this is there.
pub(super) struct Wait {
    transfers: Arc<Transfers>,
    pub(super) file: FileId,
    pub(super) state: watch::Receiver<State>,
}

/// A file without an id, of which all is kept that is heard as long as this is there.
pub(super) struct Nameless(Arc<Transfers>);

impl Transfers {
    pub(super) fn new(stop: Stop) -> Self {
        Self {
            stop,
            table: Mutex::default(),
            begun: Notify::new(),
        }
    }

    /// Whether the bot is about to end, and no more is heard.
    pub(super) fn stop(&self) -> &Stop {
        &self.stop
    }

    /// Whether anybody waits for events of this type.
    pub(super) fn want(&self, tag: &str) -> bool {
        HEARD.contains(&tag) && self.are_awaited()
    }

    /// Whether anybody waits for a file.
    pub(super) fn are_awaited(&self) -> bool {
        let table = self.lock();
        let mut waiting = table.waiting.values();
        table.nameless > 0 || waiting.any(|waiting| waiting.receiver_count() > 0)
    }

    /// Waits until somebody waits for a file who did not before: what nobody wanted may be wanted now.
    pub(super) async fn begun(&self) {
        self.begun.notified().await;
    }

    /// Takes from an event what it tells of a file that is waited for.
    pub(super) fn hear(&self, event: &Event) {
        let Some((file, state)) = news(event) else {
            return;
        };
        let mut table = self.lock();
        if let Some(waiting) = table.waiting.get(&file) {
            waiting.send_if_modified(|known| known.hear(state));
        } else if table.nameless > 0 {
            let known = table.early.entry(file).or_insert(State::Going(None));
            known.hear(state);
        }
    }

    /// Waits for a file from now on.
    pub(super) fn wait(self: &Arc<Self>, file: FileId) -> Wait {
        let mut table = self.lock();
        // Of two that ended at once, neither may have known that it was the last.
        table
            .waiting
            .retain(|_, waiting| waiting.receiver_count() > 0);
        let early = table.early.remove(&file).unwrap_or(State::Going(None));
        let waiting = table.waiting.entry(file);
        let mut state = waiting
            .or_insert_with(|| watch::Sender::new(early))
            .subscribe();
        // What was told before is news to who waits now.
        if matches!(&*state.borrow(), State::Going(Some(_))) {
            state.mark_changed();
        }
        drop(table);
        self.begun.notify_one();
        Wait {
            transfers: Arc::clone(self),
            file,
            state,
        }
    }

    /// Keeps what is heard until the id of a file is known.
    pub(super) fn nameless(self: &Arc<Self>) -> Nameless {
        self.lock().nameless += 1;
        self.begun.notify_one();
        Nameless(Arc::clone(self))
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Nameless {
    /// Waits for the file, whose id is known now.
    pub(super) fn named(self, file: FileId) -> Wait {
        self.0.wait(file)
    }
}

impl Drop for Nameless {
    fn drop(&mut self) {
        let mut table = self.0.lock();
        table.nameless -= 1;
        if table.nameless == 0 {
            table.early = HashMap::new();
        }
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        let mut table = self.transfers.lock();
        let waiting = table.waiting.get(&self.file);
        // Others can wait for the same file.
        if waiting.is_some_and(|waiting| waiting.receiver_count() == 1) {
            table.waiting.remove(&self.file);
        }
    }
}

/// An end that is not the one that was waited for.
impl From<End> for TransferError {
    fn from(end: End) -> Self {
        match end {
            End::Cancelled => Self::Cancelled,
            End::NotReceived(error) => Self::NotReceived(error),
            End::NotSent(error) => Self::NotSent(error),
            End::Received(_) | End::Sent => Self::NoPath,
        }
    }
}

impl fmt::Debug for Transfers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transfers").finish_non_exhaustive()
    }
}

fn news(event: &Event) -> Option<(FileId, State)> {
    let (file, end) = match event {
        Event::RcvFileComplete(event) => {
            let file = file(&event.chat_item)?;
            let source = file.file_source.as_ref();
            let path = source.map(|source| source.file_path.clone());
            (file.file_id, End::Received(path))
        }
        Event::RcvFileSndCancelled(event) => (event.rcv_file_transfer.file_id, End::Cancelled),
        Event::RcvFileError(event) => {
            let error = Box::new(event.agent_error.clone());
            (event.rcv_file_transfer.file_id, End::NotReceived(error))
        }
        Event::SndFileCompleteXftp(event) => (event.file_transfer_meta.file_id, End::Sent),
        Event::SndFileError(event) => {
            let error = event.error_message.clone();
            (event.file_transfer_meta.file_id, End::NotSent(error))
        }
        Event::Undocumented(event) => return undocumented(&event.tag, &event.members),
        _ => return None,
    };
    Some((file, State::Ended(end)))
}

/// `None` too for a shape that is not the one known.
fn undocumented(tag: &str, members: &JsonObject) -> Option<(FileId, State)> {
    let (transfer, done) = match tag {
        RECEIVING => ("rcvFileTransfer", "receivedSize"),
        SENDING => ("fileTransferMeta", "sentSize"),
        SENT_ALONE => ("fileTransferMeta", ""),
        _ => return None,
    };
    let file = FileId(members.get(transfer)?.get("fileId")?.as_i64()?);
    let state = match tag {
        SENT_ALONE => State::Ended(End::Sent),
        _ => State::Going(Some(Progress {
            done: members.get(done)?.as_u64()?,
            total: members.get("totalSize")?.as_u64()?,
        })),
    };
    Some((file, state))
}

fn file(item: &AChatItem) -> Option<&CiFile> {
    item.chat_item.file.as_deref()
}
