//! Events faster than their consumer.

use std::time::Duration;

use simplex_api::client::{Client, Incoming, Outcome, Overflow};
use simplex_api_tests::LONG;

use super::guard::watched;
use super::row::{SHORT, config};
use super::seen::{Answer, Item, Reason};
use super::server::{Script, Server, Step};

const BURSTS: usize = 40;
const BURST: u64 = 1000;
const CAPACITY: usize = 100;

/// Commands between bursts of events that are consumed much slower than they come: each is answered
/// as if there were none, and the consumer sees every number, or that it was missed if it may be.
pub(crate) fn slow_consumer(overflow: Overflow) {
    watched(async {
        let burst = [
            Step::Command,
            Step::Events(BURST),
            Step::Text(r#"{"corrId":"$last","resp":{"type":"cmdOk"}}"#),
        ];
        let script = Script::new((0..BURSTS).flat_map(|_| burst.clone()));
        let server = Server::start([script]);
        let config = config().event_queue_len(CAPACITY).overflow(overflow);
        let (client, mut events) = Client::connect_with(&server.url(), &config)
            .await
            .expect("a connection");
        let consumer = tokio::spawn(async move {
            let mut counted = Counted::default();
            while let Some(incoming) = events.next().await {
                counted.count(incoming);
                if counted.taken % 50 == 0 {
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
            }
            counted
        });
        for n in 0..BURSTS {
            let answer: Answer = client.send_raw(&format!("/{n}")).await.into();
            assert_eq!(answer, Answer::Is("cmdOk".into()));
        }
        client.close().await;
        drop(client);
        let counted = consumer.await.expect("a consumer");
        assert_eq!(counted.missed > 0, overflow == Overflow::DropOldest);
        assert!(counted.taken >= CAPACITY as u64);
        assert_eq!(counted.taken + counted.missed, BURSTS as u64 * BURST);
        assert_eq!(counted.end, Some(Reason::Client));
        server.finish();
    });
}

/// Nobody takes the events, so reading stops, and a command behind them is not answered in time. Then
/// they are taken, and not one of them is missed, nor is the next command.
pub(crate) fn flood_that_waits() {
    const EVENTS: u64 = 300_000;
    watched(async {
        let answer = Step::Text(r#"{"corrId":"$1","resp":{"type":"cmdOk"}}"#);
        let script = Script::new([Step::Command, Step::Events(EVENTS), answer]);
        let server = Server::start([script]);
        let (client, mut events) = Client::connect_with(&server.url(), &config())
            .await
            .expect("a connection");
        let impatient = client.with_timeout(SHORT);
        let answer: Answer = impatient.send_raw("/1").await.into();
        assert_eq!(answer, Answer::TimedOut(Outcome::Unknown));
        for n in 1..=EVENTS {
            let item = events.next().await.map(Item::from);
            assert_eq!(item, Some(Item::Tick(n)));
        }
        let answer: Answer = client.send_raw("/2").await.into();
        assert_eq!(answer, Answer::Is("cmdOk".into()));
        drop((client, impatient, events));
        server.finish();
    });
}

/// A bot that asks something for each event, while more come than can wait: no answer is seen before the events
/// in front of it are, and no event is taken before the answer is there. The oldest give way, and all ends.
pub(crate) fn asking_in_a_flood() {
    const EVENTS: u64 = 20_000;
    const MOST: usize = 2 * CAPACITY + 1;
    watched(async {
        let answer = Step::Text(r#"{"corrId":"$last","resp":{"type":"cmdOk"}}"#);
        let asked = std::iter::repeat_n([Step::Command, answer], MOST).flatten();
        let server = Server::start([Script::new(
            std::iter::once(Step::Events(EVENTS)).chain(asked),
        )]);
        let config = config()
            .event_queue_len(CAPACITY)
            .overflow(Overflow::Wait(Duration::from_millis(50)));
        let (client, mut events) = Client::connect_with(&server.url(), &config)
            .await
            .expect("a connection");
        let (mut taken, mut missed) = (0, 0);
        while taken + missed < EVENTS {
            match events.next().await.map(Item::from) {
                Some(Item::Tick(n)) => {
                    taken += 1;
                    assert_eq!(n, taken + missed);
                    let answer: Answer = client.send_raw("/1").await.into();
                    assert_eq!(answer, Answer::Is("cmdOk".into()));
                }
                Some(Item::Lagged(more)) => missed += more,
                other => panic!("{other:?}"),
            }
        }
        assert!(missed > 0 && taken >= CAPACITY as u64);
    });
}

/// Events without an end, of which the oldest give way: commands are sent all the same, and end in time.
pub(crate) fn endless_flood() {
    watched(async {
        let server = Server::start([Script::new([Step::Events(u64::MAX)])]);
        let config = config().overflow(Overflow::DropOldest);
        let (client, mut events) = Client::connect_with(&server.url(), &config)
            .await
            .expect("a connection");
        for _ in 0..3 {
            let impatient = client.with_timeout(SHORT);
            let request = impatient.send_raw("/1");
            let ended = tokio::time::timeout(LONG, request).await;
            let answer: Answer = ended.expect("an end of the request").into();
            assert_eq!(answer, Answer::TimedOut(Outcome::Unknown));
            assert!(events.next().await.is_some());
        }
        drop((client, events));
        server.finish();
    });
}

/// A consumer that counts, and checks that what is missed is told where it is missed.
#[derive(Default)]
struct Counted {
    taken: u64,
    missed: u64,
    end: Option<Reason>,
}

impl Counted {
    fn count(&mut self, incoming: Incoming) {
        match Item::from(incoming) {
            Item::Tick(n) => {
                let expected = (self.taken + self.missed) % BURST + 1;
                assert_eq!(n, expected, "behind {} and {}", self.taken, self.missed);
                self.taken += 1;
            }
            Item::Lagged(missed) => self.missed += missed,
            Item::Closed(reason) => self.end = Some(reason),
            other => panic!("{other:?}"),
        }
    }
}
