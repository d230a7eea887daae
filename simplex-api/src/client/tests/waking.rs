//! Callers that are polled by whoever wakes them, at once: some executors do that.

use std::sync::{Arc, Mutex};
use std::task::{Context, Wake};
use std::time::Duration;

use super::*;
use crate::client::{CloseReport, Outcome, Stats};

const SECOND: Duration = Duration::from_secs(1);

type Task<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A future, until it is ready.
struct AtOnce<T>(Mutex<Result<T, Task<T>>>);

/// Polls the future now, and whenever it is woken.
fn at_once<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> Arc<AtOnce<T>> {
    let task = Arc::new(AtOnce(Mutex::new(Err(Box::pin(future)))));
    task.clone().wake();
    task
}

impl<T: Send + 'static> Wake for AtOnce<T> {
    fn wake(self: Arc<Self>) {
        let waker = self.clone().into();
        let mut state = self.0.lock().unwrap();
        if let Err(future) = &mut *state
            && let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(&waker))
        {
            *state = Ok(result);
        }
    }
}

impl<T: 'static> AtOnce<T> {
    fn result(&self) -> Option<T> {
        let future: Task<T> = Box::pin(std::future::pending());
        std::mem::replace(&mut *self.0.lock().unwrap(), Err(future)).ok()
    }
}

/// Sends a command, and with its result what the client has counted when that is known.
fn request(client: &Client) -> Arc<AtOnce<(Result<RawResponse, Error>, Stats)>> {
    let client = client.clone();
    at_once(async move {
        let result = client.send_raw("/1").await;
        (result, client.stats())
    })
}

#[tokio::test(start_paused = true)]
async fn an_answer_finds_its_caller() {
    let (client, _events, mut server) = connected(&Config::default()).await;
    let request = request(&client);
    let corr_id = server.expect("/1").await;
    server.answer(&corr_id, OK).await;
    settle().await;
    let (result, stats) = request.result().unwrap();
    assert!(result.is_ok());
    assert_eq!((stats.answered, stats.in_flight), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_deadline_finds_its_caller() {
    let (client, _events, mut server) = connected(&Config::default().request_timeout(SECOND)).await;
    let request = request(&client);
    server.expect("/1").await;
    tokio::time::sleep(2 * SECOND).await;
    let (result, stats) = request.result().unwrap();
    assert!(matches!(result, Err(Error::TimedOut { .. })));
    assert_eq!((stats.timed_out, stats.in_flight), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_lost_link_finds_all_callers() {
    let (client, mut events, mut server, _network) = network(&Config::default()).await;
    let requests = [(); 3].map(|()| request(&client));
    for _ in &requests {
        server.expect("/1").await;
    }
    drop(server);
    settle().await;
    for request in requests {
        let (result, stats) = request.result().unwrap();
        assert!(matches!(result, Err(Error::Disconnected { .. })));
        assert_eq!((stats.lost, stats.in_flight), (3, 0));
    }
    assert!(kind(events.next().await).starts_with("disconnected"));

    let waiting = request(&client);
    let closed = at_once({
        let client = client.clone();
        async move { client.close().await }
    });
    let (result, _) = waiting.result().unwrap();
    let not_sent = Outcome::NotSent;
    assert!(matches!(result, Err(Error::Closed { outcome, .. }) if outcome == not_sent));
    settle().await;
    let CloseReport { unanswered, .. } = closed.result().unwrap();
    assert_eq!(unanswered, 1);
}

#[tokio::test(start_paused = true)]
async fn an_event_finds_its_consumer() {
    let (client, mut events, mut server) = connected(&Config::default()).await;
    let event = at_once(async move { (kind(events.next().await), events) });
    server.send(r#"{"resp":{"type":"a"}}"#).await;
    settle().await;
    let (first, mut events) = event.result().unwrap();
    assert_eq!(first, "event");
    let end = at_once(async move { kind(events.next().await) });
    drop(client);
    drop(server);
    settle().await;
    assert_eq!(end.result().unwrap(), "closed: the client was closed");
}

/// Whoever hears of the end hears of all of it.
#[test]
fn a_runtime_that_is_gone_is_told_with_what_it_cost() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    let (client, _events, _server, request) = runtime.block_on(async {
        let (client, events, mut server) = connected(&Config::default()).await;
        let request = request(&client);
        server.expect("/1").await;
        (client, events, server, request)
    });
    let closed = at_once({
        let client = client.clone();
        async move { (client.close().await, client.is_closed()) }
    });
    drop(runtime);
    let (result, stats) = request.result().unwrap();
    let unknown = Outcome::Unknown;
    assert!(matches!(result, Err(Error::Closed { outcome, .. }) if outcome == unknown));
    assert_eq!((stats.lost, stats.in_flight), (1, 0));
    let (report, is_closed) = closed.result().unwrap();
    assert_eq!(report.unanswered, 1);
    assert!(is_closed);
}
