//! What messages say.

use std::collections::BTreeMap;

use serde_json::Value;

use simplex_api::json;
use simplex_api::links::Link;
use simplex_api::types::{CiMention, ComposedMessage, MsgContent, StoreError};

use crate::network::result::{NetworkResult, store_error};

/// What stands around the content of a message when it is sent.
const ENVELOPE: &str =
    r#"{"v":"1-16","msgId":"000000000000000000000000","event":"x.msg.new","params":{"content":}}"#;

/// The same for what it replies to.
const QUOTE: &str = r#","quote":{"msgRef":{"msgId":"000000000000000000000000","sentAt":"2025-01-01T00:00:00Z","sent":true},"content":}"#;

/// For those whom it mentions, and for each of them.
const MENTIONS: &str = r#","mentions":{}"#;
const MENTION: &str = r#":{"memberId":""},"#;

/// For a file.
const FILE: &str = r#","file":{"fileName":,"fileSize":,"fileDescr":{"fileDescrText":"","fileDescrPartNo":0,"fileDescrComplete":false}}"#;

/// What is sent with the content of a message.
#[derive(Default)]
pub(crate) struct MessageExtras<'a> {
    pub(crate) quoted: Option<&'a MsgContent>,
    pub(crate) mentions: Option<&'a BTreeMap<String, CiMention>>,
    /// The name and the size.
    pub(crate) file: Option<(String, i64)>,
}

/// Whether a text has a link of the network in it.
pub(crate) fn has_simplex_link(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.any(|word| {
        Link::parse(word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')'])).is_some()
    })
}

/// # Errors
/// If a message with this content is too large to be sent.
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
