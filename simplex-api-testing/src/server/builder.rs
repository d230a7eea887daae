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

/// The settings of a [`ChatServer`] before it starts.
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
    /// If the address cannot be bound.
    pub async fn bind(address: impl ToSocketAddrs) -> Result<Self, Error> {
        Self::builder().bind(address).await
    }

    /// A builder for a server with other settings.
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
    /// The display name of the first user, `bot` by default.
    pub fn user(mut self, name: impl Into<String>) -> Self {
        self.user = Some(name.into());
        self
    }

    /// Starts the server without a user, like a real server before its first start.
    pub fn no_user(mut self) -> Self {
        self.user = None;
        self
    }

    /// The version that the server reports, `7.0.0.0` by default: some clients require four parts and no later
    /// release. The server accepts the commands of that version, in the syntax of that version, and sends no fields of
    /// later ones. The network knows 6.4, 6.5 and 7.0; other versions are an error at the start.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = version.into();
        self
    }

    /// Whether answers and events are wrapped in `Right`, and errors in `Left`, as by a few builds of 2025. By default
    /// they are not, as in all other builds.
    pub fn wrapped(mut self, wrapped: bool) -> Self {
        self.wrap_left_right = wrapped;
        self
    }

    /// The timeout of contacts and [expectations](crate::Expectation::met) that wait for the bot, 30 seconds by
    /// default.
    pub fn wait(mut self, wait: Duration) -> Self {
        self.wait = wait;
        self
    }

    /// The folder for files that are received without a path. By default such files stay in memory, see
    /// [`ChatServer::file`].
    pub fn files_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.files_folder = Some(folder.into());
        self
    }

    /// The number of steps in which files of this client are transferred. By default, and with 0, they are transferred
    /// at once.
    ///
    /// Each second of the network is a step: a second passes with each command, with each action of a contact, and
    /// when the clock is [advanced](ChatServer::advance). The server reports each step with `rcvFileProgressXFTP` or
    /// `sndFileProgressXFTP`, which the API does not document; without steps there are no such events. A file can be
    /// received after it is sent completely.
    pub fn file_steps(mut self, steps: u32) -> Self {
        self.file_steps = steps;
        self
    }

    /// The size of the [`Transcript`](crate::Transcript) in bytes, 16 MiB by default. Beyond it the oldest entries are
    /// dropped, and the transcript says so. The lists of [commands](ChatServer::commands),
    /// [faults](ChatServer::faults), received [files](ChatServer::file) and queued events have the same limit each;
    /// [`ChatServer::dropped`] counts what was dropped. At least 1,024 events are kept, whatever their size.
    pub fn transcript_limit(mut self, bytes: usize) -> Self {
        self.transcript_limit = bytes;
        self
    }

    /// Applies the faults of a plan, from the first frame; see [`ChatServer::fail_by`].
    pub fn fault_plan(mut self, plan: FaultPlan) -> Self {
        self.fault_plan = Some(plan);
        self
    }

    /// Starts the server on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// If no port is free, or the version is unknown.
    pub async fn start(self) -> Result<ChatServer, Error> {
        self.bind((Ipv4Addr::LOCALHOST, 0)).await
    }

    /// Starts the server at an address.
    ///
    /// # Errors
    /// If the address cannot be bound, or the version is unknown.
    pub async fn bind(self, address: impl ToSocketAddrs) -> Result<ChatServer, Error> {
        let socket = TcpListener::bind(address).await?;
        let address = socket.local_addr()?;
        let state = ServerState::new(self.version.clone(), self.transcript_limit, self.fault_plan);
        let state = state.ok_or(Error::UnknownVersion {
            version: self.version,
        })?;
        let state = state.wrap_left_right(self.wrap_left_right);
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
