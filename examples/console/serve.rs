//! The embedded chat server, on its own.

use std::error::Error;
use std::io::{self, IsTerminal};
use std::time::Duration;

use simplex_api_testing::ChatServer;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::runtime::Runtime;
use tokio::sync::mpsc::{self, UnboundedSender};

use crate::contact;
use crate::lines::{say, without_end};
use crate::signals;

/// How the server is to run.
#[derive(Default)]
pub(crate) struct Options<'a> {
    listen: Option<&'a str>,
    contact: Option<&'a str>,
}

impl<'a> Options<'a> {
    /// The options in arguments, each once at most; `None` if there are others.
    pub(crate) fn read(args: &[&'a str]) -> Option<Self> {
        let mut options = Self::default();
        let (pairs, rest) = args.as_chunks();
        for [name, value] in pairs {
            let option = match *name {
                "--listen" => &mut options.listen,
                "--contact" => &mut options.contact,
                _ => return None,
            };
            if option.replace(value).is_some() {
                return None;
            }
        }
        rest.is_empty().then_some(options)
    }
}

/// Runs a server until the input ends, or until Ctrl-C or SIGTERM.
pub(crate) fn run(options: &Options<'_>) -> Result<(), Box<dyn Error>> {
    let runtime = Runtime::new()?;
    let result = runtime.block_on(serve(options));
    // The task that reads the terminal cannot be stopped.
    runtime.shutdown_background();
    result
}

async fn serve(options: &Options<'_>) -> Result<(), Box<dyn Error>> {
    let address = options.listen.unwrap_or("127.0.0.1:0");
    // The bot may take its time.
    let server = ChatServer::builder().wait(Duration::MAX);
    let server = server.bind(address).await?;
    say(&server.url())?;
    tokio::select! {
        result = attend(&server, options.contact) => result?,
        result = signals::stopped() => result?,
    }
    server.stop().await;
    Ok(())
}

/// Until the input ends; what it says, the contact says to the bot.
async fn attend(server: &ChatServer, contact: Option<&str>) -> Result<(), Box<dyn Error>> {
    let Some(name) = contact else {
        return Ok(skip_input().await?);
    };
    let (typed, lines) = mpsc::unbounded_channel();
    tokio::select! {
        result = read_input(typed) => Ok(result?),
        result = contact::talk(server, name, lines, say) => result.map_err(|error| error as Box<dyn Error>),
    }
}

/// Until the input ends, or until Ctrl-C or SIGTERM.
pub(crate) async fn until_end() -> io::Result<()> {
    tokio::select! {
        ended = skip_input() => ended,
        stopped = signals::stopped() => stopped,
    }
}

async fn skip_input() -> io::Result<()> {
    if is_in_background() {
        std::future::pending::<()>().await;
    }
    let mut input = tokio::io::stdin();
    let mut ignored = [0; 1024];
    while input.read(&mut ignored).await? > 0 {}
    Ok(())
}

/// Reads ahead, so that the end of the input is seen at once.
async fn read_input(lines: UnboundedSender<String>) -> io::Result<()> {
    if is_in_background() {
        std::future::pending::<()>().await;
    }
    let mut input = BufReader::new(tokio::io::stdin());
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line).await? > 0 {
        match str::from_utf8(without_end(&line)) {
            // Nobody hears it if the conversation has failed, which ends all.
            Ok(line) => drop(lines.send(line.to_owned())),
            Err(_) => say("! that is not UTF-8")?,
        }
        line.clear();
    }
    Ok(())
}

/// Whether the input is `/dev/null`, as for `console serve &` in a script: its end says nothing.
fn is_in_background() -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;

        let input = std::fs::metadata("/dev/stdin");
        input.is_ok_and(|input| input.file_type().is_char_device()) && !io::stdin().is_terminal()
    }
    #[cfg(not(unix))]
    false
}
