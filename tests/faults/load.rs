//! Events faster than their consumer.

use std::time::Duration;

use simplex_api::client::{Client, Incoming};

use super::guard::watched;
use super::row::config;
use super::seen::{Answer, Item, Reason};
use super::server::{Script, Server, Step};

const BURSTS: usize = 40;
const BURST: u64 = 1000;
const CAPACITY: usize = 100;

/// Commands between bursts of events that are consumed much slower than they come: each is answered
/// as if there were none, and the consumer sees every number, or that it was missed.
pub(crate) fn slow_consumer() {
    watched(async {
        let burst = [
            Step::Command,
            Step::Events(BURST),
            Step::Text(r#"{"corrId":"$last","resp":{"type":"cmdOk"}}"#),
        ];
        let script = Script::new((0..BURSTS).flat_map(|_| burst.clone()));
        let server = Server::start([script]);
        let config = config()
            .event_capacity(CAPACITY)
            .request_timeout(Duration::from_secs(10));
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
        assert!(counted.missed > 0, "it was fast enough");
        assert!(counted.taken >= CAPACITY as u64);
        assert_eq!(counted.taken + counted.missed, BURSTS as u64 * BURST);
        assert_eq!(counted.end, Some(Reason::Client));
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
