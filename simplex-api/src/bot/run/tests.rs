use std::pin::pin;
use std::sync::Arc;

use futures_util::future::poll_immediate;
use tokio::task::unconstrained;

use super::capacity::{Place, RESERVE, Room};
use super::inbox::{Inbox, Job};
use super::inboxes::Inboxes;
use super::test_messages::message;
use crate::types::ContactId;

#[tokio::test]
async fn where_no_message_is_left_nobody_is_awaited() {
    let inbox = Inbox::new(None, 8, Arc::default());
    let mut slow = pin!(inbox.message(None, |_| true));
    let mut quick = pin!(inbox.message(None, |_| true));
    assert!(poll_immediate(&mut slow).await.is_none());
    assert!(poll_immediate(&mut quick).await.is_none());
    let job = Job::Message(Arc::new(message(1, 1)));
    assert!(inbox.push(job, Place::default(), None));
    assert!(poll_immediate(quick).await.is_some());
    let next = poll_immediate(pin!(inbox.next_or_end())).await;
    assert!(matches!(next, Some(None)), "the worker goes");
}

#[tokio::test]
async fn an_inbox_without_jobs_is_removed_with_its_last_user() {
    let inboxes = Arc::new(Inboxes::new(8));
    let chat = Some(ContactId(1).into());
    let first = inboxes.enter(chat.clone());
    let second = inboxes.enter(chat.clone());
    assert!(first.push(Job::Start, Place::default(), None));
    drop((first, second));
    assert_eq!(inboxes.len(), 1, "a job is left");
    let worker = inboxes.enter(chat);
    assert!(worker.next_or_end().await.is_some());
    assert!(worker.next_or_end().await.is_none());
    drop(worker);
    assert_eq!(inboxes.len(), 0);
}

#[tokio::test]
async fn the_reserve_is_only_for_those_who_wait_and_has_a_limit_too() {
    let inbox = Inbox::new(None, 2, Arc::default());
    let room = Room::new(8);
    // Without the budget of a task, which the loop is soon through with.
    let place = async |is_awaited| {
        poll_immediate(pin!(unconstrained(room.place(Some(&inbox), is_awaited)))).await
    };
    let mut taken = Vec::new();
    for _ in 0..2 {
        taken.extend(place(false).await);
    }
    assert!(place(false).await.is_none(), "the chat is full");
    for _ in 0..RESERVE {
        taken.extend(place(true).await);
    }
    assert_eq!(taken.len(), 2 + RESERVE);
    assert!(place(true).await.is_none());
    taken.clear();
    assert!(place(false).await.is_some());
}
