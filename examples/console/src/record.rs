//! Recording of the frames between a bot and a server, and a server that replays them.

use std::error::Error;
use std::fs::File;
use std::io;
use std::path::Path;

use simplex_api_testing::{Recorder, Recording, ReplayMode};

use crate::line_io::print_line;
use crate::runtime;
use crate::serve::wait_for_end;

/// Runs a proxy between bots and a server that writes each frame to a new file, until the input ends, or until Ctrl-C
/// or SIGTERM.
pub(crate) fn record(url: &str, file: &str, listen: &str) -> Result<(), Box<dyn Error>> {
    let output = create_new(file)?;
    runtime::run(async {
        let recorder = Recorder::bind_to(url, listen, output).await?;
        print_line(&recorder.url())?;
        tokio::select! {
            result = wait_for_end() => Ok(result?),
            error = recorder.failure() => Err(format!("`{file}` is not complete: {error}").into()),
        }
    })
}

/// Creates a file that must not exist: a recording never overwrites another one.
fn create_new(file: &str) -> Result<File, String> {
    File::create_new(file).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            format!("`{file}` already exists: remove it, or write to another file")
        }
        _ => format!("`{file}` cannot be written: {error}"),
    })
}

/// Replays a recording as a server until the input ends, or until Ctrl-C or SIGTERM; fails if the bot deviates from the
/// recording.
pub(crate) fn replay(file: &str, listen: &str, mode: ReplayMode) -> Result<(), Box<dyn Error>> {
    runtime::run(async {
        let recording = Recording::load(Path::new(file))?;
        let replay = recording.replay_at(mode, listen).await?;
        print_line(&replay.url())?;
        wait_for_end().await?;
        // `verify` returns the first one.
        for mismatch in replay.mismatches().iter().skip(1) {
            eprintln!("{mismatch}");
        }
        Ok(replay.verify()?)
    })
}
