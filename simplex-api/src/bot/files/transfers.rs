//! The files that handlers wait for, and what is known of each.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, watch};

use crate::events::Event;
use crate::types::{ChatItemId, ChatRef, FileId, GroupMemberId};

use crate::bot::files::file_events::{self, End, News, Subject};
use crate::bot::files::progress::Progress;
use crate::bot::stop::Stop;

/// What is known of a file.
#[derive(Debug, Clone)]
pub(crate) enum State {
    /// It is on its way.
    Going {
        progress: Option<Progress>,
        /// The last problem that the server has reported and that may pass.
        warning: Option<String>,
    },
    Ended(End),
}

/// Where a file is: it ends with its message, its chat and its sender.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// Without a scope: that of a group is over with the group.
    pub(crate) chat: ChatRef,
    pub(crate) item: ChatItemId,
    /// Who sends it, in a group; `None` in a direct conversation and for the bot's own files.
    pub(crate) member: Option<GroupMemberId>,
}

impl State {
    const BEGUN: Self = Self::Going {
        progress: None,
        warning: None,
    };

    /// Takes what is new: after the end there is nothing more, but for what the end was about. Whether it changes
    /// anything for who waits.
    fn take(&mut self, news: News) -> bool {
        match (&mut *self, news) {
            (Self::Going { progress, .. }, News::Progress(next)) => {
                *progress = Some(next.after(*progress));
                true
            }
            (Self::Going { warning, .. }, News::Warning(text)) => {
                *warning = Some(text);
                false
            }
            (Self::Going { .. }, News::Ended(end)) => {
                *self = Self::Ended(end);
                true
            }
            // The status of a file says that it is refused, and the error why.
            (Self::Ended(End::NotApproved(known)), News::Ended(End::NotApproved(servers)))
                if known.is_empty() =>
            {
                *known = servers;
                true
            }
            (Self::Ended(_), _) => false,
        }
    }

    fn has_ended(&self) -> bool {
        matches!(self, Self::Ended(_))
    }
}

impl Source {
    pub(crate) fn new(chat: &ChatRef, item: ChatItemId, member: Option<GroupMemberId>) -> Self {
        let mut chat = chat.clone();
        chat.chat_scope = None;
        Self { chat, item, member }
    }

    /// All that ends a file here.
    fn subjects(&self, file: FileId) -> [Option<Subject>; 4] {
        [
            Some(Subject::File(file)),
            Some(Subject::Item(self.item)),
            Some(Subject::Chat(self.chat.clone())),
            self.member.map(Subject::Member),
        ]
    }

    fn is_about(&self, file: FileId, subject: &Subject) -> bool {
        self.subjects(file)
            .iter()
            .flatten()
            .any(|own| own == subject)
    }
}

/// The files that handlers wait for.
pub(crate) struct Transfers {
    stop: Stop,
    table: Mutex<Table>,
    /// Somebody more waits.
    begun: Notify,
}

#[derive(Default)]
struct Table {
    waiting: HashMap<FileId, Waiting>,
    /// How many files are being sent whose ids are not known yet.
    nameless: usize,
    /// What has come meanwhile about what nobody waits for: one of them may be theirs.
    early: HashMap<Subject, State>,
}

struct Waiting {
    state: watch::Sender<State>,
    source: Source,
    /// Whether all servers are approved: a refusal is of an attempt before.
    is_approved: bool,
}

/// A file that is waited for, as long as this is there.
pub(crate) struct Wait {
    transfers: Arc<Transfers>,
    pub(crate) file: FileId,
    pub(crate) state: watch::Receiver<State>,
}

/// A file without an id, of which all is kept that comes as long as this is there.
pub(crate) struct Nameless(Arc<Transfers>);

impl Transfers {
    pub(crate) fn new(stop: Stop) -> Self {
        Self {
            stop,
            table: Mutex::default(),
            begun: Notify::new(),
        }
    }

    /// Whether the bot is about to end, and no more is heard.
    pub(crate) fn stop(&self) -> &Stop {
        &self.stop
    }

    /// Whether anybody waits for events of this type.
    pub(crate) fn want(&self, tag: &str) -> bool {
        file_events::TAGS.contains(&tag) && self.are_awaited()
    }

