use std::sync::Arc;

use super::file_events::{TransferEnd, UpdateSubject};
use super::progress::Progress;
use super::transfers::{FileOrigin, TransferState, Transfers};
use crate::bot::stop::StopHandle;
use crate::events::{ChatError, Event, RcvFileComplete};
use crate::json::{self, Tagged};
use crate::types::{
    self, ChatErrorType, ChatItemId, ChatRef, ContactId, FileId, GroupChatScope, GroupId,
    GroupMemberId,
};

const FILE: FileId = FileId(77);

fn transfers() -> Arc<Transfers> {
    Arc::new(Transfers::new(StopHandle::new()))
}

/// An origin for tests in which only the file id matters.
fn origin() -> FileOrigin {
    FileOrigin::new(&ContactId(2).into(), ChatItemId(1), None)
}

fn failed() -> Event {
    let error = types::ChatError::error(ChatErrorType::fallback_to_smp_prohibited(FILE));
    Event::ChatError(Box::new(ChatError::new(error)))
}

fn progress() -> Event {
    let file = format!(r#"{{"fileId":{}}}"#, FILE.0);
    let sizes = r#""sentSize":1,"totalSize":3"#;
    let event = format!(r#"{{"type":"sndFileProgressXFTP",{sizes},"fileTransferMeta":{file}}}"#);
    json::decode(&event).unwrap()
}

#[test]
fn updates_of_an_unidentified_upload_after_its_end_are_ignored() {
    let transfers = transfers();
    let upload = transfers.watch_unidentified();
    transfers.observe(&failed());
    transfers.observe(&progress());
    let watch = upload.identify(FILE, origin());
    let known = watch.state.borrow();
    assert!(
        matches!(*known, TransferState::Ended(TransferEnd::Failed(_))),
        "{known:?}"
    );
}

#[test]
fn the_progress_of_an_unidentified_upload_is_kept() {
    let transfers = transfers();
    let upload = transfers.watch_unidentified();
    transfers.observe(&progress());
    let watch = upload.identify(FILE, origin());
    assert!(watch.state.has_changed().unwrap());
    let TransferState::InProgress { progress, .. } = &*watch.state.borrow() else {
        panic!("ended");
    };
    assert_eq!(*progress, Progress::new(1, 3));
}

#[test]
fn a_dropped_watch_is_removed() {
    let transfers = transfers();
    let tag = RcvFileComplete::TAG;
    let (first, second) = (
        transfers.watch(FILE, origin(), false),
        transfers.watch(FILE, origin(), false),
    );
    drop(first);
    assert!(transfers.wants(tag) && transfers.are_awaited());
    drop(second);
    assert!(!transfers.wants(tag) && !transfers.are_awaited());
    let upload = transfers.watch_unidentified();
    assert!(transfers.are_awaited());
    drop(upload);
    assert!(!transfers.are_awaited());
}

#[test]
fn a_chat_or_member_that_is_gone_ends_its_transfers_and_no_others() {
    let (group, member) = (GroupId(3), GroupMemberId(5));
    let contact = ChatRef::from(ContactId(2));
    let support = ChatRef::from(group).chat_scope(GroupChatScope::member_support(None));
    let origins = [
        FileOrigin::new(&group.into(), ChatItemId(1), Some(member)),
        FileOrigin::new(&support, ChatItemId(2), Some(GroupMemberId(6))),
        FileOrigin::new(&group.into(), ChatItemId(3), None),
        FileOrigin::new(&contact, ChatItemId(4), None),
    ];
    for (subject, ends) in [
        (UpdateSubject::Member(member), [true, false, false, false]),
        (UpdateSubject::Chat(group.into()), [true, true, true, false]),
        (UpdateSubject::Chat(contact), [false, false, false, true]),
    ] {
        let transfers = transfers();
        let watches = (1..).zip(origins.clone());
        let watches = watches.map(|(file, origin)| transfers.watch(FileId(file), origin, false));
        let watches: Vec<_> = watches.collect();
        transfers.peer_gone(subject.clone());
        let is_gone =
            |state: &TransferState| matches!(state, TransferState::Ended(TransferEnd::PeerGone));
        let gone = watches.iter().map(|watch| is_gone(&watch.state.borrow()));
        assert!(gone.eq(ends), "{subject:?}");
    }
}
