//! Runs the bots of the examples: on the embedded server, with simulated people who talk to them, or on a real server.

mod args;
mod file;
mod group;
mod person;

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use simplex_api::bot::{BotExit, Builder, StopHandle};
use simplex_api::types::CreatedConnLink;
use simplex_api_testing::ChatServer;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::task::JoinHandle;

use args::{Args, Target};

pub use file::Folder;
pub use person::Person;
pub use simplex_api::bot::BoxError;

/// Runs a bot according to the arguments of the program:
///
/// - none: on the embedded server, where alice sends the lines;
/// - `--interactive`: the same, and then the user writes as alice;
/// - `--url URL`: on a server that was started with `simplex-chat -p 5225`, until Ctrl-C.
pub async fn run<S, E>(bot: Builder<S, E>, lines: &[&str]) -> ExitCode
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    run_scenario(bot, async |demo| {
        let mut alice = demo.contact("alice").await?;
        alice.expect_message().await?;
        for line in lines {
            alice.say(line).await?;
        }
        Ok(alice)
    })
    .await
}

/// Runs a bot according to the arguments of the program:
///
/// - none: on the embedded server, with a scenario;
/// - `--interactive`: the same, and then the user writes as the person that the scenario returns;
/// - `--url URL`: on a server that was started with `simplex-chat -p 5225`, until Ctrl-C.
pub async fn run_scenario<S, E>(bot: Builder<S, E>, scenario: impl Scenario) -> ExitCode
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    let args = Args::<String>::parse(std::env::args().skip(1), None);
    exit_code(run_with_args(args, None, |_| bot, scenario).await)
}

/// Like [`run_scenario`], for a bot that needs a value on a running server: `--url URL VALUE`. On the embedded server, the
/// value is `None`.
pub async fn run_with_parameter<T, S, E>(
    parameter: &str,
    bot: impl FnOnce(Option<T>) -> Builder<S, E>,
    scenario: impl Scenario,
) -> ExitCode
where
    T: FromStr<Err: Display>,
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    let args = Args::parse(std::env::args().skip(1), Some(parameter));
    exit_code(run_with_args(args, Some(parameter), bot, scenario).await)
}

/// A conversation of simulated people with the bot. It returns the person that the user can continue as.
pub trait Scenario: AsyncFnOnce(&Demo) -> Result<Person, BoxError> {}

impl<F: AsyncFnOnce(&Demo) -> Result<Person, BoxError>> Scenario for F {}

async fn run_with_args<T, S, E>(
    args: Result<Args<T>, BoxError>,
    parameter: Option<&str>,
    bot: impl FnOnce(Option<T>) -> Builder<S, E>,
    scenario: impl Scenario,
) -> Result<(), BoxError>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    let (interactive, bot) = match args? {
        Args::Help => {
            return Ok(print(args::usage(parameter))?);
        }
        Args::Run(Target::Server(url), value) => return on_server(bot(value), &url).await,
        Args::Run(Target::Embedded { interactive }, value) => (interactive, bot(value)),
    };
    let demo = Demo::start(bot).await?;
    let result = async {
        let mut person = scenario(&demo).await?;
        if interactive {
            converse(&mut person).await?;
        }
        Ok(())
    };
    let result = result.await;
    // Stop the bot before its server, even after an error.
    result.and(demo.stop().await)
}

/// Prints a line.
fn print(line: impl Display) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
}

/// Whether the error is that the output was closed, for example by `| head`. This is not a failure.
fn is_closed_pipe(error: &BoxError) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// The exit code of the program. Prints the error.
fn exit_code(result: Result<(), BoxError>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the bot on a running server until a signal stops it.
async fn on_server<S, E>(bot: Builder<S, E>, url: &str) -> Result<(), BoxError>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    let bot = bot.stop_on_signals().connect(url).await?;
    print(format_args!("The bot's address is {}", bot.address_text()))?;
    Ok(print(bot.run().await)?)
}

async fn converse(person: &mut Person) -> Result<(), BoxError> {
    let name = person.contact.name();
    print(format_args!(
        "You are {name}: write to the bot; an empty line ends the conversation."
    ))?;
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Some(line) = lines.next_line().await?.filter(|line| !line.is_empty()) {
        person.say(&line).await?;
    }
    Ok(())
}

/// A bot that runs on the embedded server.
#[derive(Debug)]
pub struct Demo {
    server: ChatServer,
    address: CreatedConnLink,
    stop: StopHandle,
    bot: JoinHandle<BotExit>,
    /// The number of transcript entries that are already printed.
    printed_entries: Arc<AtomicUsize>,
}

impl Demo {
    /// Starts a bot on an embedded server.
    ///
    /// # Errors
    /// If the bot cannot start or has no address.
    pub async fn start<S, E>(bot: Builder<S, E>) -> Result<Self, BoxError>
    where
        S: Send + Sync + 'static,
        E: Display + Send + 'static,
    {
        let server = ChatServer::builder().file_steps(2).start().await?;
        let bot = bot.connect(&server.url()).await?;
        Ok(Self {
            server,
            address: bot.address().ok_or("the bot has no address")?.clone(),
            stop: bot.stop_handle(),
            bot: tokio::spawn(bot.run()),
            printed_entries: Arc::default(),
        })
    }

    /// Creates a contact of the bot.
    ///
    /// # Errors
    /// If the person cannot connect.
    pub async fn contact(&self, name: &str) -> Result<Person, BoxError> {
        let contact = self.server.contact(name);
        contact.connect(&self.address).await?;
        Ok(self.person(contact))
    }

    /// Stops the bot.
    ///
    /// # Errors
    /// If the bot has panicked.
    pub async fn stop(self) -> Result<(), BoxError> {
        self.stop.stop();
        self.bot.await?;
        Ok(())
    }
}
