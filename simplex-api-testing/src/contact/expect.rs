//! What a contact sees, and what a test expects of it.

use std::fmt::Display;
use std::panic::Location;
use std::time::Duration;

use simplex_api::types::Profile;

use crate::contact::{Contact, Error, Message};
use crate::transcript::report;

impl Contact {
    /// The bot's next message that was not taken before.
    ///
    /// # Errors
    /// [`Error::TimedOut`] if there is none in time.
    pub async fn next_message(&self) -> Result<Message, Error> {
        self.wait("a message", || {
            self.read(|network, person| network.take_message(person, self.view))
        })
        .await
    }

    /// The bot's next message, which must have this text.
    ///
    /// # Panics
    /// If it has another text, or there is no message in time.
    #[track_caller]
    pub fn expect(&self, text: &str) -> impl Future<Output = Message> {
        self.expect_message(format!("{text:?}"), move |other| other == text)
    }

    /// The bot's next message, which must have a text for which `is_it` holds. `what` says in words
    /// what is expected.
    ///
    /// # Panics
    /// If it has another text, or there is no message in time.
    #[track_caller]
    pub fn expect_reply(
        &self,
        what: &str,
        is_it: impl Fn(&str) -> bool,
    ) -> impl Future<Output = Message> {
        self.expect_message(what, is_it)
    }

    #[track_caller]
    fn expect_message(
        &self,
        what: impl Display,
        is_it: impl Fn(&str) -> bool,
    ) -> impl Future<Output = Message> {
        let caller = Location::caller();
        async move {
            match self.next_message().await {
                Ok(message) if is_it(message.text()) => message,
                Ok(message) => panic!(
                    "at {caller}: `{}` expected {what} and got {:?}",
                    self.name,
                    message.text()
                ),
                Err(error) => panic!("at {caller}: expected {what}: {error}"),
            }
        }
    }

    /// Waits for `quiet`, in which the bot must not write.
    ///
    /// # Panics
    /// If it does.
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

    /// Waits until the conversation is as `is_so` tells, and returns it. `what` says in words what is
    /// waited for.
    ///
    /// # Errors
    /// [`Error::TimedOut`] if it does not become so in time.
    pub async fn wait_until(
        &self,
        what: &str,
        mut is_so: impl FnMut(&[Message]) -> bool,
    ) -> Result<Vec<Message>, Error> {
        self.wait(what, || {
            let messages = self.messages();
            is_so(&messages).then_some(messages)
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

    /// Waits until there is what is looked for. `what` says in words what that is.
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
                // The sender is in the hub, so that it cannot be gone.
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
