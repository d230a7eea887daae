//! A row of the table: a script for the server, and what the client must observe.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use simplex_api::client::{Client, Config, Outcome, Reconnect};
use simplex_api_tests::LONG;

use super::observed::{Answer, Item, Reason, rest};
use super::server::{Script, ScriptStep, Server};
use super::watchdog::run_watched;

/// The delay before a reconnect.
const RECONNECT_DELAY: Duration = Duration::from_millis(1);

/// The timeout of a request that is never sent.
pub(crate) const SHORT_TIMEOUT: Duration = Duration::from_millis(300);

/// The timeout of a request that is never answered. It is longer than [`SHORT_TIMEOUT`], so that a request queued
/// behind this one times out first.
pub(crate) const ANSWER_TIMEOUT: Duration = Duration::from_millis(1200);

/// A fault and its expected result.
#[derive(Debug)]
pub(crate) struct Row {
    script: Script,
    config: Config,
    requests: usize,
    answers: Vec<Answer>,
    items: Vec<Item>,
    end: Option<Reason>,
    is_silent: bool,
    message: &'static str,
}

/// Long timeouts, except for closing, which no result depends on.
pub(crate) fn config() -> Config {
    Config::default()
        .connect_timeout(LONG)
        .request_timeout(LONG)
        .close_timeout(SHORT_TIMEOUT)
        .reconnect(Reconnect::never())
        .version_timeout(None)
}

impl Row {
    /// A fault without requests.
    pub(crate) fn idle(steps: impl IntoIterator<Item = ScriptStep>) -> Self {
        Self {
            script: Script::new(steps),
            config: config(),
            requests: 0,
            answers: Vec::new(),
            items: Vec::new(),
            end: None,
            is_silent: false,
            message: "",
        }
    }

    /// A fault while the requests `/1`, `/2`… wait for these answers.
    pub(crate) fn with_requests<const N: usize>(
        steps: impl IntoIterator<Item = ScriptStep>,
        answers: [Answer; N],
    ) -> Self {
        Self {
            requests: N,
            answers: answers.into(),
            ..Self::idle(steps)
        }
    }

    pub(crate) fn config(self, change: impl FnOnce(Config) -> Config) -> Self {
        Self {
            config: change(self.config),
            ..self
        }
    }

    /// Exactly these items are received, in this order.
    pub(crate) fn items(self, items: impl IntoIterator<Item = Item>) -> Self {
        Self {
            items: items.into_iter().collect(),
            ..self
        }
    }

    /// The connection ends, for this reason.
    pub(crate) fn ends(self, reason: Reason) -> Self {
        Self {
            end: Some(reason),
            ..self
        }
    }

    /// The connection stays open, but nothing is answered.
    pub(crate) fn stays_silent(self) -> Self {
        Self {
            is_silent: true,
            ..self
        }
    }

    /// The message of the close reason contains this.
    pub(crate) fn message_contains(self, message: &'static str) -> Self {
        Self { message, ..self }
    }

    /// Runs the row. A row that ends the connection is run twice: with a client that does not reconnect, and with one
    /// that does.
    ///
    /// # Panics
    /// If the client observes something else.
    pub(crate) fn run(self) {
        self.run_once();
        if let Some(reason) = &self.end
            && *reason != Reason::Overflow
        {
            self.with_reconnect(reason).run_once();
        }
    }

    /// The same fault for a client that reconnects: commands in flight fail, queued commands are sent over the new
    /// link.
    fn with_reconnect(&self, reason: &Reason) -> Self {
        let reconnect = Reconnect::endless().delays(RECONNECT_DELAY, RECONNECT_DELAY);
        let answers = self.answers.iter().map(|answer| match answer {
            Answer::Closed(Outcome::Unknown, reason) => Answer::Disconnected(reason.clone()),
            Answer::Closed(Outcome::NotSent, _) => Answer::Response("cmdOk".into()),
            other => other.clone(),
        });
        let gap = [Item::Disconnected(reason.clone()), Item::Reconnected];
        Self {
            script: self.script.clone(),
            config: self.config.clone().reconnect(reconnect),
            answers: answers.collect(),
            items: self.items.iter().cloned().chain(gap).collect(),
            end: None,
            ..*self
        }
    }

