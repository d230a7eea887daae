use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, ToSocketAddrs};
use tokio::task::JoinSet;

use crate::bounded_log::DEFAULT_LIMIT;
use crate::error::Error;
use crate::fault::plan::FaultPlan;
use crate::server::hub::{Hub, ServerHandle, ServerState};
use crate::server::{ChatServer, listen};

/// How a [`ChatServer`] is to begin.
#[derive(Debug, Clone)]
#[must_use]
pub struct Builder {
    pub(crate) hub: Option<Arc<Hub>>,
    user: Option<String>,
    version: String,
    wait: Duration,
    files_folder: Option<PathBuf>,
    file_steps: u32,
    transcript_limit: usize,
    fault_plan: Option<FaultPlan>,
    wrap_left_right: bool,
}

impl ChatServer {
    /// Starts a server on a free port of 127.0.0.1, with one user, `bot`.
    ///
    /// # Errors
    /// If no port is free.
    pub async fn start() -> Result<Self, Error> {
        Self::builder().start().await
    }

    /// Starts a server at an address, with one user, `bot`.
    ///
    /// # Errors
    /// If the address cannot be listened at.
    pub async fn bind(address: impl ToSocketAddrs) -> Result<Self, Error> {
        Self::builder().bind(address).await
    }

    /// A builder, for a server with other settings.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            hub: None,
            user: Some("bot".to_owned()),
            version: "7.0.0.0".to_owned(),
            wait: Duration::from_secs(30),
            files_folder: None,
            file_steps: 0,
            transcript_limit: DEFAULT_LIMIT,
            fault_plan: None,
            wrap_left_right: false,
        }
    }
}

impl Builder {
    /// The display name of the user that the server begins with, `bot` if not set.
    pub fn user(mut self, name: impl Into<String>) -> Self {
        self.user = Some(name.into());
        self
    }

    /// Lets the server begin without a user, as it does before its first start.
    pub fn no_user(mut self) -> Self {
        self.user = None;
        self
    }

    /// The version that the server says it has, `7.0.0.0` if not set: some clients want four parts, and no later release. It reads
    /// commands as a server of that version does: in its syntax, and only those that it knows.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = version.into();
        self
    }

    /// Whether answers and events come as `Right`, and errors as `Left`, as from a few builds of 2025;
    /// flat if not set, as from all others.
    pub fn wrapped(mut self, wrapped: bool) -> Self {
        self.wrap_left_right = wrapped;
        self
    }

    /// How long contacts, and [expectations](crate::Expectation::met), wait for the bot, 30 seconds if
    /// not set.
    pub fn wait(mut self, wait: Duration) -> Self {
        self.wait = wait;
        self
    }

    /// Where files are written that are received without a path. If not set, such files stay in
    /// memory, for [`ChatServer::file`].
    pub fn files_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.files_folder = Some(folder.into());
        self
    }

    /// In how many steps files go that the client sends or receives; at once if not set, or 0.
    ///
    /// A step comes with each second of the network, which passes with each command and act of a contact, and when it
    /// is [let pass](ChatServer::advance). Each is told with `rcvFileProgressXFTP` or `sndFileProgressXFTP`, which
    /// the API does not document; a file that goes at once has none of them. A file can be received when it is sent
    /// in full.
    pub fn file_steps(mut self, steps: u32) -> Self {
        self.file_steps = steps;
        self
    }

    /// How much of what goes over the wire the [`Transcript`](crate::Transcript) keeps, in bytes, 16 MiB
    /// if not set. Then the oldest goes, and the transcript says so. The lists of
    /// [commands](ChatServer::commands), [faults](ChatServer::faults), [files](ChatServer::file) that were
    /// received, and events that wait have as much room each, and [`ChatServer::dropped`] says what has gone
    /// of them. Of the events 1,024 stay, however large.
    pub fn transcript_limit(mut self, bytes: usize) -> Self {
        self.transcript_limit = bytes;
        self
    }

    /// Lets things go wrong by a plan, from the first frame on; see [`ChatServer::fail_by`].
    pub fn fault_plan(mut self, plan: FaultPlan) -> Self {
        self.fault_plan = Some(plan);
        self
    }

    /// Starts the server on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// If no port is free.
    pub async fn start(self) -> Result<ChatServer, Error> {
        self.bind((Ipv4Addr::LOCALHOST, 0)).await
    }

    /// Starts the server at an address.
    ///
    /// # Errors
    /// If the address cannot be listened at.
    pub async fn bind(self, address: impl ToSocketAddrs) -> Result<ChatServer, Error> {
        let socket = TcpListener::bind(address).await?;
        let address = socket.local_addr()?;
        let state = ServerState::new(self.version, self.transcript_limit, self.fault_plan)
            .wrap_left_right(self.wrap_left_right);
        let handle = ServerHandle::new(self.hub.unwrap_or_default(), self.user.as_deref(), state);
        let folder = self.files_folder;
        handle.update(|_, network| {
            network.set_files_folder(handle.client, folder);
            network.set_file_steps(handle.client, self.file_steps);
        });
        let handle = Arc::new(handle);
        let mut listener = JoinSet::new();
        listener.spawn(listen(socket, Arc::clone(&handle)));
        Ok(ChatServer {
            handle,
            address,
            wait: self.wait,
            listener,
        })
    }
}
