//! A fake `simplex-chat` for the tests: its command line, and the embedded server.
//!
//! It keeps a lock on its database until it exits. `--fault` makes it misbehave.

use std::fs::File;
use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use simplex_api::command;
use simplex_api::commands::ApiStopChat;
use simplex_api::responses::{ChatStopped, CmdOk};
use simplex_api_testing::ChatServer;

/// When it exits in any case, even if a test leaves it running.
const MAX_UPTIME: Duration = Duration::from_secs(60);

#[derive(Default)]
struct Options {
    port: u16,
    database: String,
    name: String,
    files: bool,
    fault: String,
}

fn options() -> Options {
    let mut options = Options::default();
    let mut args = std::env::args().skip(1);
    while let Some(option) = args.next() {
        if option == "--create-bot-allow-files" {
            options.files = true;
            continue;
        }
        let value = args.next().expect("a value");
        match &*option {
            "-p" => options.port = value.parse().expect("a port"),
            "-d" => options.database = value,
            "--create-bot-display-name" => options.name = value,
            "--fault" => options.fault = value,
            _ => panic!("no such option"),
        }
    }
    options
}

fn main() {
    let options = options();
    let database = File::create(format!("{}_chat.db", options.database)).expect("a database");
    database.lock().expect("a lock");
    match &*options.fault {
        "exit" => {
            eprintln!("starting\nthe database has another key");
            std::process::exit(3);
        }
        "exit on stdout" => {
            println!("db: bot_chat.db\nError: the database is encrypted\u{202e}\u{1b}[2J");
            std::process::exit(1);
        }
        "prompt" => {
            print!("No user profiles found, it will be created now.\ndisplay name: ");
            io::stdout().flush().expect("output");
            thread::sleep(MAX_UPTIME);
        }
        "does not listen" => {
            eprintln!("waiting");
            thread::sleep(MAX_UPTIME);
        }
        "flood" => {
            flood(&mut io::stdout());
            flood(&mut io::stderr());
        }
        _ => {}
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    // An error means that the time is over.
    let _ = runtime.block_on(async { tokio::time::timeout(MAX_UPTIME, serve(options)).await });
}

/// Prints a megabyte, which is more than a pipe holds.
fn flood(output: &mut dyn Write) {
    for line in 0..20_000 {
        writeln!(output, "{line:05}: this is one line of the log, of fifty").expect("output");
    }
}

/// Makes the process exit with an error.
#[command(syntax = "/fail", responses(CmdOk))]
struct Fail;

async fn serve(options: Options) {
    let server = ChatServer::builder().user(&options.name);
    let server = server.bind(("127.0.0.1", options.port)).await;
    let server = server.expect("a free port");
    let stopped = format!("{}_stopped", options.database);
    server.on(move |_: ApiStopChat| {
        File::create(&stopped).expect("a file");
        Ok(ChatStopped::new())
    });
    if options.files {
        println!("the profile allows files");
    }
    server.on(|_: Fail| -> Result<CmdOk, _> {
        let long = "pass-word ".repeat(1000);
        println!("received command \"1\" : \"/_delete user 1 {long}\"\nstopping");
        eprintln!("the network is down");
        std::process::exit(7)
    });
    std::future::pending::<()>().await;
}
