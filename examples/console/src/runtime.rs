//! The tokio runtime.

use std::error::Error;

use tokio::runtime::Runtime;

/// Runs a future on a new runtime.
pub(crate) fn run(
    future: impl Future<Output = Result<(), Box<dyn Error>>>,
) -> Result<(), Box<dyn Error>> {
    let runtime = Runtime::new()?;
    let result = runtime.block_on(future);
    // The task that reads the standard input cannot be stopped.
    runtime.shutdown_background();
    result
}
