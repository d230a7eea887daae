//! Files that people send, and what is in those that the bot sends.

use std::path::PathBuf;
use std::{env, fs, io};

use simplex_api_testing::Message;

use crate::{BoxError, Person, print};

impl Person {
    /// Sends a file and hears the bot's answer.
    ///
    /// # Errors
    /// If there is none.
    pub async fn send_file(
        &mut self,
        name: &str,
        content: impl Into<Vec<u8>>,
    ) -> Result<(), BoxError> {
        print(format_args!("{:>6}: [{name}]", self.contact.name()))?;
        self.last = Some(self.contact.send_file(name, content).await?.id);
        self.hear().await
    }

    /// Shows the file of a message, if it has one.
    pub(crate) async fn open(&self, message: &Message) -> Result<(), BoxError> {
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

/// A folder for the files of a scene, which is the current one as long as this is there.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    before: PathBuf,
}

impl Folder {
    /// Makes one, with the name of the program.
    ///
    /// # Errors
    /// If that cannot be done.
    pub fn enter(program: &str) -> io::Result<Self> {
        let before = env::current_dir()?;
        let path = env::temp_dir().join(format!("{program}-{}", std::process::id()));
        fs::create_dir(&path)?;
        env::set_current_dir(&path)?;
        Ok(Self { path, before })
    }

    /// Removes it, which must be empty.
    ///
    /// # Errors
    /// If it is not.
    pub fn leave(self) -> io::Result<()> {
        env::set_current_dir(&self.before)?;
        fs::remove_dir(&self.path)
    }
}

/// A scene that fails leaves nothing behind.
impl Drop for Folder {
    fn drop(&mut self) {
        // The folder is gone if it has been left.
        let _ = env::set_current_dir(&self.before);
        let _ = fs::remove_dir_all(&self.path);
    }
}
