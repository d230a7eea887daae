//! Creates and changes chat items.

use simplex_api::types::{
    ChatItem, ChatItemId, ChatType, CiContent, CiDeleted, CiDirection, CiMeta, CiQuote, CiStatus,
    CiTimed, GroupMember, MsgContent, RcvDirectEvent, RcvGroupEvent, UtcTime,
};

use crate::markdown;
use crate::network::state::item_text;

/// An item for a message that the user sends.
pub(crate) fn sent(
    id: ChatItemId,
    shared_id: &str,
    now: UtcTime,
    content: MsgContent,
    direction: CiDirection,
) -> ChatItem {
    let mut meta = meta(id, shared_id, now, &content, CiStatus::snd_new());
    meta.deletable = true;
    meta.editable = true;
    ChatItem::new(direction, meta, CiContent::snd_msg_content(content))
}

/// An item for a received message.
pub(crate) fn received(
    id: ChatItemId,
    shared_id: &str,
    now: UtcTime,
    content: MsgContent,
    direction: CiDirection,
) -> ChatItem {
    let meta = meta(id, shared_id, now, &content, CiStatus::rcv_new());
    ChatItem::new(direction, meta, CiContent::rcv_msg_content(content))
}

/// An item about an event in a chat.
pub(crate) fn event(
    id: ChatItemId,
    now: UtcTime,
    content: CiContent,
    direction: CiDirection,
) -> ChatItem {
    let status = if is_sent_direction(&direction) {
        CiStatus::snd_new()
    } else if notifies(&content) {
        CiStatus::rcv_new()
    } else {
        CiStatus::rcv_read()
    };
    // A banner is the first item of its chat.
    let time = match &content {
        CiContent::ChatBanner { .. } => UtcTime::from("1970-01-01T00:00:00Z"),
        _ => now.clone(),
    };
    let text = item_text::text(&content);
    let meta = CiMeta::new(id, time, text, status, now.clone(), now);
    ChatItem::new(direction, meta, content)
}

/// Whether a received item about an event is unread at first.
fn notifies(content: &CiContent) -> bool {
    use RcvGroupEvent as E;
    match content {
        CiContent::RcvGroupEvent {
            rcv_group_event, ..
        } => matches!(
            rcv_group_event,
            E::UserRole { .. }
                | E::UserDeleted { .. }
                | E::GroupDeleted { .. }
                | E::NewMemberPendingReview { .. }
        ),
        CiContent::RcvDirectEvent {
            rcv_direct_event, ..
        } => matches!(
            rcv_direct_event,
            RcvDirectEvent::GroupInvLinkReceived { .. }
        ),
        CiContent::RcvGroupInvitation { .. } => true,
        _ => false,
    }
}

fn meta(
    id: ChatItemId,
    shared_id: &str,
    now: UtcTime,
    content: &MsgContent,
    status: CiStatus,
) -> CiMeta {
    let text = item_text::message(content);
    CiMeta::new(id, now.clone(), text, status, now.clone(), now).item_shared_msg_id(shared_id)
}

/// The content of a sent or received message.
pub(crate) fn message(item: &ChatItem) -> Option<&MsgContent> {
    match &item.content {
        CiContent::SndMsgContent { msg_content, .. }
        | CiContent::RcvMsgContent { msg_content, .. } => Some(msg_content),
        _ => None,
    }
}

/// Whether the user has sent the item.
pub(crate) fn is_sent(item: &ChatItem) -> bool {
    is_sent_direction(&item.chat_dir)
}

pub(crate) fn is_sent_direction(direction: &CiDirection) -> bool {
    matches!(
        direction,
        CiDirection::DirectSnd { .. } | CiDirection::GroupSnd { .. }
    )
}

/// The quote of an item, for a reply to it.
pub(crate) fn quote(item: &ChatItem) -> Option<CiQuote> {
    let content = message(item)?.clone();
    let mut quote = CiQuote::new(item.meta.item_ts.clone(), content);
    quote.chat_dir = Some(item.chat_dir.clone());
    quote.item_id = Some(item.meta.item_id);
    quote
        .shared_msg_id
        .clone_from(&item.meta.item_shared_msg_id);
    Some(quote)
}

/// Sets the formats of a message's text.
pub(crate) fn set_formats(item: &mut ChatItem, has_names: bool) {
    let text = message(item).and_then(MsgContent::as_text);
    item.formatted_text = text.and_then(|text| markdown::parse(text, has_names));
    let has_link = item
        .formatted_text
        .as_deref()
        .is_some_and(markdown::has_link);
    let is_link = matches!(message(item), Some(MsgContent::Link { .. }));
    item.meta.has_link = has_link || is_link;
    if let Some(quote) = &mut item.quoted_item {
        let text = quote.content.as_text();
        quote.formatted_text = text.and_then(|text| markdown::parse(text, has_names));
    }
}

/// Replaces the content of a message.
pub(crate) fn edit(item: &mut ChatItem, content: MsgContent, live: bool, now: UtcTime) {
    let was_live = item.meta.item_live == Some(true);
    item.meta.item_text = item_text::message(&content);
    // Updates of a live message do not count as edits.
    item.meta.item_edited |= !was_live;
    item.meta.item_live = live.then_some(true);
    item.meta.updated_at = now;
    item.content = if is_sent(item) {
        CiContent::snd_msg_content(content)
    } else {
        CiContent::rcv_msg_content(content)
    };
}

/// Marks an item as deleted by its author, or by a moderator.
pub(crate) fn mark_deleted(
    item: &mut ChatItem,
    chat: ChatType,
    moderator: Option<GroupMember>,
    now: UtcTime,
) {
    let deleted = match moderator {
        Some(member) => CiDeleted::moderated(now.clone(), member),
        None => CiDeleted::deleted(now.clone(), chat),
    };
    item.meta.item_deleted = Some(Box::new(deleted));
    item.meta.deletable = false;
    item.meta.editable = false;
    item.meta.updated_at = now;
}

/// The timer of a disappearing message.
pub(crate) fn timed(ttl: i64, delete_at: UtcTime) -> CiTimed {
    CiTimed::new(ttl).delete_at(delete_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn updates_of_a_live_message_are_not_edits() {
        let now = UtcTime::from("2025-01-01T00:00:01Z");
        let content = MsgContent::text("hi");
        let direction = CiDirection::direct_snd();
        let mut item = sent(ChatItemId(1), "m1", now.clone(), content, direction);
        item.meta.item_live = Some(true);
        edit(&mut item, MsgContent::text("hi there"), false, now.clone());
        assert_eq!((item.meta.item_edited, item.meta.item_live), (false, None));
        edit(&mut item, MsgContent::text("bye"), false, now);
        assert!(item.meta.item_edited);
        assert_eq!(item.meta.item_text, "bye");
    }
}
