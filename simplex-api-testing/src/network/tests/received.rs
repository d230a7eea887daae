use super::*;
use crate::network::people::act::PersonError;
use simplex_api::commands::ApiShowMyAddress;
use simplex_api::events::{
    ChatItemReaction, ChatItemUpdated, ChatItemsDeleted, ContactDeletedByContact, ContactUpdated,
};
use simplex_api::types::{CiContent, CiDirection, CiStatus, ContactStatus};

#[test]
fn a_received_message_is_a_new_item() {
    let (mut network, alice, contact) = with_alice();
    network.say(alice, MsgContent::text("7"), None).unwrap();
    let item = event::<NewChatItems>(&mut network)
        .chat_items
        .remove(0)
        .chat_item;
    assert_eq!(item.chat_dir, CiDirection::direct_rcv());
    assert_eq!(
        item.content,
        CiContent::rcv_msg_content(MsgContent::text("7"))
    );
    assert_eq!(item.meta.item_status, CiStatus::rcv_new());
    assert_eq!(item.meta.item_text, "7");
    let kept = &network.stored(contact.contact_id, item.meta.item_id);
    assert_eq!(kept, &item);
}

#[test]
fn a_reply_quotes_the_message_of_the_bot() {
    let (mut network, alice, contact) = with_alice();
    let item = send_texts(&mut network, contact.contact_id, &["which?"])[0];
    let id = network.messages(alice)[0].id.clone();
    network
        .say(alice, MsgContent::text("this"), Some(&id))
        .unwrap();
    let reply = event::<NewChatItems>(&mut network)
        .chat_items
        .remove(0)
        .chat_item;
    let quote = reply.quoted_item.unwrap();
    assert_eq!(quote.item_id, Some(item));
    assert_eq!(quote.chat_dir, Some(CiDirection::direct_snd()));
    let unknown = network.say(alice, MsgContent::text("this"), Some("nothing"));
    assert_eq!(unknown, Err(PersonError::UnknownMessage));
}

#[test]
fn a_contact_edits_and_deletes_own_messages() {
    let (mut network, alice, contact) = with_alice();
    let said = network.say(alice, MsgContent::text("7"), None).unwrap();
    network.take_events();
    network.edit(alice, &said, MsgContent::text("8")).unwrap();
    let updated = event::<ChatItemUpdated>(&mut network).chat_item.chat_item;
    assert_eq!(
        (updated.meta.item_text.as_str(), updated.meta.item_edited),
        ("8", true)
    );

    network.delete_message(alice, &said).unwrap();
    let deleted = event::<ChatItemsDeleted>(&mut network);
    assert!(!deleted.by_user);
    assert!(deleted.chat_item_deletions[0].to_chat_item.is_some());
    let again = network.edit(alice, &said, MsgContent::text("9"));
    assert_eq!(again, Err(PersonError::UnknownMessage));

    send_texts(&mut network, contact.contact_id, &["the bot's"]);
    let other = network.messages(alice)[1].id.clone();
    assert_eq!(
        network.delete_message(alice, &other),
        Err(PersonError::UnknownMessage)
    );
}

#[test]
fn a_contact_reacts() {
    let (mut network, alice, contact) = with_alice();
    send_texts(&mut network, contact.contact_id, &["49"]);
    let id = network.messages(alice)[0].id.clone();
    network.react(alice, &id, "🚀", true).unwrap();
    let reacted = event::<ChatItemReaction>(&mut network);
    assert!(reacted.added);
    assert_eq!(
        reacted.reaction.chat_reaction.chat_dir,
        CiDirection::direct_rcv()
    );
    let counts = reacted.reaction.chat_reaction.chat_item.reactions;
    assert_eq!(
        (counts[0].user_reacted, counts[0].total_reacted),
        (false, 1)
    );
    network.react(alice, &id, "🚀", true).unwrap();
    assert!(network.take_events().is_empty(), "it was so before");
    assert_eq!(
        network.react(alice, &id, "🎉", true),
        Err(PersonError::UnknownReaction)
    );
}

#[test]
fn a_contact_changes_the_profile() {
    let (mut network, alice, contact) = with_alice();
    change(&mut network, alice, |profile| {
        profile.full_name = "Alice B".into();
    });
    let updated = event::<ContactUpdated>(&mut network);
    assert_eq!(updated.from_contact, contact);
    assert_eq!(updated.to_contact.profile.full_name, "Alice B");
    assert_eq!(network.person_named("alice"), alice);
}

#[test]
fn a_contact_can_reconnect_after_leaving() {
    let (mut network, alice, contact) = with_alice();
    network.leave(alice).unwrap();
    let gone = event::<ContactDeletedByContact>(&mut network).contact;
    assert_eq!(gone.contact_status, ContactStatus::Deleted);
    assert_eq!(network.leave(alice), Err(PersonError::NotConnected));
    let to = chat(contact.contact_id);
    let message = ApiSendMessages::new(to, vec![text("hi")]);
    let error = refused(&mut network, &message);
    assert!(matches!(error, ChatErrorType::ContactNotReady { .. }));

    let link = send(&mut network, &ApiShowMyAddress::new(1))
        .unwrap()
        .contact_link;
    let link = link.conn_link_contact.conn_full_link;
    network.connect(alice, &link).unwrap();
    assert!(tags(&mut network).contains(&"contactConnected".to_owned()));
    let contacts = send(&mut network, &ApiListContacts::new(1))
        .unwrap()
        .contacts;
    assert_eq!(contacts.len(), 2);
}