    fn run_once(&self) {
        run_watched(async {
            let server = Server::start([self.script.clone()]);
            let connected = Client::connect_with(&server.url(), &self.config).await;
            let (client, mut events) = connected.expect("a connection");

            let texts: Vec<String> = (1..=self.requests).map(|n| format!("/{n}")).collect();
            let requests = texts.iter().zip(&self.answers).map(|(text, answer)| {
                let client = with_timeout_for(&client, answer);
                async move { client.send_raw(text).await }
            });
            let answers: Vec<Answer> = all(requests).await.into_iter().map(Answer::from).collect();
            assert_eq!(answers, self.answers);

            let mut items = Vec::new();
            while self.items.last() == Some(&Item::Reconnected) && items.last() != self.items.last()
            {
                items.extend(events.next().await.map(Item::from));
            }
            self.check_end(&client).await;
            client.close().await;
            items.extend(rest(&mut events).await);
            let mut expected = self.items.clone();
            expected.push(Item::Closed(self.end.clone().unwrap_or(Reason::Client)));
            assert_eq!(items, expected);
            drop((client, events));

            let log = server.finish();
            for (text, answer) in texts.iter().zip(&answers) {
                let times = log.commands.iter().filter(|sent| *sent == text).count();
                assert!(times <= 1, "{text} was sent again");
                let not_sent = matches!(
                    answer,
                    Answer::TimedOut(Outcome::NotSent) | Answer::Closed(Outcome::NotSent, _)
                );
                assert!(!not_sent || times == 0, "{text} was sent");
            }
        });
    }

    /// Checks that the client is closed for the expected reason, or answers a further command.
    async fn check_end(&self, client: &Client) {
        if let Some(reason) = &self.end {
            let closed = client.closed().await;
            assert!(closed.to_string().contains(self.message), "{closed}");
            assert_eq!(Reason::from(closed), *reason);
        }
        let expected = match &self.end {
            Some(reason) => Answer::Closed(Outcome::NotSent, reason.clone()),
            None if self.is_silent => Answer::TimedOut(Outcome::Unknown),
            None => Answer::Response("cmdOk".into()),
        };
        let after = with_timeout_for(client, &expected).send_raw("/after").await;
        let after = Answer::from(after);
        assert_eq!(after, expected);
        assert_eq!(client.is_closed(), self.end.is_some());
    }
}

/// The client, with a timeout that suits the expected answer.
fn with_timeout_for(client: &Client, expected: &Answer) -> Client {
    match expected {
        Answer::TimedOut(Outcome::NotSent) => client.with_timeout(SHORT_TIMEOUT),
        Answer::TimedOut(Outcome::Unknown) => client.with_timeout(ANSWER_TIMEOUT),
        _ => client.clone(),
    }
}

/// Runs all futures, first polled in order, and returns their outputs.
pub(crate) async fn all<F: Future>(futures: impl IntoIterator<Item = F>) -> Vec<F::Output> {
    let mut futures: Vec<Pin<Box<F>>> = futures.into_iter().map(Box::pin).collect();
    let mut outputs: Vec<Option<F::Output>> = futures.iter().map(|_| None).collect();
    poll_fn(|cx| {
        let mut is_pending = false;
        for (future, output) in futures.iter_mut().zip(&mut outputs) {
            if output.is_none() {
                match future.as_mut().poll(cx) {
                    Poll::Ready(ready) => *output = Some(ready),
                    Poll::Pending => is_pending = true,
                }
            }
        }
        if is_pending {
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    })
    .await;
    outputs.into_iter().flatten().collect()
}
