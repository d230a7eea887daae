//! Values that have a place in the syntax and that the server does not take all the same.
//!
//! The page [`corrections`](crate::corrections) says where that is known from.

use crate::command::{EncodeError, Refusal};
use crate::commands::{
    ApiChatItemReaction, ApiConnect, ApiSendMessages, ApiSendMessagesAsGroup, ApiUpdateProfile,
    Connect, CreateActiveUser,
};
use crate::types::{
    ChatRef, ChatType, ComposedMessage, CreatedConnLink, MsgContent, MsgReaction, Profile, Reaction,
};

use super::links::{Link, LinkMode};
use super::sizes;

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
    let Some(short) = &link.conn_short_link else {
        return Ok(());
    };
    match (
        Link::parse_full(&link.conn_full_link),
        Link::parse_short(short),
    ) {
        (Some(full), Some(short)) if full.mode == short.mode => Ok(()),
        _ => Err(EncodeError::new("connShortLink", Refusal::LinkPair)),
    }
}

/// A short link needs its full one in front.
pub(super) fn full_link(command: &ApiConnect) -> Result<(), EncodeError> {
    let CreatedConnLink {
        conn_full_link: link,
        conn_short_link: None,
        ..
    } = &command.prepared_link
    else {
        return Ok(());
    };
    match Link::parse_short(link) {
        Some(_) => {
            let error = EncodeError::new("connFullLink", Refusal::ShortLinkAlone);
            Err(error.within("preparedLink_"))
        }
        None => Ok(()),
    }
}

/// The link in a profile is that of an address.
pub(super) fn profile_link(command: &ApiUpdateProfile) -> Result<(), EncodeError> {
    contact_link(&command.profile, "profile")
}

/// The same for a user that is created.
pub(super) fn new_profile_link(command: &CreateActiveUser) -> Result<(), EncodeError> {
    let profile = command.new_user.profile.as_ref();
    profile.map_or(Ok(()), |profile| contact_link(profile, "newUser"))
}

fn contact_link(profile: &Profile, param: &'static str) -> Result<(), EncodeError> {
    let is_contact = |link: &str| Link::parse(link).is_some_and(|l| l.mode == LinkMode::Contact);
    match &profile.contact_link {
        Some(link) if !is_contact(link) => {
            Err(EncodeError::new("contactLink", Refusal::ContactLink).within(param))
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
    let is_direct = command.send_ref.chat_type == ChatType::Direct;
    check_messages(&command.composed_messages, command.live_message, is_direct)
}

/// The same for messages that a group sends.
pub(super) fn sendable_as_group(command: &ApiSendMessagesAsGroup) -> Result<(), EncodeError> {
    check_messages(&command.composed_messages, command.live_message, false)
}

fn check_messages(
    messages: &[ComposedMessage],
    is_live: bool,
    is_direct: bool,
) -> Result<(), EncodeError> {
    let quotes = |message: &&ComposedMessage| message.quoted_item_id.is_some();
    if is_live && messages.len() > 1 {
        return Err(EncodeError::new("liveMessage", Refusal::LiveOfSeveral));
    }
    if messages.iter().filter(quotes).count() > 1 {
        return Err(EncodeError::new("composedMessages", Refusal::SeveralQuotes));
    }
    for message in messages {
        let refusal = match message.msg_content {
            MsgContent::Report { .. } => Refusal::Report,
            _ if is_direct && !message.mentions.is_empty() => Refusal::Mentions,
            _ => continue,
        };
        return Err(EncodeError::new("composedMessages", refusal));
    }
    // Of several messages the server leaves out those that are too large.
    let mut sizes = messages.iter().map(sizes::message);
    let first = sizes.next().unwrap_or(Ok(()));
    if sizes.any(|size| size.is_ok()) {
        return Ok(());
    }
    first
}
