//! Bots on the embedded server, over a real WebSocket.

mod budget;
mod commands;
mod failures;
mod file_ends;
mod files;
mod first_message;
mod groups;
mod mentions;
mod order;
mod queues;
mod replies;
mod reports;
mod setup;
mod stopping;
mod unfinished;
mod waiting;
mod writing;

use std::fmt::Display;
use std::time::Duration;

use tokio::task::JoinHandle;

use super::{Bot, Builder, Ended, Stop};
use crate::client::Client;
use crate::testing::{ChatServer, Contact};
use crate::types::{ContactId, CreatedConnLink};

/// More than anything takes that is to happen.
const LONG: Duration = Duration::from_secs(100);

/// The first contact of a bot: the first id is that of its user.
const ALICE: ContactId = ContactId(2);

/// What is to happen, unless it takes too long.
async fn soon<T>(what: impl Future<Output = T>) -> T {
    let happened = tokio::time::timeout(LONG, what).await;
    happened.expect("it happens")
}

/// Waits until something is so of which nobody is told.
async fn until(is_so: impl Fn() -> bool) {
    let waiting = async {
        while !is_so() {
            tokio::task::yield_now().await;
        }
    };
    soon(waiting).await;
}

/// A bot at work.
struct Running {
    server: ChatServer,
    client: Client,
    address: CreatedConnLink,
    stop: Stop,
    task: JoinHandle<Ended>,
}

impl Running {
    /// Lets a bot run on a server of its own, where it accepts everybody.
    async fn new<S, E>(bot: Builder<S, E>) -> Self
    where
        S: Send + Sync + 'static,
        E: Display + Send + 'static,
    {
        let server = ChatServer::builder().wait(LONG).start().await.unwrap();
        let bot = bot.auto_accept(true).connect(&server.url()).await.unwrap();
        Self::on(server, bot)
    }

    fn on<S, E>(server: ChatServer, bot: Bot<S, E>) -> Self
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
    async fn contact(&self, name: &str) -> Contact {
        let contact = self.server.contact(name);
        contact.connect(&self.address).await.unwrap();
        contact
    }

    /// Waits for the end of the bot.
    async fn ended(self) -> Ended {
        soon(self.task).await.unwrap()
    }

    async fn stopped(self) -> Ended {
        self.stop.stop();
        self.ended().await
    }
}
