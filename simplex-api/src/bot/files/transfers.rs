//! The file transfers that handlers wait for, and the state of each.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, watch};

use crate::bot::files::file_events::{
    TransferEnd, TransferUpdate, UpdateSubject, WATCHED_TAGS, deletion_of, updates_in,
};
use crate::bot::files::progress::Progress;
use crate::bot::stop::StopHandle;
use crate::events::Event;
use crate::types::{ChatItemId, ChatRef, FileId, GroupMemberId};

/// The state of a transfer.
#[derive(Debug, Clone)]
pub(crate) enum TransferState {
    InProgress {
        progress: Option<Progress>,
        /// The last problem that the server reported and that can be temporary.
        warning: Option<String>,
    },
    Ended(TransferEnd),
}

/// The message, chat and sender of a file. The transfer ends when one of them is gone.
#[derive(Debug, Clone)]
pub(crate) struct FileOrigin {
    /// Without a scope, because every scope of a group ends with the group.
    chat: ChatRef,
    message: ChatItemId,
    /// The sender in a group; `None` in a direct chat and for files of the bot.
    member: Option<GroupMemberId>,
}

impl TransferState {
    const STARTED: Self = Self::InProgress {
        progress: None,
        warning: None,
    };

    /// Applies an update. After the end, only the reason of a rejection is added. Returns whether the waiting task has to
    /// see the change.
    fn apply(&mut self, update: TransferUpdate) -> bool {
        match (&mut *self, update) {
            (Self::InProgress { progress, .. }, TransferUpdate::Progress(next)) => {
                *progress = Some(next.after(*progress));
                true
            }
            (Self::InProgress { warning, .. }, TransferUpdate::Warning(text)) => {
                *warning = Some(text);
                false
            }
            (Self::InProgress { .. }, TransferUpdate::Ended(end)) => {
                *self = Self::Ended(end);
                true
            }
            // The status of a file reports that it is rejected. The error that follows names the servers.
            (
                Self::Ended(TransferEnd::NotApproved(known)),
                TransferUpdate::Ended(TransferEnd::NotApproved(servers)),
            ) if known.is_empty() => {
                *known = servers;
                true
            }
            (Self::Ended(_), _) => false,
        }
    }

    pub(crate) fn has_ended(&self) -> bool {
        matches!(self, Self::Ended(_))
    }

    /// Whether the file was rejected and the servers are not known yet.
    pub(crate) fn lacks_reason(&self) -> bool {
        matches!(self, Self::Ended(TransferEnd::NotApproved(servers)) if servers.is_empty())
    }
}

impl FileOrigin {
    pub(crate) fn new(chat: &ChatRef, message: ChatItemId, member: Option<GroupMemberId>) -> Self {
        let mut chat = chat.clone();
        chat.chat_scope = None;
        Self {
            chat,
            message,
            member,
        }
    }

    /// The subjects of all updates about a file of this origin.
    fn subjects(&self, file: FileId) -> [Option<UpdateSubject>; 4] {
        [
            Some(UpdateSubject::File(file)),
            Some(UpdateSubject::Message(self.message)),
            Some(UpdateSubject::Chat(self.chat.clone())),
            self.member.map(UpdateSubject::Member),
        ]
    }

    fn has_subject(&self, file: FileId, subject: &UpdateSubject) -> bool {
        let subjects = self.subjects(file);
        subjects.iter().flatten().any(|own| own == subject)
    }
}

/// The transfers that handlers wait for.
pub(crate) struct Transfers {
    stop: StopHandle,
    table: Mutex<WatchTable>,
    /// Notified when a wait is added.
    watch_added: Notify,
}

#[derive(Default)]
struct WatchTable {
    watched: HashMap<FileId, WatchedFile>,
    /// The number of uploads whose file id is not known yet.
    unidentified_uploads: usize,
    /// While there are unidentified uploads: the state of every subject, because it can belong to one of them.
    early_states: HashMap<UpdateSubject, TransferState>,
}

struct WatchedFile {
    state: watch::Sender<TransferState>,
    origin: FileOrigin,
    /// Whether all servers are approved. A rejection then belongs to an earlier attempt.
    is_approved: bool,
}

/// Watches a transfer until it is dropped.
pub(crate) struct TransferWatch {
    transfers: Arc<Transfers>,
    pub(crate) file: FileId,
    pub(crate) state: watch::Receiver<TransferState>,
}

/// An upload whose file id is not known yet. Until it is dropped, all updates are kept.
pub(crate) struct UnidentifiedUpload(Arc<Transfers>);

impl Transfers {
    pub(crate) fn new(stop: StopHandle) -> Self {
        Self {
            stop,
            table: Mutex::default(),
            watch_added: Notify::new(),
        }
    }

    /// The handle that reports whether the bot is stopping: then no more updates arrive.
    pub(crate) fn stop(&self) -> &StopHandle {
        &self.stop
    }

    /// Whether events with this tag are needed.
    pub(crate) fn wants(&self, tag: &str) -> bool {
        WATCHED_TAGS.contains(&tag) && self.are_awaited()
    }

    /// Whether a handler waits for a transfer.
    pub(crate) fn are_awaited(&self) -> bool {
        self.lock().is_awaited()
    }

