//! Chat items: how the entries of a conversation begin, and change.

use crate::types::{
    ChatItem, ChatItemId, ChatType, CiContent, CiDeleted, CiDirection, CiMeta, CiQuote,
    CiReactionCount, CiStatus, CiTimed, MsgContent, MsgReaction, UtcTime,
};

/// An item of a message that the user sends.
pub(super) fn sent(
    id: ChatItemId,
    shared_id: String,
    now: UtcTime,
    content: MsgContent,
) -> ChatItem {
    let mut meta = meta(id, shared_id, now, &content, CiStatus::snd_new());
    meta.deletable = true;
    meta.editable = true;
    let content = CiContent::snd_msg_content(content);
    ChatItem::new(CiDirection::direct_snd(), meta, content)
}

/// An item of a message that a contact has sent.
pub(super) fn received(
    id: ChatItemId,
    shared_id: String,
    now: UtcTime,
    content: MsgContent,
) -> ChatItem {
    let meta = meta(id, shared_id, now, &content, CiStatus::rcv_new());
    let content = CiContent::rcv_msg_content(content);
    ChatItem::new(CiDirection::direct_rcv(), meta, content)
}

fn meta(
    id: ChatItemId,
    shared_id: String,
    now: UtcTime,
    content: &MsgContent,
    status: CiStatus,
) -> CiMeta {
    let text = content.as_text().unwrap_or_default();
    CiMeta::new(id, now.clone(), text, status, now.clone(), now).item_shared_msg_id(shared_id)
}

/// The message in an item, whoever sent it.
pub(super) fn message(item: &ChatItem) -> Option<&MsgContent> {
    match &item.content {
        CiContent::SndMsgContent { msg_content, .. }
        | CiContent::RcvMsgContent { msg_content, .. } => Some(msg_content),
        _ => None,
    }
}

/// Whether the user has sent the item.
pub(super) fn is_sent(item: &ChatItem) -> bool {
    matches!(item.chat_dir, CiDirection::DirectSnd { .. })
}

/// The quote of an item, for a reply to it.
pub(super) fn quote(item: &ChatItem) -> Option<CiQuote> {
    let content = message(item)?.clone();
    let mut quote = CiQuote::new(item.meta.item_ts.clone(), content);
    quote.chat_dir = Some(item.chat_dir.clone());
    quote.item_id = Some(item.meta.item_id);
    quote
        .shared_msg_id
        .clone_from(&item.meta.item_shared_msg_id);
    Some(quote)
}

/// Puts a new message in the place of the old one.
pub(super) fn edit(item: &mut ChatItem, content: MsgContent, live: bool, now: UtcTime) {
    let was_live = item.meta.item_live == Some(true);
    item.meta.item_text = content.as_text().unwrap_or_default().to_owned();
    // Going on with a live message is no edit.
    item.meta.item_edited |= !was_live;
    item.meta.item_live = live.then_some(true);
    item.meta.updated_at = now;
    item.content = match is_sent(item) {
        true => CiContent::snd_msg_content(content),
        false => CiContent::rcv_msg_content(content),
    };
}

/// Marks an item as deleted by its author.
pub(super) fn mark_deleted(item: &mut ChatItem, now: UtcTime) {
    item.meta.item_deleted = Some(Box::new(CiDeleted::deleted(now.clone(), ChatType::Direct)));
    item.meta.deletable = false;
    item.meta.editable = false;
    item.meta.updated_at = now;
}

/// The timer of a message that disappears.
pub(super) fn timed(ttl: i32, delete_at: UtcTime) -> CiTimed {
    CiTimed::new(ttl).delete_at(delete_at)
}

/// The reactions of an item after `by_user`, or else the contact, has added one or taken it back.
///
/// # Errors
/// If it was so before.
pub(super) fn react(
    item: &mut ChatItem,
    reaction: &MsgReaction,
    by_user: bool,
    add: bool,
) -> Result<(), AlreadySo> {
    let count = item
        .reactions
        .iter()
        .find(|count| count.reaction == *reaction);
    let (mut user, mut contact) = count.map_or((false, false), |count| {
        let user = count.user_reacted;
        (user, count.total_reacted > i32::from(user))
    });
    let reacted = if by_user { &mut user } else { &mut contact };
    if *reacted == add {
        return Err(AlreadySo);
    }
    *reacted = add;
    let total = i32::from(user) + i32::from(contact);
    let place = item
        .reactions
        .iter()
        .position(|count| count.reaction == *reaction);
    let count = CiReactionCount::new(reaction.clone(), total).user_reacted(user);
    match place {
        Some(place) if total == 0 => drop(item.reactions.remove(place)),
        Some(place) => item.reactions[place] = count,
        None => item.reactions.push(count),
    }
    Ok(())
}

/// A reaction is added that is there, or taken back that is not.
#[derive(Debug)]
pub(super) struct AlreadySo;

#[cfg(test)]
mod tests {
    use super::*;

    fn item() -> ChatItem {
        let now = UtcTime::from("2025-01-01T00:00:00Z");
        sent(ChatItemId(1), "m1".into(), now, MsgContent::text("hi"))
    }

    #[test]
    fn both_sides_react_once_with_each_reaction() {
        let (mut item, like) = (item(), MsgReaction::emoji("👍"));
        react(&mut item, &like, true, true).unwrap();
        react(&mut item, &like, true, true).unwrap_err();
        react(&mut item, &like, false, true).unwrap();
        let both = CiReactionCount::new(like.clone(), 2).user_reacted(true);
        assert_eq!(item.reactions, [both]);
        react(&mut item, &like, true, false).unwrap();
        assert_eq!(item.reactions, [CiReactionCount::new(like.clone(), 1)]);
        react(&mut item, &like, false, false).unwrap();
        react(&mut item, &like, false, false).unwrap_err();
        assert!(item.reactions.is_empty());
    }

    #[test]
    fn going_on_with_a_live_message_is_no_edit() {
        let (mut item, now) = (item(), UtcTime::from("2025-01-01T00:00:01Z"));
        item.meta.item_live = Some(true);
        edit(&mut item, MsgContent::text("hi there"), false, now.clone());
        assert_eq!((item.meta.item_edited, item.meta.item_live), (false, None));
        edit(&mut item, MsgContent::text("bye"), false, now);
        assert!(item.meta.item_edited);
        assert_eq!(item.meta.item_text, "bye");
    }
}
