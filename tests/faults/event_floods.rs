//! Events that arrive faster than they are consumed.

use std::time::Duration;

use simplex_api::client::{Client, Incoming, Outcome, Overflow};
use simplex_api_tests::LONG;

use super::observed::{Answer, Item, Reason};
use super::row::{SHORT_TIMEOUT, config};
use super::server::{Script, ScriptStep, Server};
use super::watchdog::run_watched;

const BURSTS: usize = 40;
const BURST: u64 = 1000;
const CAPACITY: usize = 100;

/// Commands between bursts of events that arrive much faster than they are consumed. Each command is answered, and the
/// consumer receives every number, or how many were dropped if the overflow policy allows that.
pub(crate) fn slow_consumer(overflow: Overflow) {
    run_watched(async {
        let burst = [
            ScriptStep::Command,
            ScriptStep::Events(BURST),
            ScriptStep::Text(r#"{"corrId":"$last","resp":{"type":"cmdOk"}}"#),
        ];
        let script = Script::new((0..BURSTS).flat_map(|_| burst.clone()));
        let server = Server::start([script]);
        let config = config().event_queue_len(CAPACITY).overflow(overflow);
        let (client, mut events) = Client::connect_with(&server.url(), &config)
            .await
            .expect("a connection");
        let consumer = tokio::spawn(async move {
            let mut counter = Counter::default();
            while let Some(incoming) = events.next().await {
                counter.count(incoming);
                if counter.taken % 50 == 0 {
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
            }
            counter
        });
        for n in 0..BURSTS {
            let answer: Answer = client.send_raw(&format!("/{n}")).await.into();
            assert_eq!(answer, Answer::Response("cmdOk".into()));
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

/// Nothing takes the events, so reading stops, and a command whose answer comes after them times out. Then they are all
/// taken, none is missing, and the next command is answered.
pub(crate) fn flood_that_waits() {
    const EVENTS: u64 = 300_000;
    run_watched(async {
        let answer = ScriptStep::Text(r#"{"corrId":"$1","resp":{"type":"cmdOk"}}"#);
        let script = Script::new([ScriptStep::Command, ScriptStep::Events(EVENTS), answer]);
        let server = Server::start([script]);
        let (client, mut events) = Client::connect_with(&server.url(), &config())
            .await
            .expect("a connection");
        let short_timeout = client.with_timeout(SHORT_TIMEOUT);
        let answer: Answer = short_timeout.send_raw("/1").await.into();
        assert_eq!(answer, Answer::TimedOut(Outcome::Unknown));
        for n in 1..=EVENTS {
            let item = events.next().await.map(Item::from);
            assert_eq!(item, Some(Item::Numbered(n)));
        }
        let answer: Answer = client.send_raw("/2").await.into();
        assert_eq!(answer, Answer::Response("cmdOk".into()));
        drop((client, short_timeout, events));
        server.finish();
    });
}

/// A consumer that sends a command for each event, while more events arrive than the queue holds. An answer is received
/// after the events before it, and the next event is taken after the answer. The oldest events are dropped, and the
/// consumer reaches the end.
pub(crate) fn one_command_per_event() {
    const EVENTS: u64 = 20_000;
    const MAX_COMMANDS: usize = 2 * CAPACITY + 1;
    run_watched(async {
        let answer = ScriptStep::Text(r#"{"corrId":"$last","resp":{"type":"cmdOk"}}"#);
        let answers = std::iter::repeat_n([ScriptStep::Command, answer], MAX_COMMANDS).flatten();
        let server = Server::start([Script::new(
            std::iter::once(ScriptStep::Events(EVENTS)).chain(answers),
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
                Some(Item::Numbered(n)) => {
                    taken += 1;
                    assert_eq!(n, taken + missed);
                    let answer: Answer = client.send_raw("/1").await.into();
                    assert_eq!(answer, Answer::Response("cmdOk".into()));
                }
                Some(Item::Lagged(more)) => missed += more,
                other => panic!("{other:?}"),
            }
        }
        assert!(missed > 0 && taken >= CAPACITY as u64);
    });
}

/// Endless events, of which the oldest are dropped. Commands are still sent, and time out.
pub(crate) fn endless_flood() {
    run_watched(async {
        let server = Server::start([Script::new([ScriptStep::Events(u64::MAX)])]);
        let config = config().overflow(Overflow::DropOldest);
        let (client, mut events) = Client::connect_with(&server.url(), &config)
            .await
            .expect("a connection");
        for _ in 0..3 {
            let short_timeout = client.with_timeout(SHORT_TIMEOUT);
            let request = short_timeout.send_raw("/1");
            let ended = tokio::time::timeout(LONG, request).await;
            let answer: Answer = ended.expect("the request ends").into();
            assert_eq!(answer, Answer::TimedOut(Outcome::Unknown));
            assert!(events.next().await.is_some());
        }
        drop((client, events));
        server.finish();
    });
}

/// Counts events, and checks that missing events are reported where they are missing.
#[derive(Default)]
struct Counter {
    taken: u64,
    missed: u64,
    end: Option<Reason>,
}

impl Counter {
    fn count(&mut self, incoming: Incoming) {
        match Item::from(incoming) {
            Item::Numbered(n) => {
                let expected = (self.taken + self.missed) % BURST + 1;
                assert_eq!(
                    n, expected,
                    "after {} taken and {} missed",
                    self.taken, self.missed
                );
                self.taken += 1;
            }
            Item::Lagged(missed) => self.missed += missed,
            Item::Closed(reason) => self.end = Some(reason),
            other => panic!("{other:?}"),
        }
    }
}
