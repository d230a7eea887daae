//! What goes over the wire, into a file, and a server out of the file.

use std::error::Error;
use std::path::Path;

use simplex_api::testing::{Recorder, Recording, ReplayMode};
use tokio::runtime::Runtime;

use crate::lines::say;
use crate::serve::until_end;

/// A free port.
pub(crate) const ANYWHERE: &str = "127.0.0.1:0";

/// Stands between bots and a server until the input ends, or until Ctrl-C; then writes the file.
pub(crate) fn record(url: &str, file: &str, listen: &str) -> Result<(), Box<dyn Error>> {
    run(async {
        let recorder = Recorder::bind(url, listen).await?;
        say(&recorder.url())?;
        until_end().await?;
        Ok(recorder.recording().save(Path::new(file))?)
    })
}

/// Runs the server of a recording until the input ends, or until Ctrl-C; fails if the bot did something
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
