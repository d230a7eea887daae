//! The embedded chat server as a program.

use std::error::Error;
use std::io::{self, IsTerminal};
use std::time::Duration;

use simplex_api_testing::ChatServer;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::sync::mpsc::{self, UnboundedSender};

use crate::contact;
use crate::line_io::{print_line, trim_line_break};
use crate::{runtime, signals};

/// Any free port.
pub(crate) const ANY_PORT: &str = "127.0.0.1:0";

/// The options of `console serve`.
#[derive(Default)]
pub(crate) struct Options<'a> {
    listen: Option<&'a str>,
    contact: Option<&'a str>,
}

impl<'a> Options<'a> {
    /// Parses the options, each given once at most; `None` if the arguments are invalid.
    pub(crate) fn parse(args: &[&'a str]) -> Option<Self> {
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
    runtime::run(serve(options))
}

async fn serve(options: &Options<'_>) -> Result<(), Box<dyn Error>> {
    let address = options.listen.unwrap_or(ANY_PORT);
    // No limit: the bot may be run by hand.
    let server = ChatServer::builder().wait(Duration::MAX);
    let server = server.bind(address).await?;
    print_line(&server.url())?;
    tokio::select! {
        result = process_input(&server, options.contact) => result?,
        result = signals::stop_requested() => result?,
    }
    server.stop().await;
    Ok(())
}

/// Reads the input to its end. The contact sends each line to the bot.
async fn process_input(server: &ChatServer, contact: Option<&str>) -> Result<(), Box<dyn Error>> {
    let Some(name) = contact else {
        return Ok(skip_input().await?);
    };
    let (sender, lines) = mpsc::unbounded_channel();
    tokio::select! {
        result = read_lines(sender) => Ok(result?),
        result = contact::talk(server, name, lines) => result.map_err(|error| error as Box<dyn Error>),
    }
}

/// Waits until the input ends, or for Ctrl-C or SIGTERM.
pub(crate) async fn wait_for_end() -> io::Result<()> {
    tokio::select! {
        ended = skip_input() => ended,
        stopped = signals::stop_requested() => stopped,
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

/// Reads all lines without waiting for them to be sent, so that the end of the input is noticed at once.
async fn read_lines(lines: UnboundedSender<String>) -> io::Result<()> {
    if is_in_background() {
        std::future::pending::<()>().await;
    }
    let mut input = BufReader::new(tokio::io::stdin());
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line).await? > 0 {
        match str::from_utf8(trim_line_break(&line)) {
            // There is no receiver after the conversation has failed, which ends the program.
            Ok(line) => drop(lines.send(line.to_owned())),
            Err(_) => print_line("! this line is not UTF-8")?,
        }
        line.clear();
    }
    Ok(())
}

/// Whether the input is `/dev/null`, as for `console serve &` in a script: then the end of the input must not stop it.
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
