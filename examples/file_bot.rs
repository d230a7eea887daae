//! A bot that sorts the lines of text files.
//!
//! - `file_bot`: on the embedded server, with alice, who sends some files;
//! - `file_bot --interactive`: the same, and then you are alice;
//! - `file_bot --url ws://127.0.0.1:5225 FOLDER`: on a server started with `simplex-chat -p 5225` on this
//!   machine, until Ctrl-C. Files are in the folder while they are worked on.

use std::ffi::OsStr;
use std::fs;
use std::path::{self, Path, PathBuf};

use simplex_api::bot::{Bot, Builder, HandlerResult, IncomingFile, LiveMessage, Message};
use stage::{BoxError, Folder, Person, Stage};

/// In bytes.
const LARGEST: u64 = 64 * 1024;

fn bot(folder: Option<PathBuf>) -> Builder<PathBuf> {
    // The server may run in another one.
    let folder = folder.map(|folder| path::absolute(&folder).unwrap_or(folder));
    Bot::with_state(folder.unwrap_or_default())
        .auto_accept(true)
        .welcome("Hello! Send me a text file, and I sort its lines.")
        .on_message(answer)
}

/// Looks at a file before it is received.
async fn answer(message: Message<PathBuf>) -> HandlerResult<Option<String>> {
    let Some(file) = message.file() else {
        return Ok(Some("I wait for a text file.".to_owned()));
    };
    let (name, size) = (file.name(), file.size());
    let is_text = |ending: &OsStr| ending.eq_ignore_ascii_case("txt");
    if !Path::new(name).extension().is_some_and(is_text) {
        return Ok(Some(format!("{name} is no .txt file.")));
    }
    if size > LARGEST {
        let refusal = format!("{size} bytes are too many: I take {LARGEST}.");
        return Ok(Some(refusal));
    }
    let progress = message.reply_live(format!("Receiving {name} ...")).await?;
    let end = match sort(&message, &file, &progress).await {
        Ok(lines) => format!("Sorted: {lines} lines."),
        Err(error) => format!("I could not sort it: {error}."),
    };
    progress.finish(end).await?;
    Ok(None)
}

/// Receives a file, with its progress, and sends it back sorted. Returns how many lines it has.
async fn sort(
    message: &Message<PathBuf>,
    file: &IncomingFile,
    shown: &LiveMessage,
) -> Result<usize, BoxError> {
    let received = Scratch::new(message.state(), "received", file);
    // Senders choose the file servers. Without the approval a file on one that is not configured fails
    // (`TransferError::NotApproved`); with it, any server gets to see the address of this machine.
    let receive = file.download().approve_relays().to(&received.0);
    let mut receiving = receive.start().await?;
    while let Some(progress) = receiving.progress().await {
        let percent = progress.percent();
        // The file comes, whether that is seen or not.
        let _ = shown.update(format!("Receiving: {percent} %")).await;
    }
    receiving.finish().await?;
    let text = String::from_utf8(fs::read(&received.0)?).map_err(|_| "it is no text")?;
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    let sorted = Scratch::new(message.state(), "sorted", file);
    fs::write(&sorted.0, lines.join("\n"))?;
    let upload = message.chat().upload(&sorted.0, file.name());
    let mut sending = upload.start().await?;
    while let Some(progress) = sending.progress().await {
        let percent = progress.percent();
        let _ = shown.update(format!("Sending: {percent} %")).await;
    }
    sending.finish().await?;
    Ok(lines.len())
}

/// The path of a file that is removed when it is not worked on any more, whatever has become of that.
struct Scratch(String);

impl Scratch {
    /// The names of files are their senders', so that paths are made of the ids.
    fn new(folder: &Path, what: &str, file: &IncomingFile) -> Self {
        let path = folder.join(format!("{what}-{}.txt", file.id().0));
        Self(path.to_string_lossy().into_owned())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // It need not have come into being.
        let _ = fs::remove_file(&self.0);
    }
}

#[tokio::main]
async fn main() -> std::process::ExitCode {
    stage::play_with("FOLDER", bot, scene).await
}

/// Alice sends what the bot does not take, and then what it does.
async fn scene(stage: &Stage) -> Result<Person, BoxError> {
    let folder = Folder::enter("file_bot")?;
    let mut alice = stage.contact("alice").await?;
    alice.hear().await?;
    alice.send_file("guests.pdf", "%PDF").await?;
    alice.send_file("numbers.txt", "1\n".repeat(40_000)).await?;
    alice.send_file("picture.txt", [0xff; 2]).await?;
    alice.send_file("guests.txt", "Zoe\nBen\nMax\n").await?;
    alice.hear().await?;
    alice.say("Thank you!").await?;
    folder.leave()?;
    Ok(alice)
}
