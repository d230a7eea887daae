use super::*;
use simplex_api::commands::{
    ApiChatItemReaction, ApiDeleteChatItem, ApiDeleteMemberChatItem, ApiUpdateChatItem,
    ApiUpdateChatItemResponse,
};
use simplex_api::events::{ChatErrors, ChatItemsStatusesUpdated};
use simplex_api::types::{
    CiDeleteMode, CiStatus, FeatureAllowed, MsgReaction, Preferences, ReportReason,
    SimplePreference, UpdatedMessage,
};

fn messages(to: ContactId, messages: Vec<ComposedMessage>) -> ApiSendMessages {
    ApiSendMessages::new(chat(to), messages)
}

fn update(contact: ContactId, item: ChatItemId, text: &str) -> ApiUpdateChatItem {
    let message = UpdatedMessage::new(MsgContent::text(text));
    ApiUpdateChatItem::new(chat(contact), item, message)
}

#[test]
fn messages_are_stored_sent_and_delivered() {
    let (mut network, alice, contact) = with_alice();
    let two = messages(contact.contact_id, vec![text("a"), text("b")]);
    let sent = send(&mut network, &two.ttl(60)).unwrap();
    let metas: Vec<_> = sent
        .chat_items
        .iter()
        .map(|item| &item.chat_item.meta)
        .collect();
    assert!(
        metas
            .iter()
            .all(|meta| meta.item_status == CiStatus::snd_new())
    );
    assert!(
        metas
            .iter()
            .all(|meta| meta.item_timed.as_ref().unwrap().ttl == 60)
    );
    assert!(metas[0].item_id < metas[1].item_id);
    assert_eq!(texts(&mut network, alice), ["a", "b"]);
    let id = network.messages(alice)[1].id.clone();
    assert_eq!(metas[1].item_shared_msg_id, Some(id));

    let events = network.take_events();
    let delivered = ChatItemsStatusesUpdated::decode(&events[1]).unwrap();
    assert_eq!(events.len(), 2);
    let status = &delivered.chat_items[1].chat_item.meta.item_status;
    assert!(matches!(status, CiStatus::SndRcvd { .. }));
}

#[test]
fn messages_need_a_connected_contact() {
    let (mut network, _, _) = with_alice();
    let error = not_stored(&mut network, &messages(ContactId(77), vec![text("hi")]));
    assert_eq!(error, StoreError::contact_not_found(77));
    let command = ApiSendMessages::new(group(5), vec![text("hi")]);
    assert_eq!(
        not_stored(&mut network, &command),
        StoreError::group_not_found(5)
    );
    let notes = ChatRef::new(ChatType::Local, 1);
    let command = ApiSendMessages::new(notes, vec![text("hi")]);
    let error = refused(&mut network, &command);
    assert_eq!(error, ChatErrorType::command_error("Failed reading: empty"));
    let error = not_stored(&mut network, &ApiDeleteMemberChatItem::new(5, [1.into()]));
    assert_eq!(error, StoreError::group_not_found(5));
}

#[test]
fn invalid_sends_are_rejected() {
    let (mut network, alice, contact) = with_alice();
    let id = contact.contact_id;
    let mentions = |message: ComposedMessage| message.mentions([("a".to_owned(), 1.into())]);
    let report = ComposedMessage::new(MsgContent::report("spam", ReportReason::Spam));
    let quoting = || text("a").quoted_item_id(1);
    for (command, why) in [
        (
            messages(id, vec![text("a"), text("b")]).live_message(true),
            "invalid multi send",
        ),
        (
            messages(id, vec![quoting(), quoting()]),
            "invalid multi send",
        ),
        (messages(id, vec![mentions(text("@a"))]), "mentions"),
        (messages(id, vec![report]), "reports"),
    ] {
        let error = refused(&mut network, &command);
        let ChatErrorType::CommandError { message, .. } = error else {
            panic!("{error:?}");
        };
        assert!(message.contains(why), "{message}");
    }
    assert!(texts(&mut network, alice).is_empty());
}

#[test]
fn some_of_several_messages_can_fail() {
    let (mut network, alice, contact) = with_alice();
    let large = "x".repeat(15_602);
    let sent = send(
        &mut network,
        &messages(contact.contact_id, vec![text("a"), text(&large), text("c")]),
    )
    .unwrap();
    assert_eq!(sent.chat_items.len(), 2);
    assert_eq!(texts(&mut network, alice), ["a", "c"]);
    let events = network.take_events();
    let errors = ChatErrors::decode(&events[0]).unwrap().chat_errors;
    assert_eq!(errors, [ChatError::error_store(StoreError::large_msg())]);

    let error = not_stored(
        &mut network,
        &messages(contact.contact_id, vec![text(&large)]),
    );
    assert_eq!(error, StoreError::large_msg());
    assert!(network.take_events().is_empty());
    let fits = "x".repeat(15_400);
    send(
        &mut network,
        &messages(contact.contact_id, vec![text(&fits)]),
    )
    .unwrap();
}

