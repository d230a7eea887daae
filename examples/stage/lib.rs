//! Where the bots of the examples play: on the embedded server, with people who talk to them, or on a real
//! server.

mod file;
mod group;
mod person;

use std::error::Error;
use std::fmt::Display;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use simplex_api::bot::{Builder, Ended, Stop};
use simplex_api::testing::ChatServer;
use simplex_api::types::CreatedConnLink;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::task::JoinHandle;

pub use person::Person;

/// Any error.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// Lets a bot play as the arguments of the program say:
///
/// - none: on the embedded server, where alice says the lines;
/// - `--interactive`: the same, and you are alice;
/// - `--url URL`: on a server started with `simplex-chat -p 5225`, until Ctrl-C.
pub async fn play<S, E>(bot: Builder<S, E>, lines: &[&str]) -> ExitCode
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args.as_slice() {
        [] => embedded(bot, Some(lines)).await,
        ["--interactive"] => embedded(bot, None).await,
        ["--url", url] => on_server(bot, url).await,
        _ => Err("the arguments are none, --interactive, or --url ws://127.0.0.1:5225".into()),
    };
    exit_code(result)
}

/// Lets a bot play as the arguments of the program say:
///
/// - none: on the embedded server, as `scene` tells;
/// - `--url URL`: on a server started with `simplex-chat -p 5225`, until Ctrl-C.
pub async fn play_scene<S, E>(
    bot: Builder<S, E>,
    scene: impl AsyncFnOnce(Stage) -> Result<(), BoxError>,
) -> ExitCode
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args.as_slice() {
        [] => match Stage::open(bot).await {
            Ok(stage) => scene(stage).await,
            Err(error) => Err(error),
        },
        ["--url", url] => on_server(bot, url).await,
        _ => Err("the arguments are none, or --url ws://127.0.0.1:5225".into()),
    };
    exit_code(result)
}

/// Success, or the error told.
pub fn exit_code(result: Result<(), BoxError>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the bot on a running server until Ctrl-C.
///
/// # Errors
/// If it cannot begin.
pub async fn on_server<S, E>(bot: Builder<S, E>, url: &str) -> Result<(), BoxError>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    let bot = bot.stop_on_ctrl_c().connect(url).await?;
    if let Some(address) = bot.address() {
        println!("The bot's address is {}", address.conn_full_link);
    }
    println!("{}", bot.run().await.reason);
    Ok(())
}

/// Runs the bot on the embedded server, with alice.
async fn embedded<S, E>(bot: Builder<S, E>, lines: Option<&[&str]>) -> Result<(), BoxError>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    let stage = Stage::open(bot).await?;
    let mut alice = stage.contact("alice").await?;
    alice.hear().await?;
    match lines {
        Some(lines) => {
            for line in lines {
                alice.say(line).await?;
            }
        }
        None => converse(&mut alice).await?,
    }
    stage.close().await
}

async fn converse(alice: &mut Person) -> Result<(), BoxError> {
    println!("Write to the bot; an empty line ends the conversation.");
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Some(line) = lines.next_line().await?.filter(|line| !line.is_empty()) {
        alice.say(&line).await?;
    }
    Ok(())
}

/// A bot at work on the embedded server.
pub struct Stage {
    server: ChatServer,
    address: CreatedConnLink,
    stop: Stop,
    bot: JoinHandle<Ended>,
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
        let server = ChatServer::start().await?;
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
