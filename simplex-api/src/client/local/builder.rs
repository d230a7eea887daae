use std::ffi::OsString;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use crate::client::config::Config;
use crate::client::events::Events;
use crate::client::handle::Client;
use crate::protocol::Reconnect;

use super::error::LocalError;
use super::process::{Process, url};
use super::server::LocalServer;

/// The delays between attempts to connect to a server that is starting.
const FIRST_DELAY: Duration = Duration::from_millis(20);
const MAX_DELAY: Duration = Duration::from_millis(500);

/// The Windows flag for a process that does not receive the Ctrl-C of its parent.
#[cfg(windows)]
const CREATE_NEW_PROCESS_GROUP: u32 = 0x200;

/// Configures a [`LocalServer`].
#[derive(Clone)]
#[must_use]
pub struct Builder {
    binary: PathBuf,
    database: PathBuf,
    display_name: Option<OsString>,
    allow_files: bool,
    port: u16,
    args: Vec<OsString>,
    ready_timeout: Duration,
    ignores_ctrl_c: bool,
}

impl LocalServer {
    /// Configures a server whose database files have this prefix: `data/squares` means `data/squares_chat.db` and
    /// `data/squares_agent.db`.
    pub fn builder(database: impl Into<PathBuf>) -> Builder {
        Builder::new(database.into())
    }
}

impl Builder {
    fn new(database: PathBuf) -> Self {
        Self {
            binary: "simplex-chat".into(),
            database,
            display_name: None,
            allow_files: false,
            port: 0,
            args: Vec::new(),
            ready_timeout: Duration::from_secs(30),
            ignores_ctrl_c: false,
        }
    }

    /// The program: a path, or a name that is searched in `PATH`. The default is `simplex-chat`.
    pub fn binary(mut self, binary: impl Into<PathBuf>) -> Self {
        self.binary = binary.into();
        self
    }

    /// The display name of the bot, for a database without a profile. Without a profile and without this name the
    /// server exits, because it has no terminal to ask for a name. Supported by servers since 6.4.3.
    ///
    /// The new profile does not accept files, unless [`allow_files`](Self::allow_files) is set.
    pub fn display_name(mut self, name: impl Into<OsString>) -> Self {
        self.display_name = Some(name.into());
        self
    }

    /// Lets contacts send files to the bot: the new profile for the [display name](Self::display_name) accepts files.
    /// Without this it does not, and apps do not offer to send files.
    ///
    /// This does not change an existing profile. Use [`ApiUpdateProfile`](crate::commands::ApiUpdateProfile) with other
    /// preferences for that.
    pub fn allow_files(mut self) -> Self {
        self.allow_files = true;
        self
    }

    /// The port on 127.0.0.1 to listen on. The default is 0, which selects a free port.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Adds an argument, for example `-y`, which confirms migrations of the database. This library does not log
    /// arguments, but other users of the machine can see them.
    pub fn arg(mut self, arg: impl Into<OsString>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// Adds arguments, as [`arg`](Self::arg).
    pub fn args<A: Into<OsString>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// How long the server may take until it answers. The default is 30 s. The first start after an update can take
    /// longer, if the database has to be migrated.
    pub fn ready_timeout(mut self, timeout: Duration) -> Self {
        self.ready_timeout = timeout;
        self
    }

    /// Keeps the server running when Ctrl-C is pressed in the terminal, so that the program can shut down in order.
    ///
    /// Use this only in a program that handles Ctrl-C, with `tokio::signal::ctrl_c` or `stop_on_signals` of a bot. Any
    /// other program ends immediately without dropping anything, and the server would continue to run.
    pub fn ignore_ctrl_c(mut self) -> Self {
        self.ignores_ctrl_c = true;
        self
    }

    /// Starts the server, and connects to it with the default [`Config`].
    ///
    /// If the future is dropped, the process is killed.
    ///
    /// # Errors
    /// [`LocalError`]. No process is left running.
    pub async fn start(self) -> Result<(LocalServer, Client, Events), LocalError> {
        self.start_with(&Config::default()).await
    }

    /// Starts the server, and connects to it with a [`Config`]. It retries the first connection until the
    /// [timeout](Self::ready_timeout), and ignores [`connect_retry`](Config::connect_retry).
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub async fn start_with(
        self,
        config: &Config,
    ) -> Result<(LocalServer, Client, Events), LocalError> {
        let port = free_port(self.port)?;
        let mut process = self.spawn(port)?;
        match self.connect(&mut process, port, config).await {
            Ok((client, events)) => {
                let server = LocalServer {
                    process,
                    port,
                    client: client.clone(),
                };
                Ok((server, client, events))
            }
            Err(error) => {
                process.kill().await;
                Err(error)
            }
        }
    }

    fn spawn(&self, port: u16) -> Result<Process, LocalError> {
        let mut command = Command::new(&self.binary);
        command.arg("-p").arg(port.to_string());
        command.arg("-d").arg(&self.database);
        if let Some(name) = &self.display_name {
            command.arg("--create-bot-display-name").arg(name);
            if self.allow_files {
                command.arg("--create-bot-allow-files");
            }
        }
        command.args(&self.args);
        command.stdin(Stdio::null()).kill_on_drop(true);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        if self.ignores_ctrl_c {
            // A terminal sends Ctrl-C to all processes of the foreground group.
            #[cfg(unix)]
            command.process_group(0);
            #[cfg(windows)]
            command.creation_flags(CREATE_NEW_PROCESS_GROUP);
        }
        let child = command.spawn().map_err(|error| {
            let binary = self.binary.clone();
            match error.kind() {
                io::ErrorKind::NotFound => LocalError::Missing { binary },
                _ => LocalError::Start { binary, error },
            }
        })?;
        Ok(Process::new(child))
    }

    /// Connects when the server listens. Fails when the process exits or asks for input, or after the timeout.
    async fn connect(
        &self,
        process: &mut Process,
        port: u16,
        config: &Config,
    ) -> Result<(Client, Events), LocalError> {
        let retry = Reconnect::endless().delays(FIRST_DELAY, MAX_DELAY);
        let config = config.clone().connect_retry(retry);
        let url = url(port);
        let connecting = Client::connect_with(&url, &config);
        let prompt = process.stdout.prompt();
        let connected = tokio::select! {
            exit = process.exited() => return Err(LocalError::Exited(exit)),
            prompt = prompt => return Err(LocalError::Prompt { prompt }),
            connected = tokio::time::timeout(self.ready_timeout, connecting) => connected,
        };
        match connected {
            // Another process may have taken the port, and answered.
            Ok(Ok(_)) if !process.is_running() => Err(LocalError::Exited(process.exited().await)),
            Ok(connected) => Ok(connected?),
            Err(_) => {
                process.kill().await;
                Err(LocalError::NotReady {
                    port,
                    timeout: self.ready_timeout,
                    stdout: process.stdout.finish().await,
                    stderr: process.stderr.finish().await,
                })
            }
        }
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("binary", &self.binary)
            .field("database", &self.database)
            .field("display_name", &self.display_name)
            .field("allow_files", &self.allow_files)
            .field("port", &self.port)
            // One of them can be the key of the database.
            .field("args", &self.args.len())
            .field("ready_timeout", &self.ready_timeout)
            .field("ignores_ctrl_c", &self.ignores_ctrl_c)
            .finish()
    }
}

/// The port if it is free; for 0 any free port.
fn free_port(port: u16) -> Result<u16, LocalError> {
    let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let address = bound.and_then(|listener| listener.local_addr());
    let address = address.map_err(|error| LocalError::Port { port, error })?;
    Ok(address.port())
}
