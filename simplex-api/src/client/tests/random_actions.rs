//! Random actions of a caller, a consumer, a server and a network.

use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::*;
use crate::client::Overflow;

#[derive(Debug, Clone)]
enum RandomAction {
    Request {
        timeout: u64,
    },
    /// A caller drops its future.
    Abort(Index),
    /// The server reads a command and answers it this many times.
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

fn action() -> impl Strategy<Value = RandomAction> {
    prop_oneof![
        6 => (0..90_u64).prop_map(|timeout| RandomAction::Request { timeout }),
        2 => any::<Index>().prop_map(RandomAction::Abort),
        6 => (0..3_usize).prop_map(|answers| RandomAction::Serve { answers }),
        6 => (1..6_usize).prop_map(RandomAction::Events),
        6 => (1..6_usize).prop_map(RandomAction::Take),
        2 => (0..40_u64).prop_map(RandomAction::Wait),
        1 => Just(RandomAction::Cut),
        1 => Just(RandomAction::CloseFrame),
        4 => Just(RandomAction::Accept),
        1 => Just(RandomAction::Refuse),
    ]
}

fn overflow() -> impl Strategy<Value = Overflow> {
    let timeout = Duration::from_secs(30);
    prop::sample::select(vec![Overflow::Wait(timeout), Overflow::DropOldest])
}

struct Test {
    client: Client,
    events: Events,
    server: Option<Server>,
    network: Network,
    requests: Vec<JoinHandle<Result<RawResponse, Error>>>,
    /// The number of the next event that the server sends, and of the next one that the consumer receives.
    sent: u64,
    received: u64,
    /// The maximum number of missing events before the next one; `None` if unknown.
    missing: Option<u64>,
    /// How many links the consumer was informed about. It may have missed the items about others.
    links: u64,
}

impl Test {
    async fn new(overflow: Overflow) -> Self {
        let config = Config::default().seed(1).max_in_flight(2);
        let config = config.event_queue_len(4).overflow(overflow);
        let (client, events, server, network) = connected_network(&config).await;
        Self {
            client,
            events,
            server: Some(server),
            network,
            requests: Vec::new(),
            sent: 0,
            received: 0,
            missing: Some(0),
            links: 1,
        }
    }

    async fn run(&mut self, action: RandomAction) {
        match action {
            RandomAction::Request { timeout } => {
                let client = self.client.with_timeout(Duration::from_secs(timeout));
                self.requests.push(spawn_raw(&client, "/u"));
                settle().await;
            }
            RandomAction::Abort(index) if !self.requests.is_empty() => {
                index.get(&self.requests).abort();
                settle().await;
            }
            RandomAction::Abort(_) => {}
            RandomAction::Serve { answers } => self.serve(answers).await,
            RandomAction::Events(events) => {
                for _ in 0..events {
                    self.send_event().await;
                }
            }
            RandomAction::Take(max) => {
                for _ in 0..max {
                    let next = self.events.next();
                    let Ok(item) = timeout(Duration::from_millis(1), next).await else {
                        break;
                    };
                    self.receive(item.expect("the stream continues"));
                }
            }
            RandomAction::Wait(seconds) => tokio::time::sleep(Duration::from_secs(seconds)).await,
            RandomAction::Cut => self.server = None,
            RandomAction::CloseFrame => {
                if let Some(mut server) = self.server.take() {
                    let _ = timeout(Duration::from_secs(1), server.socket.close(None)).await;
                }
            }
            RandomAction::Accept => {
                let accept = timeout(Duration::from_secs(11), self.network.accept());
                if let Ok(server) = accept.await {
                    self.server = Some(server);
                }
            }
            RandomAction::Refuse => {
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
        // An unmatched answer represents an event: its `corrId` has the number.
        let frame = format!(r#"{{"corrId":"event {n}","resp":{OK}}}"#);
        self.send(frame).await;
    }

    /// Sends a frame, but not longer than a second: the client may not be reading.
    async fn send(&mut self, frame: String) {
        if let Some(server) = &mut self.server {
            let _ = timeout(Duration::from_secs(1), server.socket.send(frame.into())).await;
        }
    }

    fn receive(&mut self, item: Incoming) {
        match item {
            Incoming::Unmatched { corr_id, .. } => {
                // Other unmatched answers are duplicates.
                let Some(n) = corr_id.strip_prefix("event ") else {
                    return;
                };
                let n: u64 = n.parse().unwrap();
                assert!(
                    n >= self.received,
                    "events are in order, and none is repeated"
                );
                let missing = n - self.received;
                let another_link = self.client.stats().connects > self.links;
                let is_reported = another_link || self.missing.is_none_or(|max| missing <= max);
                assert!(
                    is_reported,
                    "{missing} are missing, {:?} are reported",
                    self.missing
                );
                self.received = n + 1;
                self.missing = Some(0);
            }
            Incoming::Lagged(missed) => {
                assert!(missed > 0);
                self.missing = self.missing.map(|max| max + missed);
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
            // The client has ended, so every request is ready.
            let ended = timeout(Duration::from_secs(1), request).await;
            assert!(ended.is_ok(), "a request does not end");
        }
        let mut last = None;
        while let Some(item) = self.events.next().await {
            assert!(last.is_none(), "an item after the last one");
            match item {
                Incoming::Closed(reason) => last = Some(reason),
                item => self.receive(item),
            }
        }
        assert!(last.is_some());
        let stats = self.client.stats();
        assert_eq!((stats.queued, stats.in_flight, stats.unread), (0, 0, 0));
        let ended = stats.answered + stats.timed_out + stats.cancelled + stats.lost + stats.unsent;
        assert_eq!(ended, stats.requests);
        assert_eq!(self.client.shared().lock().callers(), 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_request_ends_and_no_event_is_lost_silently(
        actions in vec(action(), 0..60),
        overflow in overflow(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(async {
            let mut test = Test::new(overflow).await;
            for action in actions {
                test.run(action).await;
            }
            test.end().await;
        });
    }
}
