use std::pin::pin;
use std::sync::Arc;

use futures_util::future::poll_immediate;
use tokio::task::unconstrained;

use super::capacity::{Permit, QueueCapacity, RESERVE};
use super::inbox::{Inbox, Job};
use super::inboxes::Inboxes;
use super::test_messages::message;
use crate::types::ContactId;

#[tokio::test]
async fn a_worker_does_not_wait_for_waiters_if_no_message_is_left() {
    let inbox = Inbox::new(None, 8, Arc::default());
    let mut slow = pin!(inbox.wait_for_message(None, |_| true));
    let mut quick = pin!(inbox.wait_for_message(None, |_| true));
    assert!(poll_immediate(&mut slow).await.is_none());
    assert!(poll_immediate(&mut quick).await.is_none());
    let job = Job::Message(Arc::new(message(1, 1)));
    assert!(inbox.push(job, Permit::default(), None));
    assert!(poll_immediate(quick).await.is_some());
    let next = poll_immediate(pin!(inbox.next_or_end())).await;
    assert!(matches!(next, Some(None)), "the worker ends");
}

#[tokio::test]
async fn an_inbox_without_jobs_is_removed_with_its_last_reference() {
    let inboxes = Arc::new(Inboxes::new(8));
    let chat = Some(ContactId(1).into());
    let first = inboxes.get_or_create(chat.clone());
    let second = inboxes.get_or_create(chat.clone());
    assert!(first.push(Job::Start, Permit::default(), None));
    drop((first, second));
    assert_eq!(inboxes.len(), 1, "a job is left");
    let worker = inboxes.get_or_create(chat);
    assert!(worker.next_or_end().await.is_some());
    assert!(worker.next_or_end().await.is_none());
    drop(worker);
    assert_eq!(inboxes.len(), 0);
}

#[tokio::test]
async fn only_waiting_handlers_use_the_reserve_and_it_has_a_limit() {
    let inbox = Inbox::new(None, 2, Arc::default());
    let capacity = QueueCapacity::new(8);
    // Unconstrained, because the loop exceeds the cooperative budget of a task.
    let acquire = async |use_reserve| {
        let permit = capacity.acquire(inbox.limit(), use_reserve);
        poll_immediate(pin!(unconstrained(permit))).await
    };
    let mut permits = Vec::new();
    for _ in 0..2 {
        permits.extend(acquire(false).await);
    }
    assert!(
        acquire(false).await.is_none(),
        "the queue of the chat is full"
    );
    for _ in 0..RESERVE {
        permits.extend(acquire(true).await);
    }
    assert_eq!(permits.len(), 2 + RESERVE);
    assert!(acquire(true).await.is_none());
    permits.clear();
    assert!(acquire(false).await.is_some());
}
