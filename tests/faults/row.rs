//! A row of the table: a script for the server, and what the client is to see.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use simplex_api::client::{Client, Config, Outcome, Reconnect};
use simplex_api_tests::LONG;

use super::guard::watched;
use super::seen::{Answer, Item, Reason, rest};
use super::server::{Script, Server, Step};

/// How long to wait before a new link.
const MOMENT: Duration = Duration::from_millis(1);

/// How long to wait for what is never sent.
pub(crate) const SHORT: Duration = Duration::from_millis(300);

/// How long to wait for an answer that never comes. A request that waits behind this one is given up first.
pub(crate) const LONGER: Duration = Duration::from_millis(1200);

/// What comes of a fault.
#[derive(Debug)]
pub(crate) struct Row {
    script: Script,
    config: Config,
    asked: usize,
    answers: Vec<Answer>,
    items: Vec<Item>,
    end: Option<Reason>,
    is_silent: bool,
    says: &'static str,
}

/// Patient, but for the end of a connection, which nothing depends on.
pub(crate) fn config() -> Config {
    Config::default()
        .connect_timeout(LONG)
        .request_timeout(LONG)
        .close_timeout(SHORT)
        .reconnect(Reconnect::never())
        .version_timeout(None)
}

impl Row {
    /// A fault while nothing is asked.
    pub(crate) fn idle(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            script: Script::new(steps),
            config: config(),
            asked: 0,
            answers: Vec::new(),
            items: Vec::new(),
            end: None,
            is_silent: false,
            says: "",
        }
    }

    /// A fault while so many requests, `/1`, `/2`…, wait for these answers.
    pub(crate) fn asked<const N: usize>(
        steps: impl IntoIterator<Item = Step>,
        answers: [Answer; N],
    ) -> Self {
        Self {
            asked: N,
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

    /// What the events tell, in this order and nothing else.
    pub(crate) fn tells(self, items: impl IntoIterator<Item = Item>) -> Self {
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

    /// The connection stays, but nothing is answered.
    pub(crate) fn stays_silent(self) -> Self {
        Self {
            is_silent: true,
            ..self
        }
    }

    /// The reason of the end has these words.
    pub(crate) fn saying(self, says: &'static str) -> Self {
        Self { says, ..self }
    }

    /// A row that ends is run twice: with a client that leaves it at that, and with one that makes a new
    /// link, on which it is as good as new.
    ///
    /// # Panics
    /// If the client sees something else.
    pub(crate) fn run(self) {
        self.run_once();
        if let Some(reason) = &self.end
            && *reason != Reason::Overflow
        {
            self.with_new_link(reason).run_once();
        }
    }

    /// What comes of the same fault if a new link is made: what was in flight fails, what was not sent is
    /// sent there.
    fn with_new_link(&self, reason: &Reason) -> Self {
        let reconnect = Reconnect::endless().delays(MOMENT, MOMENT);
        let answers = self.answers.iter().map(|answer| match answer {
            Answer::Closed(Outcome::Unknown, reason) => Answer::Disconnected(reason.clone()),
            Answer::Closed(Outcome::NotSent, _) => Answer::Is("cmdOk".into()),
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
        watched(async {
            let server = Server::start([self.script.clone()]);
            let connected = Client::connect_with(&server.url(), &self.config).await;
            let (client, mut events) = connected.expect("a connection");

            let texts: Vec<String> = (1..=self.asked).map(|n| format!("/{n}")).collect();
            let requests = texts.iter().zip(&self.answers).map(|(text, answer)| {
                let client = waiting_for(&client, answer);
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

    /// The client is closed as it says, or as good as new.
    async fn check_end(&self, client: &Client) {
        if let Some(reason) = &self.end {
            let closed = client.closed().await;
            assert!(closed.to_string().contains(self.says), "{closed}");
            assert_eq!(Reason::from(closed), *reason);
        }
        let expected = match &self.end {
            Some(reason) => Answer::Closed(Outcome::NotSent, reason.clone()),
            None if self.is_silent => Answer::TimedOut(Outcome::Unknown),
            None => Answer::Is("cmdOk".into()),
        };
        let after = waiting_for(client, &expected).send_raw("/after").await;
        let after = Answer::from(after);
        assert_eq!(after, expected);
        assert_eq!(client.is_closed(), self.end.is_some());
    }
}

/// The client, with a timeout that suits what is expected.
fn waiting_for(client: &Client, expected: &Answer) -> Client {
    match expected {
        Answer::TimedOut(Outcome::NotSent) => client.with_timeout(SHORT),
        Answer::TimedOut(Outcome::Unknown) => client.with_timeout(LONGER),
        _ => client.clone(),
    }
}

/// The outputs of futures that are first polled in their order.
pub(crate) async fn all<F: Future>(futures: impl IntoIterator<Item = F>) -> Vec<F::Output> {
    let mut futures: Vec<Pin<Box<F>>> = futures.into_iter().map(Box::pin).collect();
    let mut outputs: Vec<Option<F::Output>> = futures.iter().map(|_| None).collect();
    poll_fn(|cx| {
        let mut waits = false;
        for (future, output) in futures.iter_mut().zip(&mut outputs) {
            if output.is_none() {
                match future.as_mut().poll(cx) {
                    Poll::Ready(ready) => *output = Some(ready),
                    Poll::Pending => waits = true,
                }
            }
        }
        if waits {
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    })
    .await;
    outputs.into_iter().flatten().collect()
}
