//! A bot that runs: from the events of the client to the queues of the chats, and on to the handlers.

pub(crate) mod addressee;
pub(crate) mod capacity;
pub(crate) mod dispatch;
pub(crate) mod fallback_log;
pub(crate) mod handlers;
pub(crate) mod held;
pub(crate) mod inbox;
pub(crate) mod inboxes;
pub(crate) mod os_signals;
pub(crate) mod received;
pub(crate) mod worker;

#[cfg(test)]
pub(crate) mod test_messages;
#[cfg(test)]
mod tests;

use std::fmt::{self, Display};
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;

use crate::bot::context::Context;
use crate::bot::error::{BoxError, Ended};
use crate::bot::stop::{Stop, StopOnDrop};
use crate::client::{Client, Events, Incoming};
use crate::types::CreatedConnLink;
use dispatch::{Chats, Timeouts};
use os_signals::Signals;
use worker::Core;

/// A bot that is connected and can be reached; [`run`](Self::run) lets it handle what it hears.
pub struct Bot<S = (), E = BoxError> {
    pub(crate) core: Arc<Core<S, E>>,
    pub(crate) events: Events,
    /// How much may wait in the queues of all chats together.
    pub(crate) places: usize,
    pub(crate) timeouts: Timeouts,
    pub(crate) grace: Duration,
    pub(crate) signals: Signals,
    pub(crate) closes_client: bool,
    /// Nobody who waits for something of the bot waits longer than there is one.
    pub(crate) stops: StopOnDrop,
}

impl<S, E> Bot<S, E> {
    /// What all handlers have in common.
    pub fn context(&self) -> &Context<S> {
        &self.core.context
    }

    /// The client, for commands of any kind.
    pub fn client(&self) -> &Client {
        self.context().client()
    }

    /// The address that the bot can be reached at; `None` if it was to have [none](Builder::no_address).
    pub fn address(&self) -> Option<&CreatedConnLink> {
        self.context().address()
    }

    /// The [address](Self::address) as it is given to people, as [`Context::address_text`].
    pub fn address_text(&self) -> &str {
        self.context().address_text()
    }

    /// A handle to stop the bot with, which also tells whether it is about to end.
    pub fn stop_handle(&self) -> Stop {
        self.context().stop_handle()
    }
}

impl<S, E> Bot<S, E>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    /// Handles what the bot hears, until it is stopped or the connection ends.
    ///
    /// Then handlers have the [grace](Builder::grace) period to come to an end, and the connection is closed if
    /// the bot has made it. If the future is dropped, handlers end at once, and the connection with the last
    /// handle to it.
    pub async fn run(self) -> Ended {
        let Self {
            core,
            events,
            mut signals,
            stops: _stops,
            ..
        } = self;
        let user = core.context.user().user_id;
        let wanted = Arc::clone(&core);
        let mut events = events.filter_events(move |event| {
            let tag = &event.tag;
            let is_wanted = wanted.handlers.want(tag) || wanted.context.transfers().want(tag);
            is_wanted && event.user_id().is_none_or(|id| id == user)
        });
        let mut chats = Chats::new(
            Arc::clone(&core),
            self.places,
            self.timeouts,
            events.byte_budget(),
        );
        let reason = chats.serve(&mut events, &mut signals).await;
        core.context.stop();
        let (aborted, left) = chats.finish(self.grace, &mut signals).await;
        let mut unhandled = left;
        while let Some(Some(incoming)) = events.next().now_or_never() {
            unhandled += usize::from(matches!(incoming, Incoming::Event(_)));
        }
        if self.closes_client {
            core.context.client().close().await;
        }
        Ended {
            reason,
            aborted,
            unhandled,
        }
    }
}

impl<S, E> fmt::Debug for Bot<S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bot")
            .field("context", self.context())
            .finish_non_exhaustive()
    }
}
