//! A running bot.
//!
//! [`dispatch`] takes the events of the client and turns them into jobs. A message may first be held back ([`held`]). A job
//! gets a permit ([`capacity`]) and is added to the queue of its chat ([`inbox`], [`inboxes`]). The worker of the chat
//! ([`worker`]) calls the [`handlers`].

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
use crate::bot::error::{BotExit, BoxError};
use crate::bot::stop::{StopHandle, StopOnDrop};
use crate::client::{Client, Events, Incoming};
use crate::types::CreatedConnLink;
use dispatch::Dispatcher;
use held::HoldTimeouts;
use os_signals::StopSignals;
use worker::HandlerRunner;

/// A bot that is connected and has an address. [`run`](Self::run) handles its events.
pub struct Bot<S = (), E = BoxError> {
    pub(crate) runner: Arc<HandlerRunner<S, E>>,
    pub(crate) events: Events,
    /// The limit of all queues together.
    pub(crate) total_queue_len: usize,
    pub(crate) hold_timeouts: HoldTimeouts,
    pub(crate) shutdown_timeout: Duration,
    pub(crate) signals: StopSignals,
    pub(crate) closes_client: bool,
    /// Ends the waits of tasks that outlive the bot.
    pub(crate) stop_on_drop: StopOnDrop,
}

impl<S, E> Bot<S, E> {
    /// The context of the bot, which its handlers get.
    pub fn context(&self) -> &Context<S> {
        &self.runner.context
    }

    /// The client, for commands of any kind.
    pub fn client(&self) -> &Client {
        self.context().client()
    }

    /// The address of the bot; `None` after [`address(false)`](crate::bot::Builder::address).
    pub fn address(&self) -> Option<&CreatedConnLink> {
        self.context().address()
    }

    /// The [address](Self::address) as text for people, like [`Context::address_text`].
    pub fn address_text(&self) -> &str {
        self.context().address_text()
    }

    /// A handle that stops the bot, and reports whether the bot is stopping.
    pub fn stop_handle(&self) -> StopHandle {
        self.context().stop_handle()
    }
}

impl<S, E> Bot<S, E>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    /// Handles events until the bot is stopped or the connection ends.
    ///
    /// Then the handlers can continue for the [shutdown timeout](crate::bot::Builder::shutdown_timeout). After that, the
    /// connection is closed if the bot has opened it. If the future is dropped, handlers are cancelled immediately, and
    /// the connection is closed when its last handle is dropped.
    pub async fn run(self) -> BotExit {
        let Self {
            runner,
            events,
            mut signals,
            stop_on_drop: _stop_on_drop,
            ..
        } = self;
        let user = runner.context.user().user_id;
        let filter_runner = Arc::clone(&runner);
        let mut events = events.filter_events(move |event| {
            let tag = &event.tag;
            let is_wanted =
                filter_runner.handlers.wants(tag) || filter_runner.context.transfers().wants(tag);
            is_wanted && event.user_id().is_none_or(|id| id == user)
        });
        let mut dispatcher = Dispatcher::new(
            Arc::clone(&runner),
            self.total_queue_len,
            self.hold_timeouts,
            events.byte_budget(),
        );
        let reason = dispatcher.run(&mut events, &mut signals).await;
        runner.context.stop();
        let (aborted, left) = dispatcher
            .shut_down(self.shutdown_timeout, &mut signals)
            .await;
        let mut unhandled = left;
        while let Some(Some(incoming)) = events.next().now_or_never() {
            unhandled += usize::from(matches!(incoming, Incoming::Event(_)));
        }
        if self.closes_client {
            runner.context.client().close().await;
        }
        BotExit {
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
