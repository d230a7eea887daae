//! Commands built in Rust equal commands decoded from JSON.

use std::fmt::Debug;

use serde_json::{Value, json};
use simplex_api::command::Command;
use simplex_api::commands::{
    ApiDeleteChat, ApiDeleteChatItem, ApiDeleteUser, ApiListGroups, ApiSendMessages,
    ApiSetProfileAddress, ApiUpdateChatItem, CreateActiveUser,
};
use simplex_api::types::{
    ChatDeleteMode, ChatItemId, ChatRef, ChatType, CiDeleteMode, ComposedMessage, ContactId,
    CryptoFile, GroupChatScope, GroupMemberId, MsgContent, NewUser, UpdatedMessage, UserId,
};

fn assert_same<C: Command + Debug + PartialEq>(built: &C, params: Value, text: &str) {
    let Value::Object(params) = params else {
        panic!("{params} is no object");
    };
    assert_eq!(&C::from_params(params).expect("parameters"), built);
    assert_eq!(built.encode().as_deref(), Ok(text));
}

#[test]
fn all_options_of_a_message() {
    let scope = GroupChatScope::member_support(Some(GroupMemberId(9)));
    let chat = ChatRef::new(ChatType::Group, 7).chat_scope(scope);
    let message = ComposedMessage::new(MsgContent::file("see"))
        .file_source(CryptoFile::new("a.txt"))
        .quoted_item_id(ChatItemId(3))
        .mentions([("Zoë".to_owned(), GroupMemberId(4))]);
    let command = ApiSendMessages::new(chat, [message])
        .live_message(true)
        .ttl(60)
        .sign_messages(true);
    let params = json!({
        "sendRef": {
            "chatType": "group",
            "chatId": 7,
            "chatScope": {"type": "memberSupport", "groupMemberId_": 9},
        },
        "liveMessage": true,
        "ttl": 60,
        "signMessages": true,
        "composedMessages": [{
            "fileSource": {"filePath": "a.txt"},
            "quotedItemId": 3,
            "msgContent": {"type": "file", "text": "see"},
            "mentions": {"Zoë": 4},
        }],
    });
    let text = concat!(
        r#"/_send #7(_support:9) live=on ttl=60 sign=on json [{"fileSource":{"filePath":"a.txt"},"#,
        r#""quotedItemId":3,"msgContent":{"type":"file","text":"see"},"mentions":{"Zoë":4}}]"#,
    );
    assert_same(&command, params, text);
}

#[test]
fn updates_encode_empty_mentions() {
    let chat = ChatRef::new(ChatType::Direct, 1);
    let command = ApiUpdateChatItem::new(
        chat,
        ChatItemId(5),
        UpdatedMessage::new(MsgContent::text("b")),
    );
    let params = json!({
        "chatRef": {"chatType": "direct", "chatId": 1},
        "chatItemId": 5,
        "updatedMessage": {"msgContent": {"type": "text", "text": "b"}},
    });
    let text = r#"/_update item @1 5 json {"msgContent":{"type":"text","text":"b"},"mentions":{}}"#;
    assert_same(&command, params, text);
}

#[test]
fn lists_and_keywords() {
    let chat = ChatRef::new(ChatType::Local, 1);
    let ids = [1, 2, 3].map(ChatItemId);
    let command = ApiDeleteChatItem::new(chat, ids, CiDeleteMode::InternalMark);
    let params = json!({
        "chatRef": {"chatType": "local", "chatId": 1},
        "chatItemIds": [1, 2, 3],
        "deleteMode": "internalMark",
    });
    assert_same(&command, params, "/_delete item *1 1,2,3 internalMark");
}

#[test]
fn options_and_flags() {
    let command = ApiListGroups::new(UserId(1))
        .contact_id(ContactId(2))
        .search("x y");
    let params = json!({"userId": 1, "contactId_": 2, "search": "x y"});
    assert_same(&command, params, "/_groups 1 @2 x y");
    let command = ApiSetProfileAddress::new(UserId(1), true);
    let params = json!({"userId": 1, "enable": true});
    assert_same(&command, params, "/_profile_address 1 on");
}

#[test]
fn a_flag_and_an_option() {
    let command = ApiDeleteUser::new(UserId(1), false).view_pwd("p w");
    let params = json!({"userId": 1, "delSMPQueues": false, "viewPwd": "p w"});
    assert_same(&command, params, r#"/_delete user 1 del_smp=off "p w""#);
}

#[test]
fn delete_modes() {
    let chat = || ChatRef::new(ChatType::Direct, 1);
    let params = |mode: Value| json!({"chatRef": {"chatType": "direct", "chatId": 1}, "chatDeleteMode": mode});
    let command = ApiDeleteChat::new(chat(), ChatDeleteMode::full(false));
    let mode = json!({"type": "full", "notify": false});
    assert_same(&command, params(mode), "/_delete @1 full notify=off");
    let command = ApiDeleteChat::new(chat(), ChatDeleteMode::messages());
    assert_same(
        &command,
        params(json!({"type": "messages"})),
        "/_delete @1 messages",
    );
}

#[test]
fn nothing_is_required() {
    let command = CreateActiveUser::new(NewUser::default());
    let params = json!({"newUser": {}});
    let text =
        r#"/_create user {"pastTimestamp":false,"userChatRelay":false,"clientService":false}"#;
    assert_same(&command, params, text);
}