    /// Whether anybody waits for a file.
    pub(crate) fn are_awaited(&self) -> bool {
        self.lock().is_awaited()
    }

    /// Waits until somebody waits for a file who did not before: what nobody wanted may be wanted now.
    pub(crate) async fn begun(&self) {
        self.begun.notified().await;
    }

    /// Takes from an event what it says of files that are waited for.
    pub(crate) fn hear(&self, event: &Event) {
        if self.are_awaited() {
            self.take(file_events::of(event));
        }
    }

    /// A message is deleted by a command of the bot's, of which no event tells.
    pub(crate) fn item_deleted(&self, item: ChatItemId) {
        self.take([file_events::deleted(item)]);
    }

    /// A group or a member is gone by a command of the bot's, of which no event tells.
    pub(crate) fn gone(&self, subject: Subject) {
        self.take([(subject, News::Ended(End::Gone))]);
    }

    fn take(&self, all: impl IntoIterator<Item = (Subject, News)>) {
        let mut table = self.lock();
        for (subject, news) in all {
            table.take(subject, news);
        }
    }

    /// Waits for a file from now on. That its servers are not approved is no news if they are.
    pub(crate) fn wait(self: &Arc<Self>, file: FileId, source: Source, is_approved: bool) -> Wait {
        self.wait_after(State::BEGUN, file, source, is_approved)
    }

    fn wait_after(
        self: &Arc<Self>,
        known: State,
        file: FileId,
        source: Source,
        is_approved: bool,
    ) -> Wait {
        let mut table = self.lock();
        // Of two that ended at once, neither may have known that it was the last.
        table.waiting.retain(|_, waiting| waiting.is_there());
        let waiting = table.waiting.entry(file).or_insert_with(|| Waiting {
            state: watch::Sender::new(known),
            source,
            is_approved,
        });
        waiting.is_approved |= is_approved;
        let mut state = waiting.state.subscribe();
        // What was told before is news to who waits now.
        if matches!(
            &*state.borrow(),
            State::Going {
                progress: Some(_),
                ..
            }
        ) {
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

    /// Keeps what comes until the id of a file is known.
    pub(crate) fn nameless(self: &Arc<Self>) -> Nameless {
        self.lock().nameless += 1;
        self.begun.notify_one();
        Nameless(Arc::clone(self))
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn is_awaited(&self) -> bool {
        self.nameless > 0 || self.waiting.values().any(Waiting::is_there)
    }

    fn take(&mut self, subject: Subject, news: News) {
        for (file, waiting) in &self.waiting {
            if waiting.source.is_about(*file, &subject) {
                waiting.take(&news);
            }
        }
        if self.nameless > 0 {
            let known = self.early.entry(subject).or_insert(State::BEGUN);
            known.take(news);
        }
    }

    /// What has come before of a file, which is known now.
    fn early_of(&self, source: &Source, file: FileId) -> State {
        let subjects = source.subjects(file).into_iter().flatten();
        let known: Vec<&State> = subjects
            .filter_map(|subject| self.early.get(&subject))
            .collect();
        let ended = known.iter().find(|state| state.has_ended());
        ended
            .or(known.first())
            .map_or(State::BEGUN, |state| (*state).clone())
    }
}

impl Waiting {
    fn is_there(&self) -> bool {
        self.state.receiver_count() > 0
    }

    fn take(&self, news: &News) {
        if self.is_approved && matches!(news, News::Ended(End::NotApproved(_))) {
            return;
        }
        self.state
            .send_if_modified(|known| known.take(news.clone()));
    }
}

impl Nameless {
    /// Waits for the file, whose id is known now.
    pub(crate) fn named(self, file: FileId, source: Source) -> Wait {
        let early = self.0.lock().early_of(&source, file);
        self.0.wait_after(early, file, source, false)
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
        if waiting.is_some_and(|waiting| waiting.state.receiver_count() == 1) {
            table.waiting.remove(&self.file);
        }
    }
}

impl fmt::Debug for Transfers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transfers").finish_non_exhaustive()
    }
}
