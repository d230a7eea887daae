//! The chat of every event.

use serde_json::Value;
use simplex_api::events::Event;
use simplex_api::types::{ChatRef, ChatType, ContactId, GroupChatScope, GroupId, GroupMemberId};
use simplex_api_tests::facts::{Facts, Tagged, TypeRef};
use simplex_api_tests::generate::{Generator, RICHEST};

/// The number of values for each event: enough for all kinds of chats.
const ROUNDS: u64 = 12;

/// The types that contain a chat.
const CHAT_TYPES: [&str; 7] = [
    "AChat",
    "AChatItem",
    "ACIReaction",
    "ChatItemDeletion",
    "Contact",
    "GroupInfo",
    "UserContactRequest",
];

/// The location of the chat in an event.
enum ChatLocation {
    /// In the field with this name, at this path inside of it. If the field is a list, in its first item.
    Field(&'static str, &'static [&'static str]),
    /// The location in a contact request: its conversation, or else its contact.
    Request,
    None,
}

const CONTACT: ChatLocation = ChatLocation::Field("contact", &[]);
const GROUP: ChatLocation = ChatLocation::Field("groupInfo", &[]);
const ITEM: ChatLocation = ChatLocation::Field("chatItem", CHAT_INFO);
const ITEMS: ChatLocation = ChatLocation::Field("chatItems", CHAT_INFO);
const OPTIONAL_ITEM: ChatLocation = ChatLocation::Field("chatItem_", CHAT_INFO);
const CHAT_INFO: &[&str] = &["chatInfo"];
const DELETED: &[&str] = &["deletedChatItem", "chatInfo"];

const TABLE: [(&str, ChatLocation); 50] = [
    ("contactConnected", CONTACT),
    ("contactUpdated", ChatLocation::Field("toContact", &[])),
    ("contactDeletedByContact", CONTACT),
    ("receivedContactRequest", ChatLocation::Request),
    ("newMemberContactReceivedInv", CONTACT),
    ("contactSndReady", CONTACT),
    ("newChatItems", ITEMS),
    (
        "chatItemReaction",
        ChatLocation::Field("reaction", CHAT_INFO),
    ),
    (
        "chatItemsDeleted",
        ChatLocation::Field("chatItemDeletions", DELETED),
    ),
    ("chatItemUpdated", ITEM),
    ("groupChatItemsDeleted", GROUP),
    ("chatItemsStatusesUpdated", ITEMS),
    ("receivedGroupInvitation", GROUP),
    ("userJoinedGroup", GROUP),
    ("groupUpdated", ChatLocation::Field("toGroup", &[])),
    ("joinedGroupMember", GROUP),
    ("memberRole", GROUP),
    ("deletedMember", GROUP),
    ("leftMember", GROUP),
    ("deletedMemberUser", GROUP),
    ("groupDeleted", GROUP),
    ("connectedToGroupMember", GROUP),
    ("memberAcceptedByOther", GROUP),
    ("memberBlockedForAll", GROUP),
    ("groupMemberUpdated", GROUP),
    ("groupLinkDataUpdated", GROUP),
    ("groupRelayUpdated", GROUP),
    ("rcvFileDescrReady", ITEM),
    ("rcvFileComplete", ITEM),
    ("sndFileCompleteXFTP", ITEM),
    ("rcvFileStart", ITEM),
    ("rcvFileSndCancelled", ITEM),
    ("rcvFileAccepted", ITEM),
    ("rcvFileError", OPTIONAL_ITEM),
    ("rcvFileWarning", OPTIONAL_ITEM),
    ("sndFileError", OPTIONAL_ITEM),
    ("sndFileWarning", OPTIONAL_ITEM),
    ("acceptingContactRequest", CONTACT),
    ("acceptingBusinessRequest", GROUP),
    ("contactConnecting", CONTACT),
    ("businessLinkConnecting", GROUP),
    ("joinedGroupMemberConnecting", GROUP),
    ("sentGroupInvitation", GROUP),
    ("groupLinkConnecting", GROUP),
    ("hostConnected", ChatLocation::None),
    ("hostDisconnected", ChatLocation::None),
    ("subscriptionStatus", ChatLocation::None),
    ("messageError", ChatLocation::None),
    ("chatError", ChatLocation::None),
    ("chatErrors", ChatLocation::None),
];

fn rows() -> impl Iterator<Item = (&'static Tagged, &'static ChatLocation)> {
    let events = Facts::v7_0().events.iter();
    events.zip(&TABLE).map(|(fact, (tag, location))| {
        assert_eq!(fact.tag, *tag);
        (fact, location)
    })
}

#[test]
fn the_table_lists_every_event_with_its_fields() {
    assert_eq!(Facts::v7_0().events.len(), TABLE.len());
    for (fact, location) in rows() {
        let with_chat = fact.fields.iter().filter(|field| has_chat(&field.ty));
        let with_chat: Vec<_> = with_chat.map(|field| field.name.as_str()).collect();
        match location {
            ChatLocation::Field(name, _) => assert!(with_chat.contains(name), "{}", fact.tag),
            ChatLocation::Request => assert_eq!(with_chat, ["contactRequest", "chat_"]),
            ChatLocation::None => assert_eq!(with_chat, [""; 0], "{}", fact.tag),
        }
    }
}

fn has_chat(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Ref(name) => CHAT_TYPES.contains(&name.as_str()),
        TypeRef::Array(inner) | TypeRef::Optional(inner) => has_chat(inner),
        TypeRef::Prim(_) | TypeRef::Map { .. } => false,
    }
}

#[test]
fn every_event_returns_its_chat() {
    let mut all = Vec::new();
    for (fact, location) in rows() {
        let chats = (0..ROUNDS).filter_map(|seed| {
            let value = Generator::new(Facts::v7_0(), seed).tagged("type", fact, RICHEST);
            let event = Event::decode(&value.to_string()).expect("an event");
            let chat = event.chat_ref();
            assert_eq!(chat, chat_at(&value, location), "{value}");
            chat
        });
        let chats: Vec<_> = chats.collect();
        assert_eq!(
            chats.is_empty(),
            matches!(location, ChatLocation::None),
            "{}",
            fact.tag
        );
        all.extend(chats);
    }
    for kind in [ChatType::Direct, ChatType::Group, ChatType::Local] {
        assert!(all.iter().any(|chat| chat.chat_type == kind), "{kind:?}");
    }
    assert!(all.iter().any(|chat| chat.chat_scope.is_some()));
}

fn chat_at(event: &Value, location: &ChatLocation) -> Option<ChatRef> {
    match location {
        ChatLocation::Field(name, path) => {
            let first = match &event[name] {
                Value::Array(several) => several.first()?,
                one => one,
            };
            chat(path.iter().fold(first, |value, name| &value[name]))
        }
        ChatLocation::Request => {
            let contact =
                || Some(ContactId(event["contactRequest"]["contactId_"].as_i64()?).into());
            chat(&event["chat_"]["chatInfo"]).or_else(contact)
        }
        ChatLocation::None => None,
    }
}

/// The reference to a contact, to a group, or to the chat of an item.
fn chat(value: &Value) -> Option<ChatRef> {
    let contact = |value: &Value| Some(ContactId(value["contactId"].as_i64()?).into());
    let group = |value: &Value| Some(GroupId(value["groupId"].as_i64()?).into());
    match value["type"].as_str() {
        None => contact(value).or_else(|| group(value)),
        Some("direct") => contact(&value["contact"]),
        Some("group") => {
            let chat: ChatRef = group(&value["groupInfo"])?;
            let scope = &value["groupChatScope"];
            if scope.is_null() {
                return Some(chat);
            }
            assert_eq!(scope["type"], "memberSupport");
            let member = scope["groupMember_"]["groupMemberId"].as_i64();
            Some(chat.chat_scope(GroupChatScope::member_support(member.map(GroupMemberId))))
        }
        Some("local") => {
            let notes = value["noteFolder"]["noteFolderId"].as_i64()?;
            Some(ChatRef::new(ChatType::Local, notes))
        }
        Some(_) => None,
    }
}
