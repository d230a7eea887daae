use std::time::Duration;

use simplex_api::client::{Client, CloseReason, Events, Incoming};
use simplex_api::events::Event;

use crate::random::Random;

/// After how many events the consumer pauses until events are dropped.
const FIRST_PAUSE_AFTER: u64 = 1000;

/// What a consumer has received.
#[derive(Default)]
pub(super) struct Consumed {
    pub(super) taken: u64,
    pub(super) missed: u64,
}

/// Takes the events, pauses now and then until some are dropped, and checks that each gap is reported where it is.
pub(super) async fn consume(client: Client, mut events: Events, mut random: Random) -> Consumed {
    let mut consumed = Consumed::default();
    loop {
        match events.next().await {
            Some(Incoming::Event(Event::Undocumented(event))) => {
                consumed.taken += 1;
                let n = event.fields.get("n").and_then(serde_json::Value::as_u64);
                assert_eq!(n, Some(consumed.taken + consumed.missed));
            }
            Some(Incoming::Lagged(missed)) => consumed.missed += missed,
            Some(Incoming::Closed(CloseReason::Client)) => return consumed,
            other => panic!("{other:?}"),
        }
        if consumed.taken == FIRST_PAUSE_AFTER {
            while client.stats().dropped == 0 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
        if random.once_in(10_000) {
            tokio::time::sleep(Duration::from_millis(random.below(60))).await;
        }
    }
}
