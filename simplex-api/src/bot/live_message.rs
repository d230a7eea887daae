use crate::client::Error;

use crate::bot::chat::Item;

/// A message that grows while it is written.
///
/// Those who read it see it typed until it is [finished](Self::finish): dropped before that, it stays
/// as it is, and unfinished.
#[derive(Debug)]
#[must_use = "a live message has to be finished"]
pub struct Live {
    item: Item,
}

impl Live {
    pub(super) fn new(item: Item) -> Self {
        Self { item }
    }

    /// The message by its id.
    pub fn item(&self) -> &Item {
        &self.item
    }

    /// Shows the whole text as far as it is written.
    ///
    /// # Errors
    /// As [`Item::edit`] does: also if the message was deleted in the meantime.
    pub async fn update(&self, text: impl Into<String>) -> Result<(), Error> {
        self.item.update(text.into().into(), true).await
    }

    /// Shows the whole text as it stays.
    ///
    /// # Errors
    /// As [`Item::edit`] does: also if the message was deleted in the meantime. To say it all the same, send it anew.
    pub async fn finish(self, text: impl Into<String>) -> Result<Item, Error> {
        self.item.edit(text.into()).await?;
        Ok(self.item)
    }
}
