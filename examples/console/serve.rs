//! The embedded chat server, on its own.

use std::error::Error;
use std::io::{self, IsTerminal, Write};

use simplex_api::testing::ChatServer;
use tokio::io::AsyncReadExt;
use tokio::runtime::Runtime;

/// Runs a server at `address` until the input ends, or until Ctrl-C.
pub(crate) fn run(address: &str) -> Result<(), Box<dyn Error>> {
    let runtime = Runtime::new()?;
    let result = runtime.block_on(serve(address));
    // The task that reads the terminal cannot be stopped.
    runtime.shutdown_background();
    result
}

async fn serve(address: &str) -> Result<(), Box<dyn Error>> {
    let server = ChatServer::bind(address).await?;
    writeln!(io::stdout(), "{}", server.url())?;
    io::stdout().flush()?;
    tokio::select! {
        result = input_end(), if !is_in_background() => result?,
        result = tokio::signal::ctrl_c() => result?,
    }
    server.stop().await;
    Ok(())
}

async fn input_end() -> io::Result<()> {
    let mut input = tokio::io::stdin();
    let mut ignored = [0; 1024];
    while input.read(&mut ignored).await? > 0 {}
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
