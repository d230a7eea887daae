use std::time::Duration;

use tokio::time::Instant;

use super::queue::MAX_PER_CHAT;
use super::{HeldMessages, HoldTimeouts, Released};
use crate::bot::run::received::ReceivedMessage;
use crate::bot::run::test_messages::message;
use crate::types::{ChatInfo, ContactStatus};

const NONE: [i64; 0] = [];

fn held(live_message: Duration) -> HeldMessages {
    let timeouts = HoldTimeouts {
        live_message,
        first_message: Duration::MAX,
    };
    HeldMessages::new(timeouts, 0)
}

/// A first message of a contact.
fn first(contact: i64, id: i64) -> ReceivedMessage {
    ReceivedMessage {
        item: message(contact, id),
        frame_share: None,
    }
}

/// A message that can be live, of a contact that is not held back as a connecting one.
fn received(contact: i64, id: i64, is_live: bool) -> ReceivedMessage {
    let mut received = first(contact, id);
    received.item.chat_item.meta.item_live = Some(is_live);
    let ChatInfo::Direct { contact, .. } = &mut received.item.chat_info else {
        panic!("not a direct chat");
    };
    contact.contact_status = ContactStatus::Deleted;
    received
}

fn ids(messages: impl IntoIterator<Item = ReceivedMessage>) -> Vec<i64> {
    let ids = messages
        .into_iter()
        .map(|message| message.item.chat_item.meta.item_id.0);
    ids.collect()
}

/// The ids of the messages to handle. None is dropped.
fn ready(released: Released) -> Vec<i64> {
    assert!(released.dropped.is_empty());
    ids(released.ready)
}

#[test]
fn live_messages_of_a_chat_do_not_displace_those_of_others() {
    let max = i64::try_from(MAX_PER_CHAT).unwrap();
    let mut held = held(Duration::MAX);
    assert_eq!(ready(held.receive(received(1, 1000, true))), NONE);
    for id in 0..max {
        assert_eq!(ready(held.receive(received(0, id, true))), NONE);
    }
    assert_eq!(ready(held.receive(received(0, max, true))), [0]);
    let known = held.receive(received(0, max, true));
    assert_eq!(ready(known), NONE, "it is known");
    let handled = held.update(received(0, 0, false));
    assert_eq!(ids(handled), NONE, "it is handled");
    for id in 1..=max {
        assert_eq!(ids(held.update(received(0, id, true))), NONE, "it is live");
        assert_eq!(ids(held.update(received(0, id, false))), [id]);
    }
    assert_eq!(ids(held.update(received(1, 1000, false))), [1000]);
    let edited = held.update(received(1, 1000, false));
    assert_eq!(ids(edited), NONE, "it is an edit");
    assert_eq!((held.len(), held.due()), (0, None));
}

#[tokio::test(start_paused = true)]
async fn the_timeout_of_a_live_message_starts_with_its_first_version() {
    let seconds = |n| tokio::time::advance(Duration::from_secs(n));
    let mut held = held(Duration::from_secs(30));
    for id in 0..3 {
        assert_eq!(ready(held.receive(received(0, id, true))), NONE);
        seconds(10).await;
    }
    assert_eq!(ids(held.update(received(0, 0, true))), NONE);
    assert_eq!(ids(held.update(received(0, 1, false))), [1]);
    assert_eq!(held.due(), Some(Instant::now()));
    assert_eq!(ready(held.release_due()), [0]);
    assert_eq!(ready(held.release_due()), NONE);
    seconds(19).await;
    assert_eq!(ready(held.release_due()), NONE);
    seconds(1).await;
    assert_eq!(ready(held.release_due()), [2]);
    assert_eq!(held.due(), None);
}

#[test]
fn the_number_of_held_first_messages_is_limited() {
    let mut held = held(Duration::MAX);
    let mut dropped = 0;
    for id in 0..2_000 {
        // Ten messages of each contact.
        let released = held.receive(first(id / 10, id));
        assert!(released.ready.is_empty());
        dropped += released.dropped.len();
    }
    assert_eq!((held.len(), dropped), (1_024, 976));
    let of_last = held.contact_ready(199.into());
    assert_eq!(ids(of_last), (1_990..2_000).collect::<Vec<_>>());
}
