use std::sync::Arc;

use super::file_events::{End, Subject};
use super::progress::Progress;
use super::transfers::{Source, State, Transfers};
use crate::bot::stop::Stop;
use crate::events::{ChatError, Event, RcvFileComplete};
use crate::json::{self, Tagged};
use crate::types::{
    self, ChatErrorType, ChatItemId, ChatRef, ContactId, FileId, GroupChatScope, GroupId,
    GroupMemberId,
};

const SENT: FileId = FileId(77);

fn transfers() -> Arc<Transfers> {
    Arc::new(Transfers::new(Stop::new()))
}

/// Where a file is, if only its id matters.
fn source() -> Source {
    Source::new(&ContactId(2).into(), ChatItemId(1), None)
}

fn failed() -> Event {
    let error = types::ChatError::error(ChatErrorType::fallback_to_smp_prohibited(SENT));
    Event::ChatError(Box::new(ChatError::new(error)))
}

fn progress() -> Event {
    let file = format!(r#"{{"fileId":{}}}"#, SENT.0);
    let sizes = r#""sentSize":1,"totalSize":3"#;
    let event = format!(r#"{{"type":"sndFileProgressXFTP",{sizes},"fileTransferMeta":{file}}}"#);
    json::decode(&event).unwrap()
}

#[test]
fn nothing_is_heard_of_a_nameless_file_after_its_end() {
    let transfers = transfers();
    let nameless = transfers.nameless();
    transfers.hear(&failed());
    transfers.hear(&progress());
    let wait = nameless.named(SENT, source());
    let known = wait.state.borrow();
    assert!(matches!(*known, State::Ended(End::Failed(_))), "{known:?}");
}

#[test]
fn how_far_a_nameless_file_is_can_be_told() {
    let transfers = transfers();
    let nameless = transfers.nameless();
    transfers.hear(&progress());
    let wait = nameless.named(SENT, source());
    assert!(wait.state.has_changed().unwrap());
    let State::Going { progress, .. } = &*wait.state.borrow() else {
        panic!("ended");
    };
    assert_eq!(*progress, Progress::new(1, 3));
}

#[test]
fn nothing_is_left_of_a_wait_that_is_dropped() {
    let transfers = transfers();
    let tag = RcvFileComplete::TAG;
    let (first, second) = (
        transfers.wait(SENT, source(), false),
        transfers.wait(SENT, source(), false),
    );
    drop(first);
    assert!(transfers.want(tag) && transfers.are_awaited());
    drop(second);
    assert!(!transfers.want(tag) && !transfers.are_awaited());
    let nameless = transfers.nameless();
    assert!(transfers.are_awaited());
    drop(nameless);
    assert!(!transfers.are_awaited());
}

#[test]
fn a_chat_or_a_member_that_is_gone_ends_its_transfers_and_no_others() {
    let (group, member) = (GroupId(3), GroupMemberId(5));
    let contact = ChatRef::from(ContactId(2));
    let support = ChatRef::from(group).chat_scope(GroupChatScope::member_support(None));
    let sources = [
        Source::new(&group.into(), ChatItemId(1), Some(member)),
        Source::new(&support, ChatItemId(2), Some(GroupMemberId(6))),
        Source::new(&group.into(), ChatItemId(3), None),
        Source::new(&contact, ChatItemId(4), None),
    ];
    for (subject, ends) in [
        (Subject::Member(member), [true, false, false, false]),
        (Subject::Chat(group.into()), [true, true, true, false]),
        (Subject::Chat(contact), [false, false, false, true]),
    ] {
        let transfers = transfers();
        let waits = (1..).zip(sources.clone());
        let waits = waits.map(|(file, source)| transfers.wait(FileId(file), source, false));
        let waits: Vec<_> = waits.collect();
        transfers.gone(subject.clone());
        let is_gone = |state: &State| matches!(state, State::Ended(End::Gone));
        let gone = waits.iter().map(|wait| is_gone(&wait.state.borrow()));
        assert!(gone.eq(ends), "{subject:?}");
    }
}
