use super::*;
use crate::network::people::act::PersonError;
use simplex_api::commands::{
    ApiDeleteChat, ApiDeleteChatResponse, ApiListContacts, ApiListGroups, ListUsers,
};
use simplex_api::types::{ChatDeleteMode, ConnStatus, ContactStatus};

fn delete(network: &mut Net, id: ContactId, mode: ChatDeleteMode) -> Contact {
    match send(network, &ApiDeleteChat::new(chat(id), mode)).unwrap() {
        ApiDeleteChatResponse::ContactDeleted(deleted) => deleted.contact,
        other => panic!("{other:?}"),
    }
}

#[test]
fn contacts_are_listed() {
    let (mut network, _, contact) = with_alice();
    let contacts = send(&mut network, &ApiListContacts::new(1))
        .unwrap()
        .contacts;
    assert_eq!(contacts, [contact]);
}

#[test]
fn a_new_user_has_no_groups() {
    let (mut network, _, contact) = with_alice();
    let all = ApiListGroups::new(1);
    assert!(send(&mut network, &all).unwrap().groups.is_empty());
    let of_alice = ApiListGroups::new(1).contact_id(contact.contact_id);
    assert!(send(&mut network, &of_alice).unwrap().groups.is_empty());
    // The server ignores the contact, also an unknown one.
    let of_nobody = ApiListGroups::new(1).contact_id(77);
    assert!(send(&mut network, &of_nobody).unwrap().groups.is_empty());
    let delete = ApiDeleteChat::new(group(3), ChatDeleteMode::full(true));
    assert_eq!(
        not_stored(&mut network, &delete),
        StoreError::group_not_found(3)
    );
}

#[test]
fn deleting_a_contact_fully_deletes_its_chat() {
    let (mut network, alice, contact) = with_alice();
    let deleted = delete(&mut network, contact.contact_id, ChatDeleteMode::full(true));
    assert_eq!(deleted, contact);
    assert!(!network.is_connected(alice));
    assert!(
        send(&mut network, &ApiListContacts::new(1))
            .unwrap()
            .contacts
            .is_empty()
    );
    let again = ApiDeleteChat::new(chat(contact.contact_id), ChatDeleteMode::full(true));
    let error = not_stored(&mut network, &again);
    assert_eq!(error, StoreError::contact_not_found(contact.contact_id));
}

#[test]
fn deleting_without_notification_is_not_seen_by_the_contact() {
    let (mut network, alice, contact) = with_alice();
    delete(
        &mut network,
        contact.contact_id,
        ChatDeleteMode::full(false),
    );
    assert!(network.is_connected(alice));
    network
        .say(alice, MsgContent::text("hello?"), None)
        .unwrap();
    assert!(network.take_events().is_empty());
}

#[test]
fn deleting_a_contact_can_keep_its_chat() {
    let (mut network, alice, contact) = with_alice();
    let id = contact.contact_id;
    send_texts(&mut network, id, &["a"]);
    let deleted = delete(&mut network, id, ChatDeleteMode::entity(true));
    assert_eq!(deleted.contact_status, ContactStatus::DeletedByUser);
    let status = deleted.active_conn.map(|connection| connection.conn_status);
    assert_eq!(status, Some(ConnStatus::deleted()));
    assert_eq!(network.items(id), 1);
    let said = network.say(alice, MsgContent::text("hello?"), None);
    assert_eq!(said, Err(PersonError::NotConnected));
}

#[test]
fn deleting_messages_can_keep_the_contact() {
    let (mut network, alice, contact) = with_alice();
    let id = contact.contact_id;
    send_texts(&mut network, id, &["a"]);
    let deleted = delete(&mut network, id, ChatDeleteMode::messages());
    assert!(deleted.chat_deleted);
    assert!(network.items(id) == 0);
    network
        .say(alice, MsgContent::text("still here"), None)
        .unwrap();
    let contacts = send(&mut network, &ApiListContacts::new(1))
        .unwrap()
        .contacts;
    assert!(!contacts[0].chat_deleted);
}

#[test]
fn unread_messages_are_counted() {
    let (mut network, alice, contact) = with_alice();
    send_texts(&mut network, contact.contact_id, &["a"]);
    for text in ["b", "c"] {
        network.say(alice, MsgContent::text(text), None).unwrap();
    }
    let users = send(&mut network, &ListUsers::new()).unwrap().users;
    assert_eq!(users[0].unread_count, 2);
}
