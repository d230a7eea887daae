//! The console: the API as a tool, one value in and one value out per line.
//!
//! - `console encode`: a command and its parameters as JSON become the command's text;
//! - `console decode`: a command's text becomes its name and parameters;
//! - `console inbound`: a frame of the server becomes a response, an event or an error;
//! - `console spec [--api 6.4]`: all commands with their metadata, as one JSON document;
//! - `console serve [--listen 127.0.0.1:0] [--contact alice]`: runs the embedded chat server, with
//!   somebody to talk to the bot: the contact says each line of the input, and what the bot says is
//!   shown;
//! - `console record --url ws://127.0.0.1:5225 FILE [--listen 127.0.0.1:0]`: stands between a bot and a
//!   server, and writes what goes over the wire to a new file, without passwords;
//! - `console replay [--lenient] FILE`: a server that says what was recorded; strict, or in any order;
//! - `console connect [ws://127.0.0.1:5225]`: commands typed by hand, on a server or the embedded one,
//!   with completion by Tab, hints, and a history kept in `~/.local/state/simplex-api/console_history`
//!   (in `$XDG_STATE_HOME`, if that is set), which never has passwords; `:help` shows what there is.
//!
//! Each line of input gets a line of output, `{"ok": …}` or `{"error": …}`; a bad one stops nothing.

mod connect;
mod contact;
mod decode;
mod encode;
mod inbound;
mod lines;
mod nearest;
mod once;
mod record;
mod serve;
mod signals;
mod spec;
mod words;

use std::error::Error;
use std::process::ExitCode;

use serve::Options;
use simplex_api_testing::ReplayMode;
use spec::Version;

const USAGE: &str = "\
usage: console encode                   {\"command\":NAME,\"params\":{…}} -> text, line by line
       console decode                   text -> command and parameters, line by line
       console inbound                  frame of the server -> what it is, line by line
       console spec [--api 6.4|6.5|7.0] all commands, as one JSON document
       console serve [--listen ADDR] [--contact NAME]
                                        an embedded chat server, on a free port if no other is given;
                                        NAME connects with the bot that has an address, says what is
                                        typed, and hears what the bot says
       console record --url URL FILE [--listen ADDR]
                                        what goes over the wire to a server into a new file, without passwords
       console replay [--lenient] FILE  a recording as a server; lenient: commands in any order
       console connect [URL]            commands by hand, on an embedded server if no other is given;
                                        at a terminal, Tab completes and `:help` explains
       console --help                   this";

/// The exit status for arguments that are none.
const BAD_USAGE: u8 = 2;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|arg| arg.to_string_lossy().into_owned())
        .collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let Some(result) = run(&args) else {
        eprintln!("{USAGE}");
        return ExitCode::from(BAD_USAGE);
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if lines::is_closed_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs what the arguments ask for; `None` if they ask for nothing known.
fn run(args: &[&str]) -> Option<Result<(), Box<dyn Error>>> {
    let result = match args {
        ["--help" | "-h"] => lines::say(USAGE).map_err(Into::into),
        ["encode"] => lines::answer(encode::encode),
        ["decode"] => lines::answer(decode::decode),
        ["inbound"] => lines::answer(inbound::inbound),
        ["spec"] => spec::print(Version::LATEST),
        ["spec", "--api", version] => spec::print(Version::find(version)?),
        ["serve", options @ ..] => serve::run(&Options::read(options)?),
        ["record", "--url", url, file] => record::record(url, file, record::ANYWHERE),
        ["record", "--url", url, file, "--listen", address] => record::record(url, file, address),
        ["replay", file] => record::replay(file, record::ANYWHERE, ReplayMode::Strict),
        ["replay", "--lenient", file] => {
            record::replay(file, record::ANYWHERE, ReplayMode::Lenient)
        }
        ["connect"] => connect::run(None),
        ["connect", url] if !url.starts_with('-') => connect::run(Some(url)),
        _ => return None,
    };
    Some(result)
}
