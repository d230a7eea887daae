use std::time::Duration;

use tokio::time::Instant;

use super::first_messages::Unconnected;
use super::live_messages::Unfinished;
use super::queue::MOST;
use crate::bot::run::received::Arrival;
use crate::bot::run::test_messages::message;

/// A message of a contact, as it arrives.
fn received(contact: i64, id: i64, is_live: bool) -> Arrival {
    let mut item = message(contact, id);
    item.chat_item.meta.item_live = Some(is_live);
    Arrival { item, share: None }
}

fn id(first: impl IntoIterator<Item = Arrival>) -> Option<i64> {
    let first = first.into_iter().next();
    first.map(|first| first.item.chat_item.meta.item_id.0)
}

#[test]
fn who_ends_no_live_message_is_in_nobodys_way() {
    let most = i64::try_from(MOST).unwrap();
    let mut waiting = Unfinished::new(Duration::MAX, 0);
    assert_eq!(id(waiting.begin(received(1, 1000, true))), None);
    for number in 0..most {
        assert_eq!(id(waiting.begin(received(0, number, true))), None);
    }
    assert_eq!(id(waiting.begin(received(0, most, true))), Some(0));
    assert_eq!(
        id(waiting.begin(received(0, most, true))),
        None,
        "it is known"
    );
    assert_eq!(
        id(waiting.update(&received(0, 0, false))),
        None,
        "it is handled"
    );
    for number in 1..=most {
        assert_eq!(
            id(waiting.update(&received(0, number, true))),
            None,
            "it goes on"
        );
        assert_eq!(
            id(waiting.update(&received(0, number, false))),
            Some(number)
        );
    }
    assert_eq!(id(waiting.update(&received(1, 1000, false))), Some(1000));
    assert_eq!(
        id(waiting.update(&received(1, 1000, false))),
        None,
        "it is an edit"
    );
    assert_eq!((waiting.len(), waiting.due()), (0, None));
}

#[tokio::test(start_paused = true)]
async fn live_messages_are_waited_for_from_their_beginning() {
    let seconds = |n| tokio::time::advance(Duration::from_secs(n));
    let mut waiting = Unfinished::new(Duration::from_secs(30), 0);
    for number in 0..3 {
        assert_eq!(id(waiting.begin(received(0, number, true))), None);
        seconds(10).await;
    }
    assert_eq!(id(waiting.update(&received(0, 0, true))), None);
    assert_eq!(id(waiting.update(&received(0, 1, false))), Some(1));
    assert_eq!(waiting.due(), Some(Instant::now()));
    assert_eq!(id(waiting.next_due()), Some(0));
    assert_eq!(id(waiting.next_due()), None);
    seconds(19).await;
    assert_eq!(id(waiting.next_due()), None);
    seconds(1).await;
    assert_eq!(id(waiting.next_due()), Some(2));
    assert_eq!(waiting.due(), None);
}

#[test]
fn many_first_messages_are_kept_within_a_limit() {
    let mut kept = Unconnected::new(Duration::MAX, 0);
    let mut dropped = 0;
    for id in 0..2_000 {
        // Each ten of a contact of their own.
        let sorted = kept.sort(received(id / 10, id, false));
        assert!(sorted.ready.is_empty());
        dropped += sorted.dropped.len();
    }
    assert_eq!((kept.len(), dropped), (1_024, 976));
    let of_last = kept.connected(199.into());
    let ids: Vec<i64> = of_last
        .iter()
        .map(|arrival| arrival.item.chat_item.meta.item_id.0)
        .collect();
    assert_eq!(ids, (1_990..2_000).collect::<Vec<_>>());
}
