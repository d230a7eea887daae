//! What is larger than anything that the network carries.
//!
//! Only strings are counted, and what stands around those of every message. What else there is depends on chat and
//! server: what is close to the limit is for the server to judge. Profiles, greetings and groups are not looked at: a
//! server takes any, and reports later to whom it could not send one.

use crate::command::EncodeError;
use crate::commands::ApiUpdateChatItem;
use crate::types::{ComposedMessage, LinkPreview, MsgContent};

impl ComposedMessage {
    /// The maximum size of a message as it is sent to its receivers: a JSON object with the content, the quote, the
    /// mentions and the description of the file.
    pub const MAX_BYTES: usize = 15_602;
}

/// What stands around the strings of a message at least.
const ENVELOPE: &str = r#"{"msgId":"000000000000000000000000","event":"x.msg.new","params":{"content":{"type":"text","text":}}}"#;

/// The most bytes of the strings of a message.
const LARGEST_STRINGS: usize = ComposedMessage::MAX_BYTES - ENVELOPE.len();

/// A message to send, with the names that it mentions and that of its file.
pub(super) fn message(message: &ComposedMessage) -> Result<(), EncodeError> {
    let file = message.file_source.as_ref();
    let file = file.map(|file| name_of_file(&file.file_path));
    let names = message.mentions.keys().map(String::as_str);
    check_message(&message.msg_content, names.chain(file), "composedMessages")
}

/// What a message is changed to.
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
    match beyond(strings.iter().copied().chain(names)) {
        Some(bytes) => Err(EncodeError::rejected(
            param,
            format!(
                "the message has {bytes} bytes of text and pictures, the network carries {LARGEST_STRINGS}: shorten it, \
                 send it as a file, or in parts (`bot::split_text`, `Builder::split_long_replies`)"
            ),
        )),
        None => Ok(()),
    }
}

/// The bytes of the strings in JSON, if they are too many for a message.
fn beyond<'a>(strings: impl Iterator<Item = &'a str> + Clone) -> Option<usize> {
    // Most are so short that their letters need not be looked at.
    let at_most: usize = strings.clone().map(|text| 2 * text.len() + 2).sum();
    if at_most <= LARGEST_STRINGS {
        return None;
    }
    let bytes = strings.map(least_in_json).sum();
    (bytes > LARGEST_STRINGS).then_some(bytes)
}

/// The bytes that a string has in JSON at least: quotes around it, and two for what must be escaped.
fn least_in_json(text: &str) -> usize {
    let escaped = |byte: &u8| matches!(byte, 0..b' ' | b'"' | b'\\');
    text.len() + text.as_bytes().iter().filter(|byte| escaped(byte)).count() + 2
}

/// The part of a path that goes along with the file.
fn name_of_file(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}
