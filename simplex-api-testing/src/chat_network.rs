use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::error::Error;
use crate::server::ChatServer;
use crate::server::builder::Builder;
use crate::server::hub::Hub;

/// A network of clients; each of them is a [`ChatServer`] for its bot.
///
/// What one client does reaches the others: requests reach the owner of a link, messages reach their receivers. A
/// clone is the same network.
///
/// ```
/// use simplex_api::commands::{ApiAddContact, Connect};
/// use simplex_api_testing::ChatNetwork;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let network = ChatNetwork::new();
/// let (one, two) = (network.client("one").await?, network.client("two").await?);
/// let invitation = one.run(ApiAddContact::new(1))?;
/// let link = invitation.conn_link_invitation.conn_full_link;
/// two.run(Connect::new(link))?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct ChatNetwork {
    hub: Arc<Hub>,
}

impl ChatNetwork {
    /// A network without clients.
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts a client with one user of this name, on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// If no port is free.
    pub async fn client(&self, user: &str) -> Result<ChatServer, Error> {
        self.builder().user(user).start().await
    }

    /// A builder for a client with other settings.
    pub fn builder(&self) -> Builder {
        ChatServer::builder().network(self)
    }

    /// Sets the clock, in whole seconds. It continues from there, one second per command.
    pub fn set_time(&self, time: SystemTime) {
        let seconds = match time.duration_since(UNIX_EPOCH) {
            Ok(since) => whole_seconds(since),
            Err(error) => -whole_seconds(error.duration()),
        };
        self.hub.update(|state| state.network.set_time(seconds));
    }

    /// Advances the clock by whole seconds.
    pub fn advance(&self, time: Duration) {
        let seconds = whole_seconds(time);
        self.hub.update(|state| state.network.advance(seconds));
    }
}

impl ChatServer {
    /// The network of this server, to add more clients to it.
    pub fn network(&self) -> ChatNetwork {
        ChatNetwork {
            hub: Arc::clone(&self.handle.hub),
        }
    }

    /// Advances the clock of the network by whole seconds, for example to let messages disappear.
    pub fn advance(&self, time: Duration) {
        self.network().advance(time);
    }
}

impl Builder {
    /// The network that the server joins. By default it is a new one.
    pub fn network(mut self, network: &ChatNetwork) -> Self {
        self.hub = Some(Arc::clone(&network.hub));
        self
    }
}

/// The seconds of a duration. At most 1,000 years, which the calendar of the network can represent.
fn whole_seconds(time: Duration) -> i64 {
    const MAX_SECONDS: i64 = 1_000 * 366 * 24 * 60 * 60;
    time.as_secs()
        .try_into()
        .unwrap_or(MAX_SECONDS)
        .min(MAX_SECONDS)
}

impl fmt::Debug for ChatNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChatNetwork").finish_non_exhaustive()
    }
}
