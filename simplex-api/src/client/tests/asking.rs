//! A subscriber that asks the client whenever it hears of a command.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use tracing::span::{Attributes, Id, Record};
use tracing::{Dispatch, Metadata, Subscriber};

use super::*;

const SECOND: Duration = Duration::from_secs(1);

/// More than the test takes.
const LONG: Duration = Duration::from_secs(100);

#[derive(Clone, Default)]
struct Curious {
    client: Arc<OnceLock<Client>>,
    heard: Arc<Mutex<BTreeSet<&'static str>>>,
}

impl Curious {
    fn hear(&self, what: &'static str) {
        if let Some(client) = self.client.get() {
            client.stats();
            self.heard.lock().unwrap().insert(what);
        }
    }
}

impl Subscriber for Curious {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("simplex_api")
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        self.hear("begin");
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {
        self.hear("record");
    }

    fn event(&self, _: &tracing::Event<'_>) {
        self.hear("event");
    }

    fn clone_span(&self, id: &Id) -> Id {
        self.hear("clone");
        id.clone()
    }

    fn try_close(&self, _: Id) -> bool {
        self.hear("close");
        false
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Commands that end in every way; what was heard of them.
async fn commands() -> BTreeSet<&'static str> {
    let curious = Curious::default();
    let _guard = tracing::subscriber::set_default(curious.clone());
    // With one subscriber alone, what another test meets first is switched off for this one as well.
    let _another = Dispatch::new(Curious::default());
    let config = Config::default().request_timeout(SECOND);
    let (client, _events, mut server) = connected(&config).await;
    assert!(curious.client.set(client.clone()).is_ok());

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
    let heard = curious.heard.lock().unwrap();
    heard.clone()
}

#[test]
fn a_subscriber_may_ask_the_client_whatever_it_hears() {
    let (tell, told) = std::sync::mpsc::channel();
    // If it asks while its own thread holds the lock, that waits for ever.
    std::thread::spawn(move || {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().start_paused(true).build().unwrap();
        tell.send(runtime.block_on(commands()))
    });
    let heard = told.recv_timeout(LONG).expect("an end of all commands");
    let all = ["begin", "clone", "close", "event", "record"];
    assert_eq!(heard, BTreeSet::from(all));
}
