//! Members that the documentation does not have, and that mean the same as others which it has.

use serde_json::Value;

use crate::types::{ComposedMessage, CryptoFile};

/// A file to send: the server takes the path alone as well, as `filePath` in the message itself.
pub(crate) fn file_path(message: &mut ComposedMessage) {
    let path = message.extra.get("filePath").and_then(Value::as_str);
    if message.file_source.is_none()
        && let Some(path) = path
    {
        message.file_source = Some(CryptoFile::new(path));
        message.extra.remove("filePath");
    }
}
