//! What a contact receives, and assertions on it.

use std::fmt::Display;
use std::panic::Location;
use std::time::Duration;

use simplex_api::types::Profile;

use crate::contact::{Contact, Error, Message};
use crate::transcript::report;

impl Contact {
    /// The next message of the bot that was not returned before.
    ///
    /// # Errors
    /// [`Error::TimedOut`] if no message arrives in time.
    pub async fn next_message(&self) -> Result<Message, Error> {
        self.wait("a message", || {
            self.read(|network, person| network.take_message(person, self.view))
        })
        .await
    }

    /// Asserts that the next message of the bot has this text.
    ///
    /// # Panics
    /// If it has another text, or no message arrives in time.
    #[track_caller]
    pub fn expect(&self, text: &str) -> impl Future<Output = Message> {
        self.expect_message(format!("{text:?}"), move |other| other == text)
    }

    /// Asserts that the next message of the bot has a text for which `predicate` returns `true`. `what` describes the
    /// expected text.
    ///
    /// # Panics
    /// If it has another text, or no message arrives in time.
    #[track_caller]
    pub fn expect_reply(
        &self,
        what: &str,
        predicate: impl Fn(&str) -> bool,
    ) -> impl Future<Output = Message> {
        self.expect_message(what, predicate)
    }

    #[track_caller]
    fn expect_message(
        &self,
        what: impl Display,
        predicate: impl Fn(&str) -> bool,
    ) -> impl Future<Output = Message> {
        let caller = Location::caller();
        async move {
            match self.next_message().await {
                Ok(message) if predicate(message.text()) => message,
                Ok(message) => panic!(
                    "at {caller}: `{}` expected {what} and got {:?}",
                    self.name,
                    message.text()
                ),
                Err(error) => panic!("at {caller}: expected {what}: {error}"),
            }
        }
    }

    /// Waits for `quiet` and asserts that the bot sends no message in this time.
    ///
    /// # Panics
    /// If it sends one.
    #[track_caller]
    pub fn expect_no_more(&self, quiet: Duration) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let quiet_contact = Self {
                wait: quiet,
                ..self.clone()
            };
            if let Ok(message) = quiet_contact.next_message().await {
                panic!(
                    "at {caller}: `{}` expected no more and got {:?}",
                    self.name,
                    message.text()
                );
            }
        }
    }

    /// Waits until `predicate` returns `true` for the conversation, and returns the conversation. `what` describes
    /// what is awaited.
    ///
    /// # Errors
    /// [`Error::TimedOut`] if it does not happen in time.
    pub async fn wait_until(
        &self,
        what: &str,
        mut predicate: impl FnMut(&[Message]) -> bool,
    ) -> Result<Vec<Message>, Error> {
        self.wait(what, || {
            let messages = self.messages();
            predicate(&messages).then_some(messages)
        })
        .await
    }

    /// The conversation as the contact sees it now, the oldest message first.
    pub fn messages(&self) -> Vec<Message> {
        self.read(|network, person| network.messages(person, self.view))
    }

    /// The profile of the bot as the contact sees it, once they have connected.
    pub fn bot_profile(&self) -> Option<Profile> {
        self.read(|network, person| network.peer_profile(person, self.server.client))
    }

    /// Waits until `find` returns a value. `what` describes what is awaited.
    pub(crate) async fn wait<T>(
        &self,
        what: &str,
        mut find: impl FnMut() -> Option<T>,
    ) -> Result<T, Error> {
        let mut changes = self.server.hub.changes();
        let found = tokio::time::timeout(self.wait, async {
            loop {
                if let Some(found) = find() {
                    return found;
                }
                // Cannot fail: the hub owns the sender.
                let _ = changes.changed().await;
            }
        });
        found.await.map_err(|_| self.timed_out(what))
    }

    fn timed_out(&self, what: &str) -> Error {
        let conversation = report::conversation(&self.messages());
        Error::TimedOut {
            contact: self.name.to_string(),
            what: what.to_owned(),
            waited: self.wait,
            conversation,
            wire: self.server.with(|state| report::wire(state)),
        }
    }
}