    /// Waits until a handler starts to wait for a transfer.
    pub(crate) async fn watch_added(&self) {
        self.watch_added.notified().await;
    }

    /// Applies an event to the watched transfers.
    pub(crate) fn observe(&self, event: &Event) {
        if self.are_awaited() {
            self.apply(updates_in(event));
        }
    }

    /// Ends the transfer of a message that the bot has deleted. There is no event for this.
    pub(crate) fn message_deleted(&self, message: ChatItemId) {
        self.apply([deletion_of(message)]);
    }

    /// Ends the transfers of a chat that the bot has left, or of a member that it has removed. There is no event for this.
    pub(crate) fn peer_gone(&self, subject: UpdateSubject) {
        self.apply([(subject, TransferUpdate::Ended(TransferEnd::PeerGone))]);
    }

    fn apply(&self, updates: impl IntoIterator<Item = (UpdateSubject, TransferUpdate)>) {
        let mut table = self.lock();
        for (subject, update) in updates {
            table.apply(subject, update);
        }
    }

    /// Starts to watch a transfer. If all servers are approved, later rejections are ignored.
    pub(crate) fn watch(
        self: &Arc<Self>,
        file: FileId,
        origin: FileOrigin,
        is_approved: bool,
    ) -> TransferWatch {
        self.watch_from(TransferState::STARTED, file, origin, is_approved)
    }

    fn watch_from(
        self: &Arc<Self>,
        initial: TransferState,
        file: FileId,
        origin: FileOrigin,
        is_approved: bool,
    ) -> TransferWatch {
        let mut table = self.lock();
        // If the last two watches of a file are dropped at the same time, both can miss that they are the last.
        table.watched.retain(|_, watched| watched.is_awaited());
        let watched = table.watched.entry(file).or_insert_with(|| WatchedFile {
            state: watch::Sender::new(initial),
            origin,
            is_approved,
        });
        watched.is_approved |= is_approved;
        let mut state = watched.state.subscribe();
        // A new watch has not seen the earlier progress.
        let has_progress = matches!(
            &*state.borrow(),
            TransferState::InProgress {
                progress: Some(_),
                ..
            }
        );
        if has_progress {
            state.mark_changed();
        }
        drop(table);
        self.watch_added.notify_one();
        TransferWatch {
            transfers: Arc::clone(self),
            file,
            state,
        }
    }

    /// Keeps all updates until the file id of an upload is known.
    pub(crate) fn watch_unidentified(self: &Arc<Self>) -> UnidentifiedUpload {
        self.lock().unidentified_uploads += 1;
        self.watch_added.notify_one();
        UnidentifiedUpload(Arc::clone(self))
    }

    fn lock(&self) -> MutexGuard<'_, WatchTable> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl WatchTable {
    fn is_awaited(&self) -> bool {
        self.unidentified_uploads > 0 || self.watched.values().any(WatchedFile::is_awaited)
    }

    fn apply(&mut self, subject: UpdateSubject, update: TransferUpdate) {
        for (file, watched) in &self.watched {
            if watched.origin.has_subject(*file, &subject) {
                watched.apply(&update);
            }
        }
        if self.unidentified_uploads > 0 {
            let state = self.early_states.entry(subject);
            state.or_insert(TransferState::STARTED).apply(update);
        }
    }

    /// The state of a file from the updates before its id was known.
    fn early_state(&self, origin: &FileOrigin, file: FileId) -> TransferState {
        let subjects = origin.subjects(file).into_iter().flatten();
        let states: Vec<&TransferState> = subjects
            .filter_map(|subject| self.early_states.get(&subject))
            .collect();
        let ended = states.iter().find(|state| state.has_ended());
        ended
            .or(states.first())
            .map_or(TransferState::STARTED, |state| (*state).clone())
    }
}

impl WatchedFile {
    fn is_awaited(&self) -> bool {
        self.state.receiver_count() > 0
    }

    fn apply(&self, update: &TransferUpdate) {
        let is_rejection = matches!(update, TransferUpdate::Ended(TransferEnd::NotApproved(_)));
        if self.is_approved && is_rejection {
            return;
        }
        self.state
            .send_if_modified(|state| state.apply(update.clone()));
    }
}

impl UnidentifiedUpload {
    /// Watches the upload, whose file id is known now.
    pub(crate) fn identify(self, file: FileId, origin: FileOrigin) -> TransferWatch {
        let early = self.0.lock().early_state(&origin, file);
        self.0.watch_from(early, file, origin, false)
    }
}

impl Drop for UnidentifiedUpload {
    fn drop(&mut self) {
        let mut table = self.0.lock();
        table.unidentified_uploads -= 1;
        if table.unidentified_uploads == 0 {
            table.early_states = HashMap::new();
        }
    }
}

impl Drop for TransferWatch {
    fn drop(&mut self) {
        let mut table = self.transfers.lock();
        let watched = table.watched.get(&self.file);
        // There can be other watches of the same file.
        if watched.is_some_and(|watched| watched.state.receiver_count() == 1) {
            table.watched.remove(&self.file);
        }
    }
}

impl fmt::Debug for Transfers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transfers").finish_non_exhaustive()
    }
}
