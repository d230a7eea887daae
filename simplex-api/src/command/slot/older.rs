use crate::command::error::EncodeError;

/// A command with another syntax for older servers.
pub trait EncodeOlder {
    /// Appends the command in the older syntax. On error, `out` may contain a part of it.
    ///
    /// # Errors
    /// If such a server would not read it as it is meant.
    fn write_older(&self, out: &mut String) -> Result<(), EncodeError>;

    /// The command in the older syntax.
    ///
    /// # Errors
    /// If such a server would not read it as it is meant.
    fn encode_older(&self) -> Result<String, EncodeError> {
        let mut text = String::new();
        self.write_older(&mut text)?;
        Ok(text)
    }
}
