use std::io;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, ToSocketAddrs};
use tokio::task::JoinSet;

use crate::bounded_log::ROOM;
use crate::chat_network::ChatNetwork;
use crate::fault::plan::FaultPlan;
use crate::server::hub::{Port, Shared};
use crate::server::{ChatServer, listen};

/// How a [`ChatServer`] is to begin.
#[derive(Debug, Clone)]
#[must_use]
pub struct Builder {
    network: Option<ChatNetwork>,
    user: Option<String>,
    version: String,
    wait: Duration,
    files_folder: Option<PathBuf>,
    file_steps: u32,
    transcript_limit: usize,
    fault_plan: Option<FaultPlan>,
    wraps: bool,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            network: None,
            user: Some("bot".to_owned()),
            version: "7.0.0.0".to_owned(),
            wait: Duration::from_secs(30),
            files_folder: None,
            file_steps: 0,
            transcript_limit: ROOM,
            fault_plan: None,
            wraps: false,
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
        self.wraps = wrapped;
        self
    }

    /// How long contacts, and [expectations](crate::Expectation::met), wait for the bot, 30 seconds if
    /// not set.
    pub fn wait(mut self, wait: Duration) -> Self {
        self.wait = wait;
        self
    }

    /// The network that the server is to be a client of; one of its own if not set.
    pub fn network(mut self, network: &ChatNetwork) -> Self {
        self.network = Some(network.clone());
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
    /// received, and events that wait have as much room each, and [`ChatServer::forgotten`] says what has gone
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
    pub async fn start(self) -> io::Result<ChatServer> {
        self.bind((Ipv4Addr::LOCALHOST, 0)).await
    }

    /// Starts the server at an address.
    ///
    /// # Errors
    /// If the address cannot be listened at.
    pub async fn bind(self, address: impl ToSocketAddrs) -> io::Result<ChatServer> {
        let socket = TcpListener::bind(address).await?;
        let address = socket.local_addr()?;
        let network = self.network.unwrap_or_default();
        let port =
            Port::new(self.version, self.transcript_limit, self.fault_plan).wraps(self.wraps);
        let shared = Shared::new(network.hub(), self.user.as_deref(), port);
        let folder = self.files_folder;
        shared.change(|_, network| {
            network.set_files_folder(shared.client, folder);
            network.set_file_steps(shared.client, self.file_steps);
        });
        let shared = Arc::new(shared);
        let mut listener = JoinSet::new();
        listener.spawn(listen(socket, Arc::clone(&shared)));
        Ok(ChatServer {
            shared,
            address,
            wait: self.wait,
            listener,
        })
    }
}
