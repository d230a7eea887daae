//! The content of messages and its limits.

use std::collections::BTreeMap;

use serde_json::Value;

use simplex_api::json;
use simplex_api::types::{CiMention, ComposedMessage, Format, MsgContent, StoreError};

use crate::markdown;
use crate::network::result::{NetworkResult, store_error};

/// The JSON around the content of a message.
const ENVELOPE: &str =
    r#"{"v":"1-16","msgId":"000000000000000000000000","event":"x.msg.new","params":{"content":}}"#;

/// The JSON around the quoted content.
const QUOTE: &str = r#","quote":{"msgRef":{"msgId":"000000000000000000000000","sentAt":"2025-01-01T00:00:00Z","sent":true},"content":}"#;

/// The JSON of the mentions, and of each of them.
const MENTIONS: &str = r#","mentions":{}"#;
const MENTION: &str = r#":{"memberId":""},"#;

/// The JSON of a file.
const FILE: &str = r#","file":{"fileName":,"fileSize":,"fileDescr":{"fileDescrText":"","fileDescrPartNo":0,"fileDescrComplete":false}}"#;

/// What a message contains in addition to its content.
#[derive(Default)]
pub(crate) struct MessageExtras<'a> {
    pub(crate) quoted: Option<&'a MsgContent>,
    pub(crate) mentions: Option<&'a BTreeMap<String, CiMention>>,
    /// The name and the size.
    pub(crate) file: Option<(String, i64)>,
}

/// Whether a text contains a SimpleX link.
pub(crate) fn has_simplex_link(text: &str) -> bool {
    let parts = markdown::parse(text, true).unwrap_or_default();
    let is_link = |format: Option<&Format>| matches!(format, Some(Format::SimplexLink { .. }));
    parts.iter().any(|part| is_link(part.format.as_ref()))
}

/// # Errors
/// If the message is too large.
pub(crate) fn check_size(content: &MsgContent, extras: &MessageExtras<'_>) -> NetworkResult<()> {
    let in_json = |text: &str| Value::from(text).to_string().len();
    let quoted = extras
        .quoted
        .map(|quoted| QUOTE.len() + json::encode(quoted).len());
    let mentions = extras.mentions.filter(|mentions| !mentions.is_empty());
    let mentions = mentions.map(|mentions| {
        let mention = |(name, mention): (&String, &CiMention)| {
            in_json(name) + MENTION.len() + mention.member_id.len()
        };
        MENTIONS.len() + mentions.iter().map(mention).sum::<usize>()
    });
    let file = extras
        .file
        .as_ref()
        .map(|(name, size)| FILE.len() + in_json(name) + size.to_string().len());
    let extras: usize = [quoted, mentions, file].into_iter().flatten().sum();
    if ENVELOPE.len() + json::encode(content).len() + extras > ComposedMessage::MAX_BYTES {
        Err(store_error(StoreError::large_msg()))
    } else {
        Ok(())
    }
}
