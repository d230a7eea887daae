//! Files that people send, and what is in those that the bot sends.

use simplex_api::testing::Message;

use crate::{BoxError, Person};

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
        println!("{:>6}: [{name}]", self.contact.name());
        self.last = Some(self.contact.send_file(name, content).await?.id);
        self.hear().await
    }

    /// Shows the file of a message, if it has one.
    pub(crate) async fn open(&self, message: &Message) -> Result<(), BoxError> {
        let Some(file) = &message.file else {
            return Ok(());
        };
        println!("        [{}]", file.name);
        let content = self.contact.receive_file(message).await?;
        let content = String::from_utf8_lossy(&content);
        content
            .lines()
            .for_each(|line| println!("        | {line}"));
        Ok(())
    }
}
