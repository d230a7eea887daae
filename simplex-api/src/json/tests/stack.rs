//! The stack usage of decoding: bots decode in tasks on any thread.

use std::thread;

use crate::events::Event;
use crate::json;

const PROFILE: &str = r#"{"profileId":3,"displayName":"lewis","fullName":"Lewis","preferences":{"timedMessages":{"allow":"yes"},"voice":{"allow":"no"},"commands":[{"type":"menu","label":"More","commands":[{"type":"command","keyword":"help","label":"Help"}]}]},"localAlias":""}"#;

const CONNECTION: &str = r#"{"connId":9,"agentConnId":"YQ==","connChatVersion":16,"peerChatVRange":{"minVersion":1,"maxVersion":16},"connLevel":0,"connType":"member","connStatus":{"type":"failed","connError":"timeout"},"localAlias":"","authErrCounter":0,"quotaErrCounter":0,"createdAt":"2026-03-14T09:26:53Z"}"#;

const PREFERENCES: &str = r#"{"timedMessages":{"enable":"off","ttl":86400},"directMessages":{"enable":"on"},"fullDelete":{"enable":"off"},"reactions":{"enable":"on"},"voice":{"enable":"on"},"files":{"enable":"on"},"simplexLinks":{"enable":"on","role":"admin"},"reports":{"enable":"on"},"history":{"enable":"on"},"sessions":{"enable":"off"}}"#;

/// An event with a group member in every possible position.
fn group_event() -> String {
    let t = "2026-03-14T09:26:53Z";
    let member = format!(
        r#"{{"groupMemberId":35,"groupId":7,"memberId":"YQ==","memberRole":"member","memberCategory":"invitee","memberStatus":"connected","memberSettings":{{"showMessages":true}},"invitedBy":{{"type":"contact","byContactId":4}},"localDisplayName":"lewis","memberProfile":{PROFILE},"memberContactProfileId":3,"activeConn":{CONNECTION},"memberChatVRange":{{"minVersion":1,"maxVersion":16}},"createdAt":"{t}","updatedAt":"{t}"}}"#
    );
    let group = format!(
        r#"{{"groupId":7,"localDisplayName":"boats","groupProfile":{{"displayName":"boats","fullName":"","groupPreferences":{PREFERENCES}}},"localAlias":"","fullGroupPreferences":{PREFERENCES},"membership":{member},"chatSettings":{{"enableNtfs":"all"}},"createdAt":"{t}","updatedAt":"{t}","membersRequireAttention":0}}"#
    );
    let direction = format!(r#"{{"type":"groupRcv","groupMember":{member}}}"#);
    let deleted = format!(r#"{{"type":"moderated","byGroupMember":{member}}}"#);
    let meta = format!(
        r#"{{"itemId":907,"itemTs":"{t}","itemText":"hi","itemStatus":{{"type":"rcvNew"}},"itemDeleted":{deleted},"createdAt":"{t}","updatedAt":"{t}"}}"#
    );
    let content = r#"{"type":"text","text":"hi"}"#;
    let quote = format!(r#"{{"chatDir":{direction},"sentAt":"{t}","content":{content}}}"#);
    let item = format!(
        r#"{{"chatDir":{direction},"meta":{meta},"content":{{"type":"rcvMsgContent","msgContent":{content}}},"quotedItem":{quote}}}"#
    );
    let chat = format!(
        r#"{{"type":"group","groupInfo":{group},"groupChatScope":{{"type":"memberSupport","groupMember_":{member}}}}}"#
    );
    let item = format!(r#"{{"chatInfo":{chat},"chatItem":{item}}}"#);
    let user = format!(
        r#"{{"userId":1,"agentUserId":"1","userContactId":1,"localDisplayName":"bot","profile":{PROFILE},"fullPreferences":{{"timedMessages":{{"allow":"yes"}},"fullDelete":{{"allow":"no"}},"reactions":{{"allow":"yes"}},"voice":{{"allow":"yes"}},"files":{{"allow":"yes"}},"calls":{{"allow":"yes"}},"sessions":{{"allow":"no"}}}},"activeOrder":1}}"#
    );
    format!(
        r#"{{"type":"chatItemsDeleted","user":{user},"chatItemDeletions":[{{"deletedChatItem":{item},"toChatItem":{item}}}]}}"#
    )
}

#[test]
fn a_large_event_needs_little_stack() {
    let decode = || Event::decode(&group_event()).unwrap();
    let thread = thread::Builder::new().stack_size(512 * 1024);
    let event = thread.spawn(decode).unwrap().join().unwrap();
    let Event::ChatItemsDeleted(event) = event else {
        panic!("{event:?}");
    };
    assert!(event.chat_item_deletions[0].to_chat_item.is_some());
}

/// The nesting is limited by the size of a profile.
#[test]
fn nested_menus_need_little_stack() {
    let menus = r#"{"type":"menu","label":"","commands":["#.repeat(370) + &"]}".repeat(370);
    let command = r#"{"type":"command","keyword":"help","label":"Help"}"#;
    let text = group_event().replace(command, &menus);
    let round_trip = move || {
        // JSON of an older server is converted as a `JsonObject`.
        let object: json::JsonObject = json::decode(&text).unwrap();
        assert!(Event::decode(&json::encode(&object)).is_ok());
        let event = Event::decode(&text).unwrap();
        assert!(format!("{event:?}").contains("Undocumented"));
        assert_eq!(Event::decode(&json::encode(&event)).unwrap(), event.clone());
    };
    let thread = thread::Builder::new().stack_size(512 * 1024);
    thread.spawn(round_trip).unwrap().join().unwrap();
}
