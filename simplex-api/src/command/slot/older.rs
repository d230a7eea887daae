use crate::command::EncodeError;

/// A command that older servers take in another syntax.
pub trait Older {
    /// Appends the text in that syntax; may leave a part of it on error.
    ///
    /// # Errors
    /// If such a server would not read back what was meant.
    fn write_older(&self, out: &mut String) -> Result<(), EncodeError>;

    /// The text in that syntax.
    ///
    /// # Errors
    /// If such a server would not read back what was meant.
    fn encode_older(&self) -> Result<String, EncodeError> {
        let mut text = String::new();
        self.write_older(&mut text)?;
        Ok(text)
    }
}
