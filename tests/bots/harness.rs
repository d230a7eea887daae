//! Runs a bot on the embedded server.

use std::fmt::Display;

use tokio::task::JoinHandle;

use simplex_api::bot::{Bot, BotExit, Builder, StopHandle};
use simplex_api::client::Client;
use simplex_api::types::{ContactId, CreatedConnLink};
use simplex_api_testing::{ChatServer, Contact};

pub(crate) use simplex_api_tests::LONG;

/// The id of the first contact of a bot. The first id belongs to its user.
pub(crate) const ALICE: ContactId = ContactId(2);

/// Awaits a future, with a timeout.
pub(crate) async fn soon<T>(future: impl Future<Output = T>) -> T {
    let output = tokio::time::timeout(LONG, future).await;
    output.expect("finishes before the timeout")
}

/// Polls a condition until it is true.
pub(crate) async fn until(is_true: impl Fn() -> bool) {
    let waiting = async {
        while !is_true() {
            tokio::task::yield_now().await;
        }
    };
    soon(waiting).await;
}

/// A bot that runs on an embedded server.
pub(crate) struct RunningBot {
    pub(crate) server: ChatServer,
    pub(crate) client: Client,
    pub(crate) address: CreatedConnLink,
    pub(crate) stop: StopHandle,
    pub(crate) task: JoinHandle<BotExit>,
}

impl RunningBot {
    /// Runs a bot that accepts every request, on a new server.
    pub(crate) async fn start<S, E>(bot: Builder<S, E>) -> Self
    where
        S: Send + Sync + 'static,
        E: Display + Send + 'static,
    {
        let server = ChatServer::builder().wait(LONG).start().await.unwrap();
        let bot = bot.auto_accept(true).connect(&server.url()).await.unwrap();
        Self::on(server, bot)
    }

    /// Runs a connected bot.
    pub(crate) fn on<S, E>(server: ChatServer, bot: Bot<S, E>) -> Self
    where
        S: Send + Sync + 'static,
        E: Display + Send + 'static,
    {
        Self {
            server,
            client: bot.client().clone(),
            address: bot.address().cloned().unwrap(),
            stop: bot.stop_handle(),
            task: tokio::spawn(bot.run()),
        }
    }

    /// Creates a contact of the bot.
    pub(crate) async fn contact(&self, name: &str) -> Contact {
        let contact = self.server.contact(name);
        contact.connect(&self.address).await.unwrap();
        contact
    }

    /// Waits until the bot stops by itself.
    pub(crate) async fn exit(self) -> BotExit {
        soon(self.task).await.unwrap()
    }

    /// Stops the bot.
    pub(crate) async fn stop(self) -> BotExit {
        self.stop.stop();
        self.exit().await
    }
}
