//! Values that the syntax allows and that the server does not take all the same.
//!
//! The page [`corrections`](crate::corrections) says where that is known from.

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

/// Only groups have parts.
#[inline]
pub(super) fn scope_of_a_group(chat: &ChatRef) -> Result<(), EncodeError> {
    match chat.chat_type {
        ChatType::Direct | ChatType::Local if chat.chat_scope.is_some() => {
            Err(EncodeError::invalid(
                "chatScope",
                "only groups have a support chat: leave out the scope, or name a group",
            ))
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
        _ => Err(EncodeError::invalid(
            "connShortLink",
            "the server reads a second link only as the short form of a full link before it: \
             leave it out, or take both from a connection plan",
        )),
    }
}

/// A short link needs its full one in front. The server would answer with `invalidConnReq`.
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
        Some(_) => Err(EncodeError::rejected(
            "connFullLink",
            "a short link alone is answered with `invalidConnReq`: take `connLink` from a \
             connection plan (`APIConnectPlan`), or use `Connect`",
        )
        .within("preparedLink_")),
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
        Some(link) if !is_contact(link) => Err(EncodeError::invalid(
            "contactLink",
            "the server reads only the link of an address or a group in a profile, full or short: \
             take `connLinkContact` of the address, or leave it out",
        )
        .within(param)),
        _ => Ok(()),
    }
}

/// A target ends at a space, and an `i` in front is the short form of `incognito`.
pub(super) fn one_target(command: &Connect) -> Result<(), EncodeError> {
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

/// Messages go to contacts and groups.
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

/// The server reads the reactions that it knows and no others.
pub(super) fn known_reaction(command: &ApiChatItemReaction) -> Result<(), EncodeError> {
    let found = match &command.reaction {
        reaction if reaction.known().is_some() => return Ok(()),
        MsgReaction::Emoji { emoji, .. } => emoji,
        MsgReaction::Undocumented(object) => &*object.tag,
    };
    let error = ReactionError::new(found);
    Err(EncodeError::invalid("reaction", error.to_string()))
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
    if is_live && messages.len() > 1 {
        return Err(EncodeError::rejected(
            "liveMessage",
            "a live message is sent alone: send the others without `liveMessage`",
        ));
    }
    let rejected = |message| Err(EncodeError::rejected("composedMessages", message));
    let quotes = |message: &&ComposedMessage| message.quoted_item_id.is_some();
    if messages.iter().filter(quotes).count() > 1 {
        return rejected(
            "only one of the messages may quote another: send the others by themselves",
        );
    }
    for message in messages {
        match message.msg_content {
            MsgContent::Report { .. } => return rejected("the command does not send reports"),
            _ if is_direct && !message.mentions.is_empty() => {
                return rejected(
                    "only messages to a group mention members: leave out the mentions",
                );
            }
            _ => {}
        }
    }
    // Of several messages the server leaves out those that are too large.
    let mut sizes = messages.iter().map(sizes::message);
    let first = sizes.next().unwrap_or(Ok(()));
    if sizes.any(|size| size.is_ok()) {
        return Ok(());
    }
    first
}