#[test]
fn replies_quote_an_item_of_the_chat() {
    let (mut network, alice, contact) = with_alice();
    let said = network
        .say(alice, MsgContent::text("question"), None)
        .unwrap();
    let item = network.item_ids(contact.contact_id)[0];
    let reply = text("answer").quoted_item_id(item);
    let sent = send(&mut network, &messages(contact.contact_id, vec![reply])).unwrap();
    let quote = sent.chat_items[0].chat_item.quoted_item.clone().unwrap();
    assert_eq!(
        (quote.item_id, quote.shared_msg_id),
        (Some(item), Some(said))
    );
    let quoted = network.messages(alice)[1].quoted.clone();
    assert_eq!(quoted, Some(MsgContent::text("question")));

    let reply = text("answer").quoted_item_id(99);
    let error = not_stored(&mut network, &messages(contact.contact_id, vec![reply]));
    assert_eq!(error, StoreError::chat_item_not_found(99));
}

#[test]
fn own_messages_can_be_edited() {
    let (mut network, alice, contact) = with_alice();
    let id = contact.contact_id;
    let item = send_texts(&mut network, id, &["4 9"])[0];
    let updated = send(&mut network, &update(id, item, "49")).unwrap();
    let ApiUpdateChatItemResponse::ChatItemUpdated(updated) = updated else {
        panic!("{updated:?}");
    };
    assert!(updated.chat_item.chat_item.meta.item_edited);
    assert_eq!(updated.chat_item.chat_item.meta.item_text, "49");
    let seen = network.messages(alice)[0].clone();
    assert_eq!((seen.text(), seen.edited), ("49", true));
    let again = send(&mut network, &update(id, item, "49")).unwrap();
    assert!(matches!(
        again,
        ApiUpdateChatItemResponse::ChatItemNotChanged(_)
    ));
}

#[test]
fn other_messages_cannot_be_edited() {
    let (mut network, alice, contact) = with_alice();
    let id = contact.contact_id;
    network.say(alice, MsgContent::text("mine"), None).unwrap();
    let theirs = network.item_ids(id)[0];
    let deleted = send_texts(&mut network, id, &["gone"]);
    let mark = CiDeleteMode::InternalMark;
    let delete = ApiDeleteChatItem::new(chat(id), &deleted[..], mark);
    send(&mut network, &delete).unwrap();
    for item in [theirs, deleted[0]] {
        let error = refused(&mut network, &update(id, item, "x"));
        assert_eq!(error, ChatErrorType::invalid_chat_item_update());
    }
    let error = not_stored(&mut network, &update(id, ChatItemId(99), "x"));
    assert_eq!(error, StoreError::chat_item_not_found(99));
    let error = not_stored(&mut network, &update(ContactId(77), theirs, "x"));
    assert_eq!(error, StoreError::contact_not_found(77));
}

#[test]
fn a_live_message_is_updated_and_ended() {
    let (mut network, alice, contact) = with_alice();
    let id = contact.contact_id;
    let live = messages(id, vec![text("Hel")]).live_message(true);
    let item = ids(&send(&mut network, &live).unwrap())[0];
    assert!(network.messages(alice)[0].live);
    send(&mut network, &update(id, item, "Hello").live_message(true)).unwrap();
    // The content is equal, but this ends the live message.
    let end = send(&mut network, &update(id, item, "Hello")).unwrap();
    let ApiUpdateChatItemResponse::ChatItemUpdated(end) = end else {
        panic!("{end:?}");
    };
    let meta = &end.chat_item.chat_item.meta;
    assert_eq!((meta.item_live, meta.item_edited), (None, false));
    let seen = network.messages(alice)[0].clone();
    assert_eq!(
        (seen.text(), seen.live, seen.edited),
        ("Hello", false, false)
    );
}

fn delete(network: &mut Net, id: ContactId, items: &[ChatItemId], mode: CiDeleteMode) -> Vec<bool> {
    let delete = ApiDeleteChatItem::new(chat(id), items, mode);
    let deleted = send(network, &delete).unwrap();
    assert!(deleted.by_user && !deleted.timed);
    let deletions = deleted.chat_item_deletions.iter();
    deletions
        .map(|deletion| deletion.to_chat_item.is_some())
        .collect()
}

#[test]
fn messages_can_be_deleted_locally() {
    let (mut network, alice, contact) = with_alice();
    let id = contact.contact_id;
    let items = send_texts(&mut network, id, &["a", "b"]);
    assert_eq!(
        delete(&mut network, id, &items[..1], CiDeleteMode::Internal),
        [false]
    );
    assert_eq!(
        delete(&mut network, id, &items[1..], CiDeleteMode::InternalMark),
        [true]
    );
    assert_eq!(network.items(id), 1);
    assert!(
        network
            .messages(alice)
            .iter()
            .all(|message| !message.deleted)
    );
}

