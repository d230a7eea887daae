//! Bots on the embedded server, over a real WebSocket.

use std::fmt::Display;

use tokio::task::JoinHandle;

use simplex_api::bot::{Bot, BotExit, Builder, StopHandle};
use simplex_api::client::Client;
use simplex_api::types::{ContactId, CreatedConnLink};
use simplex_api_testing::{ChatServer, Contact};

pub(crate) use simplex_api_tests::LONG;

/// The first contact of a bot: the first id is that of its user.
pub(crate) const ALICE: ContactId = ContactId(2);

/// What is to happen, unless it takes too long.
pub(crate) async fn soon<T>(what: impl Future<Output = T>) -> T {
    let happened = tokio::time::timeout(LONG, what).await;
    happened.expect("it happens")
}

/// Waits until something is so of which nobody is told.
pub(crate) async fn until(is_so: impl Fn() -> bool) {
    let waiting = async {
        while !is_so() {
            tokio::task::yield_now().await;
        }
    };
    soon(waiting).await;
}

/// A bot at work.
pub(crate) struct Running {
    pub(crate) server: ChatServer,
    pub(crate) client: Client,
    pub(crate) address: CreatedConnLink,
    pub(crate) stop: StopHandle,
    pub(crate) task: JoinHandle<BotExit>,
}

impl Running {
    /// Lets a bot run on a server of its own, where it accepts everybody.
    pub(crate) async fn new<S, E>(bot: Builder<S, E>) -> Self
    where
        S: Send + Sync + 'static,
        E: Display + Send + 'static,
    {
        let server = ChatServer::builder().wait(LONG).start().await.unwrap();
        let bot = bot.auto_accept(true).connect(&server.url()).await.unwrap();
        Self::on(server, bot)
    }

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

    /// A contact of the bot.
    pub(crate) async fn contact(&self, name: &str) -> Contact {
        let contact = self.server.contact(name);
        contact.connect(&self.address).await.unwrap();
        contact
    }

    /// Waits for the end of the bot.
    pub(crate) async fn ended(self) -> BotExit {
        soon(self.task).await.unwrap()
    }

    pub(crate) async fn stopped(self) -> BotExit {
        self.stop.stop();
        self.ended().await
    }
}
