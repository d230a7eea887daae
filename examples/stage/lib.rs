//! Where the bots of the examples play: on the embedded server, with people who talk to them, or on a real
//! server.

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

use args::{Args, Place};

pub use file::Folder;
pub use person::Person;
pub use simplex_api::bot::BoxError;

/// Lets a bot play as the arguments of the program say:
///
/// - none: on the embedded server, where alice says the lines;
/// - `--interactive`: the same, and then you are alice;
/// - `--url URL`: on a server started with `simplex-chat -p 5225`, until Ctrl-C.
pub async fn play<S, E>(bot: Builder<S, E>, lines: &[&str]) -> ExitCode
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    play_scene(bot, async |stage| {
        let mut alice = stage.contact("alice").await?;
        alice.hear().await?;
        for line in lines {
            alice.say(line).await?;
        }
        Ok(alice)
    })
    .await
}

/// Lets a bot play as the arguments of the program say:
///
/// - none: on the embedded server, as `scene` tells;
/// - `--interactive`: the same, and then you are the person whom the scene returns;
/// - `--url URL`: on a server started with `simplex-chat -p 5225`, until Ctrl-C.
pub async fn play_scene<S, E>(bot: Builder<S, E>, scene: impl Scene) -> ExitCode
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    let args = Args::<String>::read(std::env::args().skip(1), None);
    exit_code(perform(args, None, |_| bot, scene).await)
}

/// As [`play_scene`], for a bot that needs to know something on a server that runs: `--url URL VALUE`. On the
/// embedded server it gets `None`.
pub async fn play_with<T, S, E>(
    parameter: &str,
    bot: impl FnOnce(Option<T>) -> Builder<S, E>,
    scene: impl Scene,
) -> ExitCode
where
    T: FromStr<Err: Display>,
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    let args = Args::read(std::env::args().skip(1), Some(parameter));
    exit_code(perform(args, Some(parameter), bot, scene).await)
}

/// What happens on the embedded server. It returns who goes on if somebody wants to.
pub trait Scene: AsyncFnOnce(&Stage) -> Result<Person, BoxError> {}

impl<F: AsyncFnOnce(&Stage) -> Result<Person, BoxError>> Scene for F {}

async fn perform<T, S, E>(
    args: Result<Args<T>, BoxError>,
    parameter: Option<&str>,
    bot: impl FnOnce(Option<T>) -> Builder<S, E>,
    scene: impl Scene,
) -> Result<(), BoxError>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    let (interactive, bot) = match args? {
        Args::Help => {
            return Ok(print(args::usage(parameter))?);
        }
        Args::Play(Place::Server(url), value) => return on_server(bot(value), &url).await,
        Args::Play(Place::Embedded { interactive }, value) => (interactive, bot(value)),
    };
    let stage = Stage::open(bot).await?;
    let played = async {
        let mut person = scene(&stage).await?;
        if interactive {
            converse(&mut person).await?;
        }
        Ok(())
    };
    let played = played.await;
    // The bot ends before its server in any case.
    played.and(stage.close().await)
}

/// Prints a line.
fn print(line: impl Display) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
}

/// Whether it is that nothing reads the output any more, as behind `| head`: a way to end.
fn is_closed_pipe(error: &BoxError) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Success, or failure with the error printed.
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

/// Runs the bot on a running server until a signal ends it.
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

/// A bot at work on the embedded server.
#[derive(Debug)]
pub struct Stage {
    server: ChatServer,
    address: CreatedConnLink,
    stop: StopHandle,
    bot: JoinHandle<BotExit>,
    /// How much of the transcript.
    shown: Arc<AtomicUsize>,
}

impl Stage {
    /// Lets a bot play on an embedded server.
    ///
    /// # Errors
    /// If it cannot begin, or has no address.
    pub async fn open<S, E>(bot: Builder<S, E>) -> Result<Self, BoxError>
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
            shown: Arc::default(),
        })
    }

    /// Lets somebody connect with the bot.
    ///
    /// # Errors
    /// If they cannot.
    pub async fn contact(&self, name: &str) -> Result<Person, BoxError> {
        let contact = self.server.contact(name);
        contact.connect(&self.address).await?;
        Ok(self.person(contact))
    }

    /// Ends the bot.
    ///
    /// # Errors
    /// If it has panicked.
    pub async fn close(self) -> Result<(), BoxError> {
        self.stop.stop();
        self.bot.await?;
        Ok(())
    }
}
