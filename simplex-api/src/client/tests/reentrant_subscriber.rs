//! A `tracing` subscriber that calls the client in every callback.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use tracing::span::{Attributes, Id, Record};
use tracing::{Dispatch, Metadata, Subscriber};

use super::*;

const SECOND: Duration = Duration::from_secs(1);

/// Longer than the test takes.
const TEST_TIMEOUT: Duration = Duration::from_secs(100);

#[derive(Clone, Default)]
struct ReentrantSubscriber {
    client: Arc<OnceLock<Client>>,
    callbacks: Arc<Mutex<BTreeSet<&'static str>>>,
}

impl ReentrantSubscriber {
    fn on_callback(&self, name: &'static str) {
        if let Some(client) = self.client.get() {
            client.stats();
            self.callbacks.lock().unwrap().insert(name);
        }
    }
}

impl Subscriber for ReentrantSubscriber {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("simplex_api")
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        self.on_callback("begin");
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {
        self.on_callback("record");
    }

    fn event(&self, _: &tracing::Event<'_>) {
        self.on_callback("event");
    }

    fn clone_span(&self, id: &Id) -> Id {
        self.on_callback("clone");
        id.clone()
    }

    fn try_close(&self, _: Id) -> bool {
        self.on_callback("close");
        false
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Runs commands that end in every way. Returns the callbacks that were called.
async fn run_commands() -> BTreeSet<&'static str> {
    let subscriber = ReentrantSubscriber::default();
    let _guard = tracing::subscriber::set_default(subscriber.clone());
    // With only one subscriber, a callsite that another test reaches first is disabled for this one too.
    let _second = Dispatch::new(ReentrantSubscriber::default());
    let config = Config::default().request_timeout(SECOND);
    let (client, _events, mut server) = connected(&config).await;
    assert!(subscriber.client.set(client.clone()).is_ok());

    let script = async {
        let corr_id = server.expect("/answered").await;
        server.answer(&corr_id, OK).await;
    };
    let (answered, ()) = tokio::join!(client.send_raw("/answered"), script);
    assert!(answered.is_ok());
    for is_sent in [false, true] {
        let mut dropped = Box::pin(client.send_raw("/dropped"));
        assert!(pending(&mut dropped).await);
        if is_sent {
            server.expect("/dropped").await;
        }
    }
    assert!(client.send_raw("/late").await.is_err());
    let lost = spawn_raw(&client, "/lost");
    server.expect("/late").await;
    server.expect("/lost").await;
    drop(server);
    assert!(lost.await.unwrap().is_err());
    assert!(client.send_raw("/refused").await.is_err());
    let callbacks = subscriber.callbacks.lock().unwrap();
    callbacks.clone()
}

#[test]
fn a_subscriber_may_call_the_client_in_every_callback() {
    let (sender, receiver) = std::sync::mpsc::channel();
    // If a callback is called under the lock of the client, the thread deadlocks.
    std::thread::spawn(move || {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().start_paused(true).build().unwrap();
        sender.send(runtime.block_on(run_commands()))
    });
    let callbacks = receiver
        .recv_timeout(TEST_TIMEOUT)
        .expect("all commands end");
    let all = ["begin", "clone", "close", "event", "record"];
    assert_eq!(callbacks, BTreeSet::from(all));
}
