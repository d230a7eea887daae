//! Callers whose wakers poll them immediately, as some executors do.

use std::sync::{Arc, Mutex};
use std::task::{Context, Wake};
use std::time::Duration;

use super::*;
use crate::client::{CloseReport, Outcome, Stats};

const SECOND: Duration = Duration::from_secs(1);

type Task<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A future that is polled inside of its waker, or its result.
struct InlineTask<T>(Mutex<Result<T, Task<T>>>);

/// Polls the future now, and whenever it is woken.
fn spawn_inline<T: Send + 'static>(
    future: impl Future<Output = T> + Send + 'static,
) -> Arc<InlineTask<T>> {
    let task = Arc::new(InlineTask(Mutex::new(Err(Box::pin(future)))));
    task.clone().wake();
    task
}

impl<T: Send + 'static> Wake for InlineTask<T> {
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

impl<T: 'static> InlineTask<T> {
    fn result(&self) -> Option<T> {
        let future: Task<T> = Box::pin(std::future::pending());
        std::mem::replace(&mut *self.0.lock().unwrap(), Err(future)).ok()
    }
}

/// Sends a command. Returns its result, and the counters of the client at that moment.
fn request(client: &Client) -> Arc<InlineTask<(Result<RawResponse, Error>, Stats)>> {
    let client = client.clone();
    spawn_inline(async move {
        let result = client.send_raw("/1").await;
        (result, client.stats())
    })
}

#[tokio::test(start_paused = true)]
async fn a_caller_can_use_the_client_when_its_answer_wakes_it() {
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
async fn a_caller_can_use_the_client_when_its_timeout_wakes_it() {
    let (client, _events, mut server) = connected(&Config::default().request_timeout(SECOND)).await;
    let request = request(&client);
    server.expect("/1").await;
    tokio::time::sleep(2 * SECOND).await;
    let (result, stats) = request.result().unwrap();
    assert!(matches!(result, Err(Error::TimedOut { .. })));
    assert_eq!((stats.timed_out, stats.in_flight), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn callers_can_use_the_client_when_a_lost_link_wakes_them() {
    let (client, mut events, mut server, _network) = connected_network(&Config::default()).await;
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
    let closed = spawn_inline({
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
async fn the_consumer_can_be_woken_by_an_event() {
    let (client, mut events, mut server) = connected(&Config::default()).await;
    let event = spawn_inline(async move { (kind(events.next().await), events) });
    server.send(r#"{"resp":{"type":"a"}}"#).await;
    settle().await;
    let (first, mut events) = event.result().unwrap();
    assert_eq!(first, "event");
    let end = spawn_inline(async move { kind(events.next().await) });
    drop(client);
    drop(server);
    settle().await;
    assert_eq!(end.result().unwrap(), "closed: the client was closed");
}

#[test]
fn callers_can_use_the_client_when_a_dropped_runtime_wakes_them() {
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
    let closed = spawn_inline({
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
