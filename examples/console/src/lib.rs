//! The console: the API at the command line.
//!
//! - `console encode`: encodes a command, given as JSON with its parameters;
//! - `console decode`: decodes a command to its name and parameters;
//! - `console inbound`: describes a frame of the server: a response, an event or an error;
//! - `console spec [--api 6.4]`: prints all commands with their metadata as one JSON document;
//! - `console serve [--listen 127.0.0.1:0] [--contact alice]`: runs the embedded chat server. With a
//!   contact, each line of the input is a message from that contact to the bot, and the messages of the
//!   bot are printed;
//! - `console record --url ws://127.0.0.1:5225 FILE [--listen 127.0.0.1:0]`: is a proxy between a bot and a
//!   server that writes the frames of both to a new file, without passwords;
//! - `console replay [--lenient] FILE`: is a server that replays a recording, strictly or with commands in
//!   any order;
//! - `console connect [ws://127.0.0.1:5225]`: sends commands that are typed, to a server or to the embedded
//!   one, with completion by Tab, hints, and a history in `~/.local/state/simplex-api/console_history` (in
//!   `$XDG_STATE_HOME`, if that is set) that never contains passwords; `:help` explains the rest.
//!
//! `encode`, `decode` and `inbound` print one line for each line of the input, `{"ok": …}` or
//! `{"error": …}`, and continue after an invalid one.

mod connect;
mod contact;
mod decode;
mod duplicates;
pub mod encode;
mod inbound;
mod keywords;
mod line_io;
mod record;
mod runtime;
mod serve;
mod signals;
mod spec;
mod suggest;

use std::error::Error;
use std::process::ExitCode;

use serve::{ANY_PORT, Options};
use simplex_api_testing::ReplayMode;
use spec::Version;

const USAGE: &str = "\
usage: console encode                   {\"command\":NAME,\"params\":{…}} -> encoded command, line by line
       console decode                   encoded command -> name and parameters, line by line
       console inbound                  frame of the server -> response, event or error, line by line
       console spec [--api 6.4|6.5|7.0] all commands, as one JSON document
       console serve [--listen ADDR] [--contact NAME]
                                        an embedded chat server, by default on a free port; NAME connects
                                        to the address of the bot, sends each line of the input to it, and
                                        the messages of the bot are printed
       console record --url URL FILE [--listen ADDR]
                                        a proxy that writes the frames to and from a server to a new file,
                                        without passwords
       console replay [--lenient] FILE  a server that replays a recording; lenient: commands in any order
       console connect [URL]            sends commands that you type, by default to an embedded server;
                                        at a terminal, Tab completes and `:help` explains
       console --help                   prints this";

/// The exit status for invalid arguments.
const INVALID_ARGUMENTS: u8 = 2;

/// Runs the console with the arguments of the process.
pub fn main() -> ExitCode {
    let args: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|arg| arg.to_string_lossy().into_owned())
        .collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let Some(result) = run(&args) else {
        eprintln!("{USAGE}");
        return ExitCode::from(INVALID_ARGUMENTS);
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if line_io::is_closed_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the subcommand in the arguments; `None` if they are invalid.
fn run(args: &[&str]) -> Option<Result<(), Box<dyn Error>>> {
    let result = match args {
        ["--help" | "-h"] => line_io::print_line(USAGE).map_err(Into::into),
        ["encode"] => line_io::answer_lines(encode::encode),
        ["decode"] => line_io::answer_lines(decode::decode),
        ["inbound"] => line_io::answer_lines(inbound::inbound),
        ["spec"] => spec::print(Version::LATEST),
        ["spec", "--api", version] => spec::print(Version::find(version)?),
        ["serve", options @ ..] => serve::run(&Options::parse(options)?),
        ["record", "--url", url, file] => record::record(url, file, ANY_PORT),
        ["record", "--url", url, file, "--listen", address] => record::record(url, file, address),
        ["replay", file] => record::replay(file, ANY_PORT, ReplayMode::Strict),
        ["replay", "--lenient", file] => record::replay(file, ANY_PORT, ReplayMode::Lenient),
        ["connect"] => connect::run(None),
        ["connect", url] if !url.starts_with('-') => connect::run(Some(url)),
        _ => return None,
    };
    Some(result)
}
