//! Bots and the people they talk to.

use super::*;

#[tokio::test]
async fn a_squaring_bot_is_tested_in_a_few_lines() {
    let server = ChatServer::start().await.unwrap();
    let (client, mut events, alice, contact) = bot_and_alice(&server).await;
    let bot = tokio::spawn(async move {
        loop {
            let (_, text) = received(&mut events).await;
            let Ok(n) = text.parse::<i64>() else { continue };
            send(&client, contact, &(n * n).to_string()).await;
        }
    });
    for n in [7, 12] {
        alice.say(n.to_string()).await.unwrap();
        alice.expect(&(n * n).to_string()).await;
    }
    bot.abort();
    let authors: Vec<_> = alice
        .messages()
        .iter()
        .map(|message| message.author)
        .collect();
    use Author::{Contact, Other};
    assert_eq!(authors, [Other, Contact, Other, Contact, Other]);
    assert_eq!(alice.bot_profile().unwrap().display_name, "bot");
}

#[tokio::test]
async fn the_contact_sees_the_changes_of_the_bot() {
    let server = ChatServer::start().await.unwrap();
    let (client, mut events, alice, contact) = bot_and_alice(&server).await;
    alice.say("7").await.unwrap();
    let (asked, text) = received(&mut events).await;
    assert_eq!(text, "7");

    let like = MsgReaction::emoji("👍");
    let react = ApiChatItemReaction::new(direct(contact), asked, true, like);
    client.send(&react).await.unwrap();
    let item = send(&client, contact, "48").await;
    let message = UpdatedMessage::new(MsgContent::text("49"));
    let update = ApiUpdateChatItem::new(direct(contact), item, message);
    client.send(&update).await.unwrap();
    alice.expect("49").await;
    let delete = ApiDeleteChatItem::new(direct(contact), [item], CiDeleteMode::Broadcast);
    client.send(&delete).await.unwrap();

    let is_deleted = |messages: &[crate::contact::message::Message]| messages[2].deleted;
    let messages = alice.wait_until("the deletion", is_deleted).await.unwrap();
    assert_eq!(messages[1].reactions_of_others(), ["👍"]);
    assert!(messages[2].edited);
}

#[tokio::test]
async fn contacts_use_all_features() {
    let server = ChatServer::start().await.unwrap();
    let (client, _events, alice, contact) = bot_and_alice(&server).await;
    let mut transcript = server.transcript();
    send(&client, contact, "hi").await;
    let hi = alice.expect("hi").await;
    let reply = alice.reply(&hi, "hello").await.unwrap();
    assert_eq!(reply.quoted, Some(MsgContent::text("hi")));
    let said = alice.say("good evening").await.unwrap();
    alice.edit(&said, "good day").await.unwrap();
    alice.react(&hi, "❤").await.unwrap();
    alice.unreact(&hi, "❤").await.unwrap();
    alice.delete(&said).await.unwrap();
    alice
        .update_profile(|profile| profile.full_name = "Alice".into())
        .await
        .unwrap();
    let nameless = alice.update_profile(|profile| profile.display_name.clear());
    assert!(matches!(nameless.await, Err(Error::Refused { .. })));
    alice.leave().await.unwrap();
    assert!(matches!(
        alice.say("bye").await,
        Err(Error::NotConnected { .. })
    ));

    let mut tags = Vec::new();
    while tags
        .last()
        .is_none_or(|tag| tag != "contactDeletedByContact")
    {
        tags.extend(tag(&transcript.next().await.unwrap()));
    }
    let expected = [
        "newChatItems",
        "newChatItems",
        "chatItemUpdated",
        "chatItemReaction",
        "chatItemReaction",
        "chatItemsDeleted",
        // The changed profile, and no changed feature.
        "newChatItems",
        "newChatItems",
        "contactUpdated",
        // The item about the deletion.
        "newChatItems",
        "contactDeletedByContact",
    ];
    tags.drain(..tags.len().saturating_sub(expected.len()));
    assert_eq!(tags, expected);
}

#[tokio::test]
async fn errors_of_commands_reach_the_client() {
    let server = ChatServer::start().await.unwrap();
    let (client, _events) = Client::connect(&server.url()).await.unwrap();
    client.send(&ApiCreateMyAddress::new(1)).await.unwrap();
    let twice = client.send(&ApiCreateMyAddress::new(1)).await;
    assert!(matches!(twice, Err(ClientError::Chat { .. })), "{twice:?}");
}

#[tokio::test]
async fn a_timeout_shows_the_conversation() {
    let wait = Duration::from_millis(20);
    let server = ChatServer::builder().wait(wait).start().await.unwrap();
    let (.., alice, _) = bot_and_alice(&server).await;
    alice.say("anybody?").await.unwrap();
    let error = alice.next_message().await.unwrap_err().to_string();
    for part in [
        "`alice`",
        "a message",
        "bot: \"hello\"",
        "alice: \"anybody?\"",
        "< {",
    ] {
        assert!(error.contains(part), "{part}: {error}");
    }
}

#[tokio::test]
#[should_panic(expected = "`alice` expected \"49\" and got \"hello\"")]
async fn an_unexpected_text_fails() {
    let server = ChatServer::start().await.unwrap();
    let mut raw = Raw::to(&server).await;
    let answer = raw.ask(r#"{"corrId":"1","cmd":"/_address 1"}"#).await;
    let settings = r#"/_address_settings 1 {\"businessAddress\":false,\"autoAccept\":{\"acceptIncognito\":false},\"autoReply\":{\"type\":\"text\",\"text\":\"hello\"}}"#;
    raw.ask(&format!(r#"{{"corrId":"2","cmd":"{settings}"}}"#))
        .await;
    let link = &answer["resp"]["connLinkContact"]["connFullLink"];
    let alice = server.contact("alice");
    alice.connect(link.as_str().unwrap()).await.unwrap();
    alice.expect("49").await;
}

#[tokio::test]
async fn a_contact_is_one_person() {
    let server = ChatServer::start().await.unwrap();
    let unknown = server.contact("alice").connect("simplex:/contact#/?").await;
    assert!(matches!(unknown, Err(Error::UnknownLink { .. })));
    let (.., alice, _) = bot_and_alice(&server).await;
    assert!(server.contact("alice").is_connected());
    assert!(!server.contact("bob").is_connected());
    assert_eq!(server.contact("alice").messages(), alice.messages());
}

#[tokio::test]
async fn a_timeout_shows_the_fault_plan() {
    let impatient = ChatServer::builder()
        .wait(Duration::from_millis(1))
        .fault_plan(FaultPlan::random(7));
    let server = impatient.start().await.unwrap();
    let error = server.contact("alice").next_message().await.unwrap_err();
    let told = error.to_string();
    assert!(told.contains("with FaultPlan { seed: 7,"), "{told}");
}
