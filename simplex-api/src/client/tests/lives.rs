//! Random lives of a client and its server.

use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::*;
use crate::client::Overflow;

#[derive(Debug, Clone)]
enum Act {
    Request {
        timeout: u64,
    },
    /// Somebody gives up waiting.
    Abort(Index),
    /// The server reads what there is, and answers so many times.
    Serve {
        answers: usize,
    },
    Events(usize),
    Take(usize),
    Wait(u64),
    Cut,
    CloseFrame,
    Accept,
    Refuse,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => (0..90_u64).prop_map(|timeout| Act::Request { timeout }),
        2 => any::<Index>().prop_map(Act::Abort),
        6 => (0..3_usize).prop_map(|answers| Act::Serve { answers }),
        6 => (1..6_usize).prop_map(Act::Events),
        6 => (1..6_usize).prop_map(Act::Take),
        2 => (0..40_u64).prop_map(Act::Wait),
        1 => Just(Act::Cut),
        1 => Just(Act::CloseFrame),
        4 => Just(Act::Accept),
        1 => Just(Act::Refuse),
    ]
}

fn overflow() -> impl Strategy<Value = Overflow> {
    let patience = Duration::from_secs(30);
    prop::sample::select(vec![Overflow::Wait(patience), Overflow::DropOldest])
}

struct World {
    client: Client,
    events: Events,
    server: Option<Server>,
    network: Network,
    requests: Vec<JoinHandle<Result<RawResponse, Error>>>,
    /// The number of the next event that the server sends, and that the consumer may see.
    sent: u64,
    seen: u64,
    /// How many events at most are missing here, if that is known.
    missing: Option<u64>,
    /// How many links the consumer knows of. The news of others can be among what it misses.
    links: u64,
}

impl World {
    async fn new(overflow: Overflow) -> Self {
        let config = Config::default().seed(1).in_flight(2);
        let config = config.event_capacity(4).overflow(overflow);
        let (client, events, server, network) = network(&config).await;
        Self {
            client,
            events,
            server: Some(server),
            network,
            requests: Vec::new(),
            sent: 0,
            seen: 0,
            missing: Some(0),
            links: 1,
        }
    }

    async fn act(&mut self, act: Act) {
        match act {
            Act::Request { timeout } => {
                let client = self.client.with_timeout(Duration::from_secs(timeout));
                self.requests.push(spawn_raw(&client, "/u"));
                settle().await;
            }
            Act::Abort(index) if !self.requests.is_empty() => {
                index.get(&self.requests).abort();
                settle().await;
            }
            Act::Abort(_) => {}
            Act::Serve { answers } => self.serve(answers).await,
            Act::Events(events) => {
                for _ in 0..events {
                    self.send_event().await;
                }
            }
            Act::Take(most) => {
                for _ in 0..most {
                    let next = self.events.next();
                    let Ok(item) = timeout(Duration::from_millis(1), next).await else {
                        break;
                    };
                    self.see(item.expect("it goes on"));
                }
            }
            Act::Wait(seconds) => tokio::time::sleep(Duration::from_secs(seconds)).await,
            Act::Cut => self.server = None,
            Act::CloseFrame => {
                if let Some(mut server) = self.server.take() {
                    let _ = timeout(Duration::from_secs(1), server.socket.close(None)).await;
                }
            }
            Act::Accept => {
                let accept = timeout(Duration::from_secs(11), self.network.accept());
                if let Ok(server) = accept.await {
                    self.server = Some(server);
                }
            }
            Act::Refuse => {
                let _ = timeout(Duration::from_secs(11), self.network.refuse()).await;
            }
        }
    }

    async fn serve(&mut self, answers: usize) {
        let Some(server) = &mut self.server else {
            return;
        };
        let message = timeout(Duration::from_millis(1), server.message()).await;
        let Ok(Some(Message::Text(text))) = message else {
            return;
        };
        let request: serde_json::Value = serde_json::from_str(&text).unwrap();
        for _ in 0..answers {
            let answer = format!(r#"{{"corrId":{},"resp":{OK}}}"#, request["corrId"]);
            self.send(answer).await;
        }
    }

    async fn send_event(&mut self) {
        let n = self.sent;
        self.sent += 1;
        // It has a name that says what it is.
        let frame = format!(r#"{{"corrId":"event {n}","resp":{OK}}}"#);
        self.send(frame).await;
    }

    /// A client that does not read makes the server wait, but not for ever.
    async fn send(&mut self, frame: String) {
        if let Some(server) = &mut self.server {
            let _ = timeout(Duration::from_secs(1), server.socket.send(frame.into())).await;
        }
    }

    fn see(&mut self, item: Incoming) {
        match item {
            Incoming::Unmatched { corr_id, .. } => {
                // The others are second answers.
                let Some(n) = corr_id.strip_prefix("event ") else {
                    return;
                };
                let n: u64 = n.parse().unwrap();
                assert!(n >= self.seen, "in order, and once");
                let missing = n - self.seen;
                let another_link = self.client.stats().connects > self.links;
                let is_told = another_link || self.missing.is_none_or(|most| missing <= most);
                assert!(
                    is_told,
                    "{missing} are missing, {:?} are told",
                    self.missing
                );
                self.seen = n + 1;
                self.missing = Some(0);
            }
            Incoming::Lagged(missed) => {
                assert!(missed > 0);
                self.missing = self.missing.map(|most| most + missed);
            }
            Incoming::Disconnected { .. } => self.missing = None,
            Incoming::Reconnected { .. } => {
                self.links += 1;
                self.missing = None;
            }
            other => panic!("{other:?}"),
        }
    }

    async fn end(mut self) {
        let report = self.client.close().await;
        assert_eq!(report.reason.to_string(), "the client was closed");
        for request in std::mem::take(&mut self.requests) {
            // The end is at most the deadline away, and there is no clock but that of the test.
            let ended = timeout(Duration::from_secs(1), request).await;
            assert!(ended.is_ok(), "a request hangs");
        }
        let mut last = None;
        while let Some(item) = self.events.next().await {
            assert!(last.is_none(), "something after the end");
            match item {
                Incoming::Closed(reason) => last = Some(reason),
                item => self.see(item),
            }
        }
        assert!(last.is_some());
        let stats = self.client.stats();
        assert_eq!((stats.queued, stats.in_flight, stats.unread), (0, 0, 0));
        let ended = stats.answered + stats.timed_out + stats.cancelled + stats.lost + stats.refused;
        assert_eq!(ended, stats.requests);
        assert_eq!(self.client.shared().lock().waiting(), 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_request_ends_and_no_event_is_lost_in_silence(
        acts in vec(act(), 0..60),
        overflow in overflow(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(async {
            let mut world = World::new(overflow).await;
            for act in acts {
                world.act(act).await;
            }
            world.end().await;
        });
    }
}
