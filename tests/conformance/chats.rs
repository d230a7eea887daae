//! The chat that an event is about, for every event.

use serde_json::Value;
use simplex_api::events::Event;
use simplex_api::types::{ChatRef, ChatType, ContactId, GroupChatScope, GroupId, GroupMemberId};
use simplex_api_tests::facts::{Facts, Tagged, TypeRef};
use simplex_api_tests::generate::{Generator, RICHEST};

/// How often each event is made: often enough for all kinds of chats.
const ROUNDS: u64 = 12;

/// The types that tell a chat.
const CHATS: [&str; 7] = [
    "AChat",
    "AChatItem",
    "ACIReaction",
    "ChatItemDeletion",
    "Contact",
    "GroupInfo",
    "UserContactRequest",
];

/// Where an event tells its chat.
enum Of {
    /// In the member of this name, and within it on this way. Of several there, in the first.
    Member(&'static str, &'static [&'static str]),
    /// Where a request does: in its conversation, or else by its contact.
    Request,
    Nothing,
}

const CONTACT: Of = Of::Member("contact", &[]);
const GROUP: Of = Of::Member("groupInfo", &[]);
const ITEM: Of = Of::Member("chatItem", CHAT_INFO);
const ITEMS: Of = Of::Member("chatItems", CHAT_INFO);
const ITEM_IF_ANY: Of = Of::Member("chatItem_", CHAT_INFO);
const CHAT_INFO: &[&str] = &["chatInfo"];
const DELETED: &[&str] = &["deletedChatItem", "chatInfo"];

const TABLE: [(&str, Of); 50] = [
    ("contactConnected", CONTACT),
    ("contactUpdated", Of::Member("toContact", &[])),
    ("contactDeletedByContact", CONTACT),
    ("receivedContactRequest", Of::Request),
    ("newMemberContactReceivedInv", CONTACT),
    ("contactSndReady", CONTACT),
    ("newChatItems", ITEMS),
    ("chatItemReaction", Of::Member("reaction", CHAT_INFO)),
    ("chatItemsDeleted", Of::Member("chatItemDeletions", DELETED)),
    ("chatItemUpdated", ITEM),
    ("groupChatItemsDeleted", GROUP),
    ("chatItemsStatusesUpdated", ITEMS),
    ("receivedGroupInvitation", GROUP),
    ("userJoinedGroup", GROUP),
    ("groupUpdated", Of::Member("toGroup", &[])),
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
    ("rcvFileError", ITEM_IF_ANY),
    ("rcvFileWarning", ITEM_IF_ANY),
    ("sndFileError", ITEM_IF_ANY),
    ("sndFileWarning", ITEM_IF_ANY),
    ("acceptingContactRequest", CONTACT),
    ("acceptingBusinessRequest", GROUP),
    ("contactConnecting", CONTACT),
    ("businessLinkConnecting", GROUP),
    ("joinedGroupMemberConnecting", GROUP),
    ("sentGroupInvitation", GROUP),
    ("groupLinkConnecting", GROUP),
    ("hostConnected", Of::Nothing),
    ("hostDisconnected", Of::Nothing),
    ("subscriptionStatus", Of::Nothing),
    ("messageError", Of::Nothing),
    ("chatError", Of::Nothing),
    ("chatErrors", Of::Nothing),
];

fn rows() -> impl Iterator<Item = (&'static Tagged, &'static Of)> {
    let events = Facts::v7_0().events.iter();
    events.zip(&TABLE).map(|(fact, (tag, of))| {
        assert_eq!(fact.tag, *tag);
        (fact, of)
    })
}

#[test]
fn the_table_has_every_event_and_its_members() {
    assert_eq!(Facts::v7_0().events.len(), TABLE.len());
    for (fact, of) in rows() {
        let tell_chats = fact.fields.iter().filter(|field| tells_a_chat(&field.ty));
        let tell_chats: Vec<_> = tell_chats.map(|field| field.name.as_str()).collect();
        match of {
            Of::Member(name, _) => assert!(tell_chats.contains(name), "{}", fact.tag),
            Of::Request => assert_eq!(tell_chats, ["contactRequest", "chat_"]),
            Of::Nothing => assert_eq!(tell_chats, [""; 0], "{}", fact.tag),
        }
    }
}

fn tells_a_chat(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Ref(name) => CHATS.contains(&name.as_str()),
        TypeRef::Array(inner) | TypeRef::Optional(inner) => tells_a_chat(inner),
        TypeRef::Prim(_) | TypeRef::Map { .. } => false,
    }
}

#[test]
fn every_event_names_its_chat() {
    let mut all = Vec::new();
    for (fact, of) in rows() {
        let chats = (0..ROUNDS).filter_map(|seed| {
            let value = Generator::new(Facts::v7_0(), seed).tagged("type", fact, RICHEST);
            let event = Event::decode(&value.to_string()).expect("an event");
            let chat = event.chat_ref();
            assert_eq!(chat, chat_of(&value, of), "{value}");
            chat
        });
        let chats: Vec<_> = chats.collect();
        assert_eq!(chats.is_empty(), matches!(of, Of::Nothing), "{}", fact.tag);
        all.extend(chats);
    }
    for kind in [ChatType::Direct, ChatType::Group, ChatType::Local] {
        assert!(all.iter().any(|chat| chat.chat_type == kind), "{kind:?}");
    }
    assert!(all.iter().any(|chat| chat.chat_scope.is_some()));
}

fn chat_of(event: &Value, of: &Of) -> Option<ChatRef> {
    match of {
        Of::Member(name, way) => {
            let first = match &event[name] {
                Value::Array(several) => several.first()?,
                one => one,
            };
            chat(way.iter().fold(first, |value, name| &value[name]))
        }
        Of::Request => {
            let contact =
                || Some(ContactId(event["contactRequest"]["contactId_"].as_i64()?).into());
            chat(&event["chat_"]["chatInfo"]).or_else(contact)
        }
        Of::Nothing => None,
    }
}

/// A contact, a group, or what stands around an item.
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