#[test]
fn messages_can_be_deleted_for_both_sides() {
    let (mut network, alice, contact) = with_alice();
    let id = contact.contact_id;
    let items = send_texts(&mut network, id, &["a", "b"]);
    let all = CiDeleteMode::Broadcast;
    assert_eq!(delete(&mut network, id, &items[..1], all.clone()), [true]);
    assert!(network.messages(alice)[0].deleted);

    let always = Preferences::new().full_delete(SimplePreference::new(FeatureAllowed::Always));
    change(&mut network, alice, |profile| {
        profile.preferences = Some(always);
    });
    assert_eq!(delete(&mut network, id, &items[1..], all.clone()), [false]);
    assert_eq!(network.messages(alice).len(), 1, "it leaves no trace");

    network
        .say(alice, MsgContent::text("theirs"), None)
        .unwrap();
    let theirs = network.item_ids(id).pop().unwrap();
    for (item, mode) in [(theirs, all), (items[0], CiDeleteMode::History)] {
        let command = ApiDeleteChatItem::new(chat(id), [item], mode);
        let error = refused(&mut network, &command);
        assert_eq!(error, ChatErrorType::invalid_chat_item_delete());
    }
}

#[test]
fn unknown_items_are_reported() {
    let (mut network, _, contact) = with_alice();
    let id = contact.contact_id;
    let item = send_texts(&mut network, id, &["a"])[0];
    let items = vec![item, ChatItemId(99)];
    assert_eq!(
        delete(&mut network, id, &items, CiDeleteMode::Internal),
        [false]
    );
    let errors = event::<ChatErrors>(&mut network).chat_errors;
    assert_eq!(
        errors,
        [ChatError::error_store(StoreError::chat_item_not_found(99))]
    );
    let command = ApiDeleteChatItem::new(chat(id), [item], CiDeleteMode::Internal);
    assert!(
        send(&mut network, &command)
            .unwrap()
            .chat_item_deletions
            .is_empty()
    );
    let errors = event::<ChatErrors>(&mut network).chat_errors;
    assert_eq!(
        errors,
        [ChatError::error_store(StoreError::chat_item_not_found(
            item
        ))]
    );
}

fn reaction(contact: ContactId, item: ChatItemId, add: bool, emoji: &str) -> ApiChatItemReaction {
    ApiChatItemReaction::new(chat(contact), item, add, MsgReaction::emoji(emoji))
}

#[test]
fn reactions_can_be_added_and_removed() {
    let (mut network, alice, contact) = with_alice();
    let id = contact.contact_id;
    network.say(alice, MsgContent::text("hi"), None).unwrap();
    let item = network.item_ids(id)[0];
    let added = send(&mut network, &reaction(id, item, true, "👍")).unwrap();
    assert!(added.added);
    let counts = &added.reaction.chat_reaction.chat_item.reactions;
    assert_eq!((counts[0].user_reacted, counts[0].total_reacted), (true, 1));
    assert_eq!(network.messages(alice)[0].reactions_of_others(), ["👍"]);
    let again = refused(&mut network, &reaction(id, item, true, "👍"));
    assert_eq!(
        again,
        ChatErrorType::command_error("reaction already added")
    );
    send(&mut network, &reaction(id, item, false, "👍")).unwrap();
    assert!(network.messages(alice)[0].reactions.is_empty());
    let again = refused(&mut network, &reaction(id, item, false, "👍"));
    assert_eq!(
        again,
        ChatErrorType::command_error("reaction already removed")
    );
}

#[test]
fn reactions_have_limits() {
    let (mut network, alice, contact) = with_alice();
    let id = contact.contact_id;
    let item = send_texts(&mut network, id, &["a"])[0];
    for unknown in ["❤\u{FE0F}", "🎉", "👍👍", ""] {
        let error = refused(&mut network, &reaction(id, item, true, unknown));
        assert_eq!(error, ChatErrorType::command_error("Failed reading: empty"));
    }
    for emoji in ["👍", "❤", "🚀"] {
        send(&mut network, &reaction(id, item, true, emoji)).unwrap();
    }
    let error = refused(&mut network, &reaction(id, item, true, "😀"));
    assert_eq!(error, ChatErrorType::command_error("too many reactions"));
    let error = not_stored(&mut network, &reaction(id, ChatItemId(99), true, "👍"));
    assert_eq!(error, StoreError::chat_item_not_found(99));

    let no = Preferences::new().reactions(SimplePreference::new(FeatureAllowed::No));
    change(&mut network, alice, |profile| {
        profile.preferences = Some(no);
    });
    let error = refused(&mut network, &reaction(id, item, true, "😀"));
    assert!(
        matches!(error, ChatErrorType::CommandError { message, .. } if message.contains("not allowed"))
    );
}
