//! Files that the simulated people and the bot send.

use std::path::PathBuf;
use std::{env, fs, io};

use simplex_api_testing::Message;

use crate::{BoxError, Person, print};

impl Person {
    /// Sends a file and shows the reply of the bot.
    ///
    /// # Errors
    /// If there is no reply.
    pub async fn send_file(
        &mut self,
        name: &str,
        content: impl Into<Vec<u8>>,
    ) -> Result<(), BoxError> {
        print(format_args!("{:>6}: [{name}]", self.contact.name()))?;
        self.last_message = Some(self.contact.send_file(name, content).await?.id);
        self.expect_message().await
    }

    /// Prints the file of a message, if it has one.
    pub(crate) async fn print_file(&self, message: &Message) -> Result<(), BoxError> {
        let Some(file) = &message.file else {
            return Ok(());
        };
        print(format_args!("        [{}]", file.name))?;
        let content = self.contact.receive_file(message).await?;
        let content = String::from_utf8_lossy(&content);
        let mut lines = content.lines();
        Ok(lines.try_for_each(|line| print(format_args!("        | {line}")))?)
    }
}

/// A folder for the files of a scenario. It is the current folder until it is left or dropped.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    before: PathBuf,
}

impl Folder {
    /// Creates and enters a folder, with the name of the program in its path.
    ///
    /// # Errors
    /// If this is not possible.
    pub fn enter(program: &str) -> io::Result<Self> {
        let before = env::current_dir()?;
        let path = env::temp_dir().join(format!("{program}-{}", std::process::id()));
        fs::create_dir(&path)?;
        env::set_current_dir(&path)?;
        Ok(Self { path, before })
    }

    /// Leaves and removes the folder.
    ///
    /// # Errors
    /// If it is not empty.
    pub fn leave(self) -> io::Result<()> {
        env::set_current_dir(&self.before)?;
        fs::remove_dir(&self.path)
    }
}

/// Removes the folder if the scenario fails.
impl Drop for Folder {
    fn drop(&mut self) {
        // The folder does not exist any more after `leave`.
        let _ = env::set_current_dir(&self.before);
        let _ = fs::remove_dir_all(&self.path);
    }
}
