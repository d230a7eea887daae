use std::fmt;
use std::io;
use std::sync::Arc;

use super::state::Hub;
use super::{Builder, ChatServer};

/// A network of clients, each with a port of its own for its bot.
///
/// What one client does reaches the others: links lead to those who made them, messages to those
/// they are for. A clone is the same network.
///
/// ```
/// use simplex_api::commands::{ApiAddContact, Connect};
/// use simplex_api::testing::ChatNetwork;
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

    pub(super) fn of(hub: Arc<Hub>) -> Self {
        Self { hub }
    }

    pub(super) fn hub(&self) -> Arc<Hub> {
        Arc::clone(&self.hub)
    }

    /// Starts a client with one user of this name, on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// If there is none.
    pub async fn client(&self, user: &str) -> io::Result<ChatServer> {
        self.builder().user(user).start().await
    }

    /// For a client that is to begin otherwise.
    pub fn builder(&self) -> Builder {
        ChatServer::builder().network(self)
    }

    /// Sets the clock, in seconds since 1970. It goes on from there, a second with each command.
    pub fn set_time(&self, seconds: i64) {
        self.hub.change(|state| state.network.set_time(seconds));
    }

    /// Lets seconds pass.
    pub fn advance(&self, seconds: u32) {
        self.hub
            .change(|state| state.network.advance(seconds.into()));
    }
}

impl fmt::Debug for ChatNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChatNetwork").finish_non_exhaustive()
    }
}
