//! Rejects values that the syntax allows, but the server does not accept.
//!
//! The page [`corrections`](crate::corrections) lists the sources.

use crate::command::{EncodeError, EncodeErrorKind};
use crate::commands::{
    ApiChatItemReaction, ApiConnect, ApiSendMessages, ApiSendMessagesAsGroup, ApiUpdateProfile,
    Connect, CreateActiveUser,
};
use crate::types::{
    ChatRef, ChatType, ComposedMessage, CreatedConnLink, MsgContent, MsgReaction, Profile,
    ReactionError,
};

use super::links::{Link, LinkMode};
use super::sizes;

/// Only groups have a scope.
#[inline]
pub(super) fn scope_requires_group(chat: &ChatRef) -> Result<(), EncodeError> {
    match chat.chat_type {
        ChatType::Direct | ChatType::Local if chat.chat_scope.is_some() => {
            Err(EncodeError::invalid(
                "chatScope",
                "only groups have a support chat: omit the scope, or use a group",
            ))
        }
        _ => Ok(()),
    }
}

/// The first of two links must be a full link, and the second its short form.
pub(super) fn short_link_of_full_link(link: &CreatedConnLink) -> Result<(), EncodeError> {
    let Some(short) = &link.conn_short_link else {
        return Ok(());
    };
    match (
        Link::parse_full(&link.conn_full_link),
        Link::parse_short(short),
    ) {
        (Some(full), Some(short)) if full.mode == short.mode => Ok(()),
        _ => Err(EncodeError::invalid(
            "connShortLink",
            "the server reads a second link only as the short form of a full link before it: \
             omit it, or take both from a connection plan",
        )),
    }
}

/// A short link requires its full link before it. The server would answer with `invalidConnReq`.
pub(super) fn full_link_present(command: &ApiConnect) -> Result<(), EncodeError> {
    let CreatedConnLink {
        conn_full_link: link,
        conn_short_link: None,
        ..
    } = &command.prepared_link
    else {
        return Ok(());
    };
    match Link::parse_short(link) {
        Some(_) => Err(EncodeError::rejected(
            "connFullLink",
            "the server answers a short link alone with `invalidConnReq`: take `connLink` from a \
             connection plan (`APIConnectPlan`), or use `Connect`",
        )
        .within("preparedLink_")),
        None => Ok(()),
    }
}

/// The link in a profile must be the link of an address.
pub(super) fn profile_link(command: &ApiUpdateProfile) -> Result<(), EncodeError> {
    contact_link(&command.profile, "profile")
}

/// The same as [`profile_link`] for a new user.
pub(super) fn new_profile_link(command: &CreateActiveUser) -> Result<(), EncodeError> {
    let profile = command.new_user.profile.as_ref();
    profile.map_or(Ok(()), |profile| contact_link(profile, "newUser"))
}

fn contact_link(profile: &Profile, param: &'static str) -> Result<(), EncodeError> {
    let is_contact = |link: &str| Link::parse(link).is_some_and(|l| l.mode == LinkMode::Contact);
    match &profile.contact_link {
        Some(link) if !is_contact(link) => Err(EncodeError::invalid(
            "contactLink",
            "in a profile the server reads only the link of an address or a group, full or short: \
             take `connLinkContact` of the address, or omit it",
        )
        .within(param)),
        _ => Ok(()),
    }
}

/// A target ends at a space, and a first `i` is the short form of `incognito`.
pub(super) fn single_target(command: &Connect) -> Result<(), EncodeError> {
    let target = &command.conn_target;
    let kind = if target.trim_matches(' ').contains(' ') {
        EncodeErrorKind::Separator(' ')
    } else if !command.incognito && target.starts_with('i') {
        EncodeErrorKind::OtherParameter("i")
    } else {
        return Ok(());
    };
    Err(EncodeError::new("connTarget_", kind))
}

/// Messages can be sent to contacts and groups only.
pub(super) fn not_to_notes(command: &ApiSendMessages) -> Result<(), EncodeError> {
    match command.send_ref.chat_type {
        ChatType::Local => Err(EncodeError::invalid(
            "chatType",
            "the command sends to contacts and groups, not to the notes of the user",
        )
        .within("sendRef")),
        _ => Ok(()),
    }
}

/// The server only accepts the reactions that it supports.
pub(super) fn supported_reaction(command: &ApiChatItemReaction) -> Result<(), EncodeError> {
    let found = match &command.reaction {
        reaction if reaction.known().is_some() => return Ok(()),
        MsgReaction::Emoji { emoji, .. } => emoji,
        MsgReaction::Undocumented(object) => &*object.tag,
    };
    let error = ReactionError::new(found);
    Err(EncodeError::invalid("reaction", error.to_string()))
}

/// The messages can be sent together, and each of them can be sent.
pub(super) fn sendable_messages(command: &ApiSendMessages) -> Result<(), EncodeError> {
    let is_direct = command.send_ref.chat_type == ChatType::Direct;
    check_messages(&command.composed_messages, command.live_message, is_direct)
}

/// The same as [`sendable_messages`] for messages in the name of a group.
pub(super) fn sendable_in_name_of_group(
    command: &ApiSendMessagesAsGroup,
) -> Result<(), EncodeError> {
    check_messages(&command.composed_messages, command.live_message, false)
}

fn check_messages(
    messages: &[ComposedMessage],
    is_live: bool,
    is_direct: bool,
) -> Result<(), EncodeError> {
    if is_live && messages.len() > 1 {
        return Err(EncodeError::rejected(
            "liveMessage",
            "a live message must be the only one: send the others without `liveMessage`",
        ));
    }
    let rejected = |message| Err(EncodeError::rejected("composedMessages", message));
    let quotes = |message: &&ComposedMessage| message.quoted_item_id.is_some();
    if messages.iter().filter(quotes).count() > 1 {
        return rejected("only one of the messages may quote another: send the others separately");
    }
    for message in messages {
        match message.msg_content {
            MsgContent::Report { .. } => return rejected("the command cannot send reports"),
            _ if is_direct && !message.mentions.is_empty() => {
                return rejected("only messages to a group can mention members: omit the mentions");
            }
            _ => {}
        }
    }
    // If only some messages are too large, the server sends the others.
    let mut sizes = messages.iter().map(sizes::message);
    let first = sizes.next().unwrap_or(Ok(()));
    if sizes.any(|size| size.is_ok()) {
        return Ok(());
    }
    first
}
