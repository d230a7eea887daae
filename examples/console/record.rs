//! What goes over the wire, into a file, and a server out of the file.

use std::error::Error;
use std::fs::File;
use std::io;
use std::path::Path;

use simplex_api_testing::{Recorder, Recording, ReplayMode};
use tokio::runtime::Runtime;

use crate::lines::say;
use crate::serve::until_end;

/// A free port.
pub(crate) const ANYWHERE: &str = "127.0.0.1:0";

/// Stands between bots and a server, and writes what passes to a new file as it passes, until the input ends, or
/// until Ctrl-C or SIGTERM.
pub(crate) fn record(url: &str, file: &str, listen: &str) -> Result<(), Box<dyn Error>> {
    let output = create(file)?;
    run(async {
        let recorder = Recorder::bind_to(url, listen, output).await?;
        say(&recorder.url())?;
        tokio::select! {
            result = until_end() => Ok(result?),
            error = recorder.failure() => Err(format!("`{file}` is not complete: {error}").into()),
        }
    })
}

/// A file that is not there yet: a recording is not replaced by another one.
fn create(file: &str) -> Result<File, String> {
    File::create_new(file).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            format!("`{file}` exists already: remove it, or write to another file")
        }
        _ => format!("`{file}` cannot be written: {error}"),
    })
}

/// Runs the server of a recording until the input ends, or until Ctrl-C or SIGTERM; fails if the bot did something
/// else than was recorded.
pub(crate) fn replay(file: &str, listen: &str, mode: ReplayMode) -> Result<(), Box<dyn Error>> {
    run(async {
        let recording = Recording::load(Path::new(file))?;
        let replay = recording.replay_at(mode, listen).await?;
        say(&replay.url())?;
        until_end().await?;
        // The first is what this ends with.
        for deviation in replay.deviations().iter().skip(1) {
            eprintln!("{deviation}");
        }
        Ok(replay.verify()?)
    })
}

fn run(work: impl Future<Output = Result<(), Box<dyn Error>>>) -> Result<(), Box<dyn Error>> {
    let runtime = Runtime::new()?;
    let result = runtime.block_on(work);
    // The task that reads the terminal cannot be stopped.
    runtime.shutdown_background();
    result
}
