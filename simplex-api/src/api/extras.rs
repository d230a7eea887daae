//! Undocumented fields that are alternatives to documented ones.

use serde_json::Value;

use crate::types::{ComposedMessage, CryptoFile};

/// Moves `filePath` of a message to `file_source`: the server accepts the path of a file directly in the message too.
pub(crate) fn file_path(message: &mut ComposedMessage) {
    let path = message.extra.get("filePath").and_then(Value::as_str);
    if message.file_source.is_none()
        && let Some(path) = path
    {
        message.file_source = Some(CryptoFile::new(path));
        message.extra.remove("filePath");
    }
}
