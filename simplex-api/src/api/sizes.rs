//! Rejects messages that are certainly too large.
//!
//! Only strings are counted, and the parts that every message has. The size of other parts depends on chat and server, so
//! that the server decides about messages near the limit. Profiles, welcome messages and groups are not checked: a server
//! accepts any size, and reports later that it could not send them.

use crate::command::EncodeError;
use crate::commands::ApiUpdateChatItem;
use crate::types::{ComposedMessage, LinkPreview, MsgContent};

impl ComposedMessage {
    /// The maximum size of a message as it is sent to its receivers: a JSON object with the content, the quote, the
    /// mentions and the description of the file.
    pub const MAX_BYTES: usize = 15_602;
}

/// The minimum JSON around the strings of a message.
const ENVELOPE: &str = r#"{"msgId":"000000000000000000000000","event":"x.msg.new","params":{"content":{"type":"text","text":}}}"#;

/// The maximum length of the strings of a message.
const MAX_STRING_BYTES: usize = ComposedMessage::MAX_BYTES - ENVELOPE.len();

/// Checks a message to send, with the mentioned names and the name of its file.
pub(super) fn message(message: &ComposedMessage) -> Result<(), EncodeError> {
    let file = message.file_source.as_ref();
    let file = file.map(|file| file_name(&file.file_path));
    let names = message.mentions.keys().map(String::as_str);
    check_message(&message.msg_content, names.chain(file), "composedMessages")
}

/// Checks the new content of a message.
pub(super) fn updated_message(command: &ApiUpdateChatItem) -> Result<(), EncodeError> {
    let message = &command.updated_message;
    let names = message.mentions.keys().map(String::as_str);
    check_message(&message.msg_content, names, "updatedMessage")
}

fn check_message<'a>(
    content: &'a MsgContent,
    names: impl Iterator<Item = &'a str> + Clone,
    param: &'static str,
) -> Result<(), EncodeError> {
    let text = content.as_text().unwrap_or_default();
    let strings: &[&str] = match content {
        MsgContent::Image { image, .. } | MsgContent::Video { image, .. } => &[text, image],
        MsgContent::Link { preview, .. } => {
            let LinkPreview {
                uri,
                title,
                description,
                image,
                ..
            } = &**preview;
            &[text, uri, title, description, image]
        }
        _ => &[text],
    };
    match excess_bytes(strings.iter().copied().chain(names)) {
        Some(bytes) => Err(EncodeError::rejected(
            param,
            format!(
                "the message has {bytes} bytes of text and images, the limit is {MAX_STRING_BYTES}: shorten it, \
                 send it as a file, or in parts (`bot::split_text`, `Builder::split_long_replies`)"
            ),
        )),
        None => Ok(()),
    }
}

/// The length of the strings in JSON, if it exceeds the limit.
fn excess_bytes<'a>(strings: impl Iterator<Item = &'a str> + Clone) -> Option<usize> {
    // Short strings are accepted without counting escapes.
    let upper_bound: usize = strings.clone().map(|text| 2 * text.len() + 2).sum();
    if upper_bound <= MAX_STRING_BYTES {
        return None;
    }
    let bytes = strings.map(json_len).sum();
    (bytes > MAX_STRING_BYTES).then_some(bytes)
}

/// The minimum length of a string in JSON, with quotes and escapes of two bytes.
fn json_len(text: &str) -> usize {
    let escaped = |byte: &u8| matches!(byte, 0..b' ' | b'"' | b'\\');
    text.len() + text.as_bytes().iter().filter(|byte| escaped(byte)).count() + 2
}

/// The last part of a path, which is sent with the file.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}
