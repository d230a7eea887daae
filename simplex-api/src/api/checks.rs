//! Values that have a place in the syntax and that the server does not take all the same.
//!
//! The page [`corrections`](crate::corrections) says where that is known from.

use crate::command::{EncodeError, Refusal};
use crate::commands::{ApiChatItemReaction, ApiSendMessages, ApiUpdateChatItem, Connect};
use crate::types::{
    ChatRef, ChatType, ComposedMessage, CreatedConnLink, LinkPreview, MsgContent, MsgReaction,
    Reaction,
};

use super::links;

/// The most bytes that the network carries for a message with all that is around it.
const LARGEST_MESSAGE: usize = 15_602;

/// Only groups have parts.
#[inline]
pub(super) fn scope_of_a_group(chat: &ChatRef) -> Result<(), EncodeError> {
    match chat.chat_type {
        ChatType::Direct | ChatType::Local if chat.chat_scope.is_some() => {
            Err(EncodeError::new("chatScope", Refusal::Scope))
        }
        _ => Ok(()),
    }
}

/// Of two links the first is a full one, and the second its short form.
pub(super) fn pair_of_links(link: &CreatedConnLink) -> Result<(), EncodeError> {
    let full = links::full(&link.conn_full_link);
    match &link.conn_short_link {
        Some(short) if full.is_none() || links::short(short) != full => {
            Err(EncodeError::new("connShortLink", Refusal::LinkPair))
        }
        _ => Ok(()),
    }
}

/// A target ends at a blank, and an `i` in front is the short word for `incognito`.
pub(super) fn one_target(command: &Connect) -> Result<(), EncodeError> {
    let target = &command.conn_target;
    let refusal = if target.trim_matches(' ').contains(' ') {
        Refusal::Separator(' ')
    } else if !command.incognito && target.starts_with('i') {
        Refusal::OtherParameter("i")
    } else {
        return Ok(());
    };
    Err(EncodeError::new("connTarget_", refusal))
}

/// Messages go to contacts and groups.
pub(super) fn not_to_notes(command: &ApiSendMessages) -> Result<(), EncodeError> {
    match command.send_ref.chat_type {
        ChatType::Local => Err(EncodeError::new("chatType", Refusal::Notes).within("sendRef")),
        _ => Ok(()),
    }
}

/// The server reads its own reactions and no others.
pub(super) fn known_reaction(command: &ApiChatItemReaction) -> Result<(), EncodeError> {
    let found = match &command.reaction {
        reaction if reaction.known().is_some() => return Ok(()),
        MsgReaction::Emoji { emoji, .. } => emoji.clone(),
        MsgReaction::Undocumented(object) => object.tag.to_string(),
    };
    let known = &Reaction::EMOJI;
    Err(EncodeError::new(
        "reaction",
        Refusal::Reaction { found, known },
    ))
}

/// Messages that can be sent together, and each of them at all.
pub(super) fn sendable(command: &ApiSendMessages) -> Result<(), EncodeError> {
    let messages = &command.composed_messages;
    let quotes = |message: &&ComposedMessage| message.quoted_item_id.is_some();
    if command.live_message && messages.len() > 1 {
        return Err(EncodeError::new("liveMessage", Refusal::LiveOfSeveral));
    }
    if messages.iter().filter(quotes).count() > 1 {
        return Err(EncodeError::new("composedMessages", Refusal::SeveralQuotes));
    }
    let is_direct = command.send_ref.chat_type == ChatType::Direct;
    messages.iter().try_for_each(|message| {
        let refusal = match message.msg_content {
            MsgContent::Report { .. } => Refusal::Report,
            _ if is_direct && !message.mentions.is_empty() => Refusal::Mentions,
            _ => return fits(&message.msg_content, "composedMessages"),
        };
        Err(EncodeError::new("composedMessages", refusal))
    })
}

/// The same for what a message is changed to.
pub(super) fn small_enough(command: &ApiUpdateChatItem) -> Result<(), EncodeError> {
    fits(&command.updated_message.msg_content, "updatedMessage")
}

/// Refuses a message whose strings alone are more than a message can have. What else stands around them
/// depends on chat and server: those that are close to the limit are for the server to judge.
fn fits(content: &MsgContent, param: &'static str) -> Result<(), EncodeError> {
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
    // Most messages are so short that their letters need not be looked at.
    let most_bytes: usize = strings.iter().map(|text| 2 * text.len() + 2).sum();
    if most_bytes <= LARGEST_MESSAGE {
        return Ok(());
    }
    let bytes = strings.iter().map(|text| least_in_json(text)).sum();
    if bytes <= LARGEST_MESSAGE {
        return Ok(());
    }
    let most = LARGEST_MESSAGE;
    Err(EncodeError::new(param, Refusal::TooLarge { bytes, most }))
}

/// The bytes that a string has in JSON at least: quotes around it, and two for what must be escaped.
fn least_in_json(text: &str) -> usize {
    let escaped = |byte: &u8| matches!(byte, 0..b' ' | b'"' | b'\\');
    text.len() + text.as_bytes().iter().filter(|byte| escaped(byte)).count() + 2
}
