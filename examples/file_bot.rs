//! A bot that sorts the lines of text files.
//!
//! - `file_bot`: on the embedded server, with alice, who sends some files;
//! - `file_bot --url ws://127.0.0.1:5225 FOLDER`: on a server started with `simplex-chat -p 5225` on this
//!   machine, until Ctrl-C. Files are in the folder while they are worked on.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::ExitCode;

use simplex_api::bot::{Bot, Builder, Context, HandlerResult, Live, Message};
use simplex_api::commands::ReceiveFile;
use simplex_api::events::{
    RcvFileComplete, RcvFileError, RcvFileSndCancelled, SndFileCompleteXftp,
};
use simplex_api::types::FileId;
use stage::{BoxError, Stage};
use tokio::sync::Mutex;

/// In bytes.
const LARGEST: i64 = 64 * 1024;

/// Where files are, and the messages that tell how far they have come.
struct Desk {
    folder: PathBuf,
    progress: Mutex<HashMap<FileId, Live>>,
}

impl Desk {
    /// The names of files are their senders', so that paths are made of the ids.
    fn path(&self, what: &str, file: FileId) -> String {
        let path = self.folder.join(format!("{what}-{}.txt", file.0));
        path.to_string_lossy().into_owned()
    }
}

fn bot(folder: PathBuf) -> Builder<Desk> {
    let progress = Mutex::default();
    Bot::with_state(Desk { folder, progress })
        .auto_accept(true)
        .welcome("Hello! Send me a text file, and I sort its lines.")
        .on_message(check)
        .on_event(sort)
        .on_event(async |bot: Context<Desk>, failed: RcvFileError| {
            give_up(&bot, failed.rcv_file_transfer.file_id, "It did not arrive.").await
        })
        .on_event(async |bot: Context<Desk>, gone: RcvFileSndCancelled| {
            give_up(&bot, gone.rcv_file_transfer.file_id, "You took it back.").await
        })
        .on_event(async |_, sent: SndFileCompleteXftp| {
            let file = sent.chat_item.chat_item.file;
            if let Some(source) = file.and_then(|file| file.file_source) {
                std::fs::remove_file(source.file_path)?;
            }
            Ok(())
        })
}

/// Looks at a file before it is received.
async fn check(message: Message<Desk>) -> HandlerResult {
    let refusal = match &message.received().chat_item.file {
        None => "I wait for a text file.".to_owned(),
        Some(file) if !file.file_name.ends_with(".txt") => {
            format!("{} is no .txt file.", file.file_name)
        }
        Some(file) if file.file_size > LARGEST => {
            format!("{} bytes are too many: I take {LARGEST}.", file.file_size)
        }
        Some(file) => {
            let desk = message.state();
            let receive = ReceiveFile::new(file.file_id).store_encrypted(false);
            let receive = receive.file_path(desk.path("received", file.file_id));
            message.client().send(&receive).await?;
            // Its arrival is handled after this.
            let progress = message.reply_live(format!("Receiving {} ...", file.file_name));
            let progress = progress.await?;
            desk.progress.lock().await.insert(file.file_id, progress);
            return Ok(());
        }
    };
    message.reply(refusal).await?;
    Ok(())
}

/// Sorts a file that has arrived, and sends it back.
async fn sort(bot: Context<Desk>, arrived: RcvFileComplete) -> HandlerResult {
    let item = arrived.chat_item;
    let (Some(file), Some(chat)) = (item.chat_item.file, item.chat_info.chat_ref()) else {
        return Ok(());
    };
    let Some(progress) = bot.state().progress.lock().await.remove(&file.file_id) else {
        return Ok(());
    };
    progress
        .update(format!("Sorting {} ...", file.file_name))
        .await?;
    let received = bot.state().path("received", file.file_id);
    let content = std::fs::read(&received)?;
    std::fs::remove_file(received)?;
    let Ok(text) = String::from_utf8(content) else {
        progress.finish("It is no text.").await?;
        return Ok(());
    };
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    let sorted = bot.state().path("sorted", file.file_id);
    std::fs::write(&sorted, lines.join("\n"))?;
    bot.chat(chat).send_file(sorted, file.file_name).await?;
    let count = lines.len();
    progress.finish(format!("Sorted: {count} lines.")).await?;
    Ok(())
}

async fn give_up(bot: &Context<Desk>, file: FileId, why: &str) -> HandlerResult {
    if let Some(progress) = bot.state().progress.lock().await.remove(&file) {
        progress.finish(why).await?;
    }
    Ok(())
}

#[tokio::main]
async fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args.as_slice() {
        [] => play().await,
        ["--url", url, folder] => match std::path::absolute(folder) {
            Ok(folder) => stage::on_server(bot(folder), url).await,
            Err(error) => Err(error.into()),
        },
        _ => Err("the arguments are none, or --url ws://127.0.0.1:5225 FOLDER".into()),
    };
    stage::exit_code(result)
}

/// Runs the bot on the embedded server, in a folder of its own that is empty at the end.
async fn play() -> Result<(), BoxError> {
    let folder = std::env::temp_dir().join(format!("file_bot-{}", std::process::id()));
    std::fs::create_dir(&folder)?;
    std::env::set_current_dir(&folder)?;
    let stage = Stage::open(bot(PathBuf::new())).await?;
    let mut alice = stage.contact("alice").await?;
    alice.hear().await?;
    alice.send_file("guests.pdf", "%PDF").await?;
    alice.send_file("numbers.txt", "1\n".repeat(40_000)).await?;
    alice.send_file("picture.txt", [0xff]).await?;
    alice.send_file("guests.txt", "Zoe\nBen\nMax\n").await?;
    alice.hear().await?;
    alice.say("Thank you!").await?;
    stage.close().await?;
    std::env::set_current_dir(std::env::temp_dir())?;
    Ok(std::fs::remove_dir(folder)?)
}
