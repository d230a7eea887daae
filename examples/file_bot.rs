//! A bot that sorts the lines of text files.
//!
//! - `file_bot`: runs on the embedded server, with a simulated contact, alice, who sends some files;
//! - `file_bot --interactive`: the same, and then you write as alice;
//! - `file_bot --url ws://127.0.0.1:5225 FOLDER`: runs on a server that was started with `simplex-chat -p 5225` on this
//!   machine, until Ctrl-C. The folder is used for temporary files.

use std::ffi::OsStr;
use std::fs;
use std::path::{self, Path, PathBuf};

use demo::{BoxError, Demo, Folder, Person};
use simplex_api::bot::{Bot, Builder, HandlerResult, IncomingFile, LiveMessage, Message};

/// The maximum size of a file in bytes.
const MAX_SIZE: u64 = 64 * 1024;

fn bot(folder: Option<PathBuf>) -> Builder<PathBuf> {
    // The current folder of the server may be another one.
    let folder = folder.map(|folder| path::absolute(&folder).unwrap_or(folder));
    Bot::with_state(folder.unwrap_or_default())
        .auto_accept(true)
        .welcome("Hello! Send me a text file, and I sort its lines.")
        .on_message(handle)
}

/// Checks a file before it is downloaded.
async fn handle(message: Message<PathBuf>) -> HandlerResult<Option<String>> {
    let Some(file) = message.file() else {
        return Ok(Some("I wait for a text file.".to_owned()));
    };
    let (name, size) = (file.name(), file.size());
    let is_text = |extension: &OsStr| extension.eq_ignore_ascii_case("txt");
    if !Path::new(name).extension().is_some_and(is_text) {
        return Ok(Some(format!("{name} is not a .txt file.")));
    }
    if size > MAX_SIZE {
        let reply = format!("{size} bytes are too many: I take {MAX_SIZE}.");
        return Ok(Some(reply));
    }
    let progress = message.reply_live(format!("Receiving {name} ...")).await?;
    let result = match sort(&message, &file, &progress).await {
        Ok(lines) => format!("Sorted: {lines} lines."),
        Err(error) => format!("I could not sort it: {error}."),
    };
    progress.finish(result).await?;
    Ok(None)
}

/// Downloads a file, shows the progress, and sends the sorted file back. Returns the number of lines.
async fn sort(
    message: &Message<PathBuf>,
    file: &IncomingFile,
    status: &LiveMessage,
) -> Result<usize, BoxError> {
    let received = TempFile::new(message.state(), "received", file);
    // The sender chooses the file servers. Without the approval, a file on a server that is not configured fails
    // (`TransferError::NotApproved`). With it, any server can see the network address of this machine.
    let download = file.download().approve_relays().to(&received.0);
    let mut downloading = download.start().await?;
    while let Some(progress) = downloading.progress().await {
        let percent = progress.percent();
        // Continue even if the progress cannot be shown.
        let _ = status.update(format!("Receiving: {percent} %")).await;
    }
    downloading.finish().await?;
    let text = String::from_utf8(fs::read(&received.0)?).map_err(|_| "it is not text")?;
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    let sorted = TempFile::new(message.state(), "sorted", file);
    fs::write(&sorted.0, lines.join("\n"))?;
    let upload = message.chat().upload(&sorted.0, file.name());
    let mut uploading = upload.start().await?;
    while let Some(progress) = uploading.progress().await {
        let percent = progress.percent();
        let _ = status.update(format!("Sending: {percent} %")).await;
    }
    uploading.finish().await?;
    Ok(lines.len())
}

/// The path of a temporary file, which is removed on drop.
struct TempFile(String);

impl TempFile {
    /// The path contains the id of the file, not its name, because the sender chooses the name.
    fn new(folder: &Path, what: &str, file: &IncomingFile) -> Self {
        let path = folder.join(format!("{what}-{}.txt", file.id().0));
        Self(path.to_string_lossy().into_owned())
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        // The file may not exist.
        let _ = fs::remove_file(&self.0);
    }
}

#[tokio::main]
async fn main() -> std::process::ExitCode {
    demo::run_with_parameter("FOLDER", bot, scenario).await
}

/// Alice sends some files that the bot rejects, and then one that it sorts.
async fn scenario(demo: &Demo) -> Result<Person, BoxError> {
    let folder = Folder::enter("file_bot")?;
    let mut alice = demo.contact("alice").await?;
    alice.expect_message().await?;
    alice.send_file("guests.pdf", "%PDF").await?;
    alice.send_file("numbers.txt", "1\n".repeat(40_000)).await?;
    alice.send_file("picture.txt", [0xff; 2]).await?;
    alice.send_file("guests.txt", "Zoe\nBen\nMax\n").await?;
    alice.expect_message().await?;
    alice.say("Thank you!").await?;
    folder.leave()?;
    Ok(alice)
}
