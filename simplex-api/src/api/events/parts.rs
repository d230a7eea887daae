//! What all events have: a tag, a chat, and a record.

use std::any::Any;

use crate::events::{self, Event, ReceivedContactRequest};
use crate::json::{self, EventRecord, JsonError, Tagged};
use crate::types::{AChatItem, ChatRef, Contact, GroupInfo};

struct Parts<'a> {
    chat: Option<ChatRef>,
    tag: &'a str,
    record: &'a dyn Any,
}

macro_rules! events {
    ($($event:ident($record:ident) => $chat:expr,)*) => {
        fn parts(event: &Event) -> Parts<'_> {
            match event {
                $(Event::$event($record) => Parts {
                    chat: $chat,
                    tag: events::$event::TAG,
                    record: &**$record,
                },)*
                Event::Undocumented(object) => Parts {
                    chat: None,
                    tag: &object.tag,
                    record: object,
                },
            }
        }
    };
}

events! {
    ContactConnected(event) => contact(&event.contact),
    ContactUpdated(event) => contact(&event.to_contact),
    ContactDeletedByContact(event) => contact(&event.contact),
    ReceivedContactRequest(event) => request(event),
    NewMemberContactReceivedInv(event) => contact(&event.contact),
    ContactSndReady(event) => contact(&event.contact),
    NewChatItems(event) => item(event.chat_items.first()),
    ChatItemReaction(event) => event.reaction.chat_info.chat_ref(),
    ChatItemsDeleted(event) => item(
        event.chat_item_deletions.first().map(|deletion| &deletion.deleted_chat_item),
    ),
    ChatItemUpdated(event) => item(Some(&event.chat_item)),
    GroupChatItemsDeleted(event) => group(&event.group_info),
    ChatItemsStatusesUpdated(event) => item(event.chat_items.first()),
    ReceivedGroupInvitation(event) => group(&event.group_info),
    UserJoinedGroup(event) => group(&event.group_info),
    GroupUpdated(event) => group(&event.to_group),
    JoinedGroupMember(event) => group(&event.group_info),
    MemberRole(event) => group(&event.group_info),
    DeletedMember(event) => group(&event.group_info),
    LeftMember(event) => group(&event.group_info),
    DeletedMemberUser(event) => group(&event.group_info),
    GroupDeleted(event) => group(&event.group_info),
    ConnectedToGroupMember(event) => group(&event.group_info),
    MemberAcceptedByOther(event) => group(&event.group_info),
    MemberBlockedForAll(event) => group(&event.group_info),
    GroupMemberUpdated(event) => group(&event.group_info),
    GroupLinkDataUpdated(event) => group(&event.group_info),
    GroupRelayUpdated(event) => group(&event.group_info),
    RcvFileDescrReady(event) => item(Some(&event.chat_item)),
    RcvFileComplete(event) => item(Some(&event.chat_item)),
    SndFileCompleteXftp(event) => item(Some(&event.chat_item)),
    RcvFileStart(event) => item(Some(&event.chat_item)),
    RcvFileSndCancelled(event) => item(Some(&event.chat_item)),
    RcvFileAccepted(event) => item(Some(&event.chat_item)),
    RcvFileError(event) => item(event.chat_item.as_ref()),
    RcvFileWarning(event) => item(event.chat_item.as_ref()),
    SndFileError(event) => item(event.chat_item.as_ref()),
    SndFileWarning(event) => item(event.chat_item.as_ref()),
    AcceptingContactRequest(event) => contact(&event.contact),
    AcceptingBusinessRequest(event) => group(&event.group_info),
    ContactConnecting(event) => contact(&event.contact),
    BusinessLinkConnecting(event) => group(&event.group_info),
    JoinedGroupMemberConnecting(event) => group(&event.group_info),
    SentGroupInvitation(event) => group(&event.group_info),
    GroupLinkConnecting(event) => group(&event.group_info),
    HostConnected(event) => None,
    HostDisconnected(event) => None,
    SubscriptionStatus(event) => None,
    MessageError(event) => None,
    ChatError(event) => None,
    ChatErrors(event) => None,
}

impl Event {
    /// The `type` of the event.
    pub fn tag(&self) -> &str {
        parts(self).tag
    }

    /// The chat of the event, or the first one if there are several; `None` if the event has no chat or is
    /// undocumented.
    pub fn chat_ref(&self) -> Option<ChatRef> {
        parts(self).chat
    }

    /// The event as a record: a type of [`events`](crate::events), or your own type with the same tag, for an undocumented
    /// event or for other fields. `None` if the event has another tag.
    ///
    /// ```
    /// use simplex_api::api_type;
    /// use simplex_api::events::Event;
    ///
    /// #[api_type(event)]
    /// pub struct ChatSuspended {
    ///     pub reason: String,
    /// }
    ///
    /// let event = Event::decode(r#"{"type":"chatSuspended","reason":"too late"}"#).unwrap();
    /// let suspended = event.record::<ChatSuspended>().unwrap().unwrap();
    /// assert_eq!(suspended.reason, "too late");
    /// ```
    ///
    /// # Errors
    /// If your own type has another shape.
    pub fn record<T: EventRecord + Clone + 'static>(&self) -> Option<Result<T, JsonError>> {
        let Parts { tag, record, .. } = parts(self);
        (tag == T::TAG).then(|| match record.downcast_ref::<T>() {
            Some(record) => Ok(record.clone()),
            None => T::decode(&json::encode(self)),
        })
    }
}

fn contact(contact: &Contact) -> Option<ChatRef> {
    Some(contact.contact_id.into())
}

fn group(group: &GroupInfo) -> Option<ChatRef> {
    Some(group.group_id.into())
}

/// The chat of a request to a business address is a group, which is only in `chat`.
fn request(event: &ReceivedContactRequest) -> Option<ChatRef> {
    let chat = event
        .chat
        .as_ref()
        .and_then(|chat| chat.chat_info.chat_ref());
    chat.or_else(|| event.contact_request.contact_id.map(ChatRef::from))
}

fn item(item: Option<&AChatItem>) -> Option<ChatRef> {
    item?.chat_info.chat_ref()
}
