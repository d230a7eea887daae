use std::ffi::OsString;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use super::super::{Client, Config, Events, Reconnect};
use super::output::Output;
use super::{LocalError, LocalServer, Process, url};

/// The pauses between attempts to connect to a server that starts.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// The flag of Windows for a process that is not sent the Ctrl-C of its parent.
#[cfg(windows)]
const CREATE_NEW_PROCESS_GROUP: u32 = 0x200;

/// How a [`LocalServer`] is to be started.
#[derive(Clone)]
#[must_use]
pub struct Builder {
    binary: PathBuf,
    database: PathBuf,
    display_name: Option<OsString>,
    allows_files: bool,
    port: u16,
    args: Vec<OsString>,
    ready_within: Duration,
    hears_ctrl_c: bool,
}

impl Builder {
    pub(super) fn new(database: PathBuf) -> Self {
        Self {
            binary: "simplex-chat".into(),
            database,
            display_name: None,
            allows_files: false,
            port: 0,
            args: Vec::new(),
            ready_within: Duration::from_secs(30),
            hears_ctrl_c: true,
        }
    }

    /// The program: a path, or a name to be looked for in `PATH`. `simplex-chat` by default.
    pub fn binary(mut self, binary: impl Into<PathBuf>) -> Self {
        self.binary = binary.into();
        self
    }

    /// The name of the bot, for a database that has no profile yet. Without a profile and without this
    /// the server would ask on its terminal, which it does not have: it ends. Servers take it from 6.4.3 on.
    ///
    /// Such a profile does not admit files, unless the bot [allows](Self::allow_files) them.
    pub fn display_name(mut self, name: impl Into<OsString>) -> Self {
        self.display_name = Some(name.into());
        self
    }

    /// Lets people send files to the bot: the profile that is made for the [display name](Self::display_name) has
    /// them on. Without this the server makes one that has them off, and apps offer no files in the chat.
    ///
    /// Nothing is changed in a profile that exists; that is what
    /// [`ApiUpdateProfile`](crate::commands::ApiUpdateProfile) does, with other preferences.
    pub fn allow_files(mut self) -> Self {
        self.allows_files = true;
        self
    }

    /// The port of 127.0.0.1 to listen at. By default it is 0: one that is free.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// A further argument, for example `-y`, which confirms migrations of the database. Arguments are not
    /// shown by this library, but other users of the machine can see them.
    pub fn arg(mut self, arg: impl Into<OsString>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// Further arguments, as [`arg`](Self::arg) has one.
    pub fn args<A: Into<OsString>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// How long it may take until the server answers. 30 s by default; the first start after an update
    /// can take more, if there are migrations to be done.
    pub fn ready_within(mut self, deadline: Duration) -> Self {
        self.ready_within = deadline;
        self
    }

    /// Keeps a Ctrl-C in the terminal from the server: it still works while the program comes to an end in order.
    ///
    /// This is for programs that catch it, by `tokio::signal::ctrl_c` or
    /// `stop_on_signals` of a bot. Another program ends at once without
    /// dropping anything, and would leave the server behind.
    pub fn shielded_from_ctrl_c(mut self) -> Self {
        self.hears_ctrl_c = false;
        self
    }

    /// Starts the server, and connects to it as [`Config`] has it by default.
    ///
    /// If the future is dropped, the process is killed.
    ///
    /// # Errors
    /// [`LocalError`] says at which step. No process is left then.
    pub async fn start(self) -> Result<(LocalServer, Client, Events), LocalError> {
        self.start_with(&Config::default()).await
    }

    /// Starts the server, and connects to it. The first connection is tried until the server is
    /// [ready](Self::ready_within), whatever [`first_connect`](Config::first_connect) says.
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
            if self.allows_files {
                command.arg("--create-bot-allow-files");
            }
        }
        command.args(&self.args);
        command.stdin(Stdio::null()).kill_on_drop(true);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        if !self.hears_ctrl_c {
            // A terminal sends it to all processes of the group in front.
            #[cfg(unix)]
            command.process_group(0);
            #[cfg(windows)]
            command.creation_flags(CREATE_NEW_PROCESS_GROUP);
        }
        let mut child = command.spawn().map_err(|error| {
            let binary = self.binary.clone();
            match error.kind() {
                io::ErrorKind::NotFound => LocalError::Missing { binary },
                _ => LocalError::Start { binary, error },
            }
        })?;
        let stdout = Output::of(child.stdout.take());
        let stderr = Output::of(child.stderr.take());
        Ok(Process {
            child,
            stdout,
            stderr,
        })
    }

    /// Connects as soon as the server listens, and no later than it has to.
    async fn connect(
        &self,
        process: &mut Process,
        port: u16,
        config: &Config,
    ) -> Result<(Client, Events), LocalError> {
        let attempts = Reconnect::endless().delays(FIRST_PAUSE, LONGEST_PAUSE);
        let config = config.clone().first_connect(attempts);
        let url = url(port);
        let connecting = Client::connect_with(&url, &config);
        let prompt = process.stdout.prompt();
        let connected = tokio::select! {
            exit = process.exited() => return Err(LocalError::Exited(exit)),
            prompt = prompt => return Err(LocalError::Prompt { prompt }),
            connected = tokio::time::timeout(self.ready_within, connecting) => connected,
        };
        match connected {
            // Somebody else can have taken the port, and answered.
            Ok(Ok(_)) if !process.is_running() => Err(LocalError::Exited(process.exited().await)),
            Ok(connected) => Ok(connected?),
            Err(_) => {
                process.kill().await;
                Err(LocalError::NotReady {
                    port,
                    ready_within: self.ready_within,
                    stdout: process.stdout.rest().await,
                    stderr: process.stderr.rest().await,
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
            .field("allows_files", &self.allows_files)
            .field("port", &self.port)
            // The key of the database can be among them.
            .field("args", &self.args.len())
            .field("ready_within", &self.ready_within)
            .field("hears_ctrl_c", &self.hears_ctrl_c)
            .finish()
    }
}

/// The port, if nobody listens at it; for 0 one that is free.
fn free_port(port: u16) -> Result<u16, LocalError> {
    let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let address = bound.and_then(|listener| listener.local_addr());
    let address = address.map_err(|error| LocalError::Port { port, error })?;
    Ok(address.port())
}
