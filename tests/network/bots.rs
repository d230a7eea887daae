//! Bots and contacts over real WebSockets.

use simplex_api::client::{Client, Events, Incoming};
use simplex_api::commands::{
    ApiAddContact, ApiCreateGroupLink, ApiCreateMyAddress, ApiMembersRole, ApiNewGroup,
    ApiRemoveMembers, ApiSendMessages, ApiSetAddressSettings, ApiSetUserAutoAcceptMemberContacts,
    Connect, ReceiveFile,
};
use simplex_api::events::Event;
use simplex_api::types::{
    AChatItem, AddressSettings, AutoAccept, ChatRef, CiDirection, CreatedConnLink,
    GroupFeatureEnabled, GroupId, GroupMember, GroupMemberRole, GroupMemberStatus,
    GroupPreferences, GroupProfile, RoleGroupPreference,
};
use simplex_api_testing::{ChatNetwork, ChatServer, Error, Member};
use simplex_api_tests::LONG;
use simplex_api_tests::scratch::Scratch;

async fn next(events: &mut Events) -> Event {
    let next = tokio::time::timeout(LONG, events.next());
    match next.await.expect("an event") {
        Some(Incoming::Event(event)) => event,
        other => panic!("{other:?}"),
    }
}

/// The next received message.
async fn received(events: &mut Events) -> AChatItem {
    loop {
        let Event::NewChatItems(new) = next(events).await else {
            continue;
        };
        if let Some(item) = new
            .chat_items
            .into_iter()
            .find(|item| item.received().is_some())
        {
            return item;
        }
    }
}

fn chat(item: &AChatItem) -> ChatRef {
    item.chat_info.chat_ref().unwrap()
}

/// The sender of a message in a group.
fn sender(item: &AChatItem) -> GroupMember {
    match &item.chat_item.chat_dir {
        CiDirection::GroupRcv { group_member, .. } => (**group_member).clone(),
        other => panic!("{other:?}"),
    }
}

/// Two clients of one network.
async fn two_servers() -> (ChatServer, ChatServer) {
    let network = ChatNetwork::new();
    (
        network.client("one").await.unwrap(),
        network.client("two").await.unwrap(),
    )
}

#[tokio::test]
async fn two_clients_talk_to_each_other() {
    let (one, two) = two_servers().await;
    let (client, mut events) = Client::connect(&one.url()).await.unwrap();
    let squares = tokio::spawn({
        let url = two.url();
        async move {
            let (client, mut events) = Client::connect(&url).await.unwrap();
            loop {
                let item = received(&mut events).await;
                let number: i64 = item.received_text().unwrap().parse().unwrap();
                let square = ApiSendMessages::text(chat(&item), (number * number).to_string());
                client.send(&square).await.unwrap();
            }
        }
    });

    let link = two.run(ApiAddContact::new(1)).unwrap().conn_link_invitation;
    client
        .send(&Connect::new(link.conn_full_link))
        .await
        .unwrap();
    let contact = loop {
        if let Event::ContactConnected(connected) = next(&mut events).await {
            break connected.contact;
        }
    };
    assert_eq!(contact.profile.display_name, "two");
    for number in 1..=20 {
        let asked = ApiSendMessages::text(contact.contact_id, number.to_string());
        client.send(&asked).await.unwrap();
        let answer = received(&mut events).await;
        assert_eq!(
            answer.received_text(),
            Some(&*(number * number).to_string())
        );
    }
    squares.abort();
}

async fn group(client: &Client) -> (GroupId, CreatedConnLink) {
    let new = ApiNewGroup::new(1, GroupProfile::new("team", ""));
    let group = client.send(&new).await.unwrap().group_info.group_id;
    let link = ApiCreateGroupLink::new(group, GroupMemberRole::Member);
    let link = client.send(&link).await.unwrap().group_link;
    (group, link.conn_link_contact)
}

#[tokio::test]
async fn a_bot_moderates_a_group() {
    let server = ChatServer::start().await.unwrap();
    let (client, mut events) = Client::connect(&server.url()).await.unwrap();
    let (group, link) = group(&client).await;
    let (alice, ben) = (server.contact("alice"), server.contact("ben"));
    for person in [&alice, &ben] {
        person.connect(&link).await.unwrap();
    }
    let (alice, ben) = (alice.group("team").unwrap(), ben.group("team").unwrap());
    assert_eq!(alice.others(), ["bot", "ben"]);

    let said = ben.say("buy now").await.unwrap();
    let seen = alice.expect("buy now").await;
    assert_eq!(seen.from, "ben");
    alice.react(&seen, "👎").await.unwrap();
    assert_eq!(ben.messages()[0].reactions[0].from, "alice");
    alice.reply(&seen, "please not here").await.unwrap();
    ben.expect("please not here").await;

    let item = received(&mut events).await;
    let spammer = sender(&item).group_member_id;
    client
        .send(&ApiRemoveMembers::new(group, [spammer]).with_messages(true))
        .await
        .unwrap();
    assert_eq!(ben.status(), Some(GroupMemberStatus::Removed));
    assert!(ben.say("but").await.is_err());
    assert!(
        alice
            .messages()
            .iter()
            .any(|m| m.id == said.id && m.deleted)
    );
    assert_eq!(alice.others(), ["bot"]);
    let end = ApiSendMessages::text(group, "peace at last");
    client.send(&end).await.unwrap();
    alice.expect("peace at last").await;

    let member = alice.run(simplex_api::commands::ApiListMembers::new(alice.group_id()));
    assert_eq!(member.unwrap().group.members.len(), 2);
    let item = received(&mut events).await;
    let promote = ApiMembersRole::new(
        group,
        [sender(&item).group_member_id],
        GroupMemberRole::Admin,
    );
    client.send(&promote).await.unwrap();
    assert_eq!(alice.role(), Some(GroupMemberRole::Admin));
    alice.leave().await.unwrap();
    assert_eq!(alice.status(), Some(GroupMemberStatus::Left));
}

#[tokio::test]
async fn files_go_both_ways() {
    let folder = Scratch::new("files");
    let server = ChatServer::builder()
        .files_folder(folder.path())
        .start()
        .await
        .unwrap();
    let (client, mut events) = Client::connect(&server.url()).await.unwrap();
    let alice = befriended(&server, &client).await;

    alice.send_file("notes.txt", "some notes").await.unwrap();
    let item = received(&mut events).await;
    let file = item.chat_item.file.as_ref().unwrap();
    client.send(&ReceiveFile::new(file.file_id)).await.unwrap();
    let path = loop {
        if let Event::RcvFileComplete(done) = next(&mut events).await {
            let file = done.chat_item.chat_item.file.unwrap();
            break file.file_source.unwrap().file_path;
        }
    };
    assert_eq!(std::fs::read(&path).unwrap(), b"some notes");

    let back =
        simplex_api::types::ComposedMessage::new(simplex_api::types::MsgContent::file("here"))
            .file_source(simplex_api::types::CryptoFile::new(path));
    client
        .send(&ApiSendMessages::new(chat(&item), [back]))
        .await
        .unwrap();
    let message = alice.expect("here").await;
    assert_eq!(message.file.as_ref().unwrap().size, 10);
    assert_eq!(alice.receive_file(&message).await.unwrap(), b"some notes");
    alice.receive_file(&message).await.unwrap_err();
}

/// The bot's address, which accepts all requests automatically.
pub(crate) async fn open_address(client: &Client) -> CreatedConnLink {
    let address = client.send(&ApiCreateMyAddress::new(1)).await.unwrap();
    let settings = AddressSettings::new().auto_accept(AutoAccept::new());
    let settings = ApiSetAddressSettings::new(1, settings);
    client.send(&settings).await.unwrap();
    address.conn_link_contact
}

async fn befriended(server: &ChatServer, client: &Client) -> simplex_api_testing::Contact {
    let alice = server.contact("alice");
    alice.connect(&open_address(client).await).await.unwrap();
    alice
}

#[tokio::test]
async fn a_bot_connects_to_people() {
    let server = ChatServer::start().await.unwrap();
    let alice = server.contact("alice");
    for link in [
        alice.invitation().await.unwrap(),
        alice.address().await.unwrap(),
    ] {
        server.run(Connect::new(link.conn_full_link)).unwrap();
    }
    assert!(alice.is_connected());
    assert_eq!(
        server
            .run(simplex_api::commands::ApiListContacts::new(1))
            .unwrap()
            .contacts
            .len(),
        2
    );
}

#[tokio::test]
async fn a_customer_of_a_business_is_used_like_a_contact() {
    let server = ChatServer::start().await.unwrap();
    let (client, mut events) = Client::connect(&server.url()).await.unwrap();
    let address = client.send(&ApiCreateMyAddress::new(1)).await.unwrap();
    let settings = AddressSettings::new()
        .business_address(true)
        .auto_accept(AutoAccept::new())
        .auto_reply("How can we help?");
    client
        .send(&ApiSetAddressSettings::new(1, settings))
        .await
        .unwrap();
    let alice = server.contact("alice");
    alice.connect(&address.conn_link_contact).await.unwrap();
    alice.expect("How can we help?").await;
    alice.say("It is broken").await.unwrap();
    let item = received(&mut events).await;
    client
        .send(&ApiSendMessages::text(chat(&item), "Turn it off and on"))
        .await
        .unwrap();
    alice
        .expect_reply("advice", |text| text.contains("off and on"))
        .await;
    assert_eq!(alice.bot_profile().unwrap().display_name, "bot");
}

#[tokio::test]
async fn a_person_talks_with_two_bots() {
    let (one, two) = two_servers().await;
    for server in [&one, &two] {
        let link = server
            .run(ApiAddContact::new(1))
            .unwrap()
            .conn_link_invitation;
        server.contact("alice").connect(&link).await.unwrap();
    }
    let (with_one, with_two) = (one.contact("alice"), two.contact("alice"));
    with_one.say("to one").await.unwrap();
    with_two.say("to two").await.unwrap();
    let texts = |contact: &simplex_api_testing::Contact| {
        let messages = contact.messages().into_iter();
        messages.map(|m| m.text().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (texts(&with_one), texts(&with_two)),
        (vec!["to one".into()], vec!["to two".into()])
    );
}

/// The contact alice in a group that may allow direct messages between its members.
async fn group_for_all(server: &ChatServer, direct: GroupFeatureEnabled) -> Member {
    let mut profile = GroupProfile::new("team", "");
    let preferences = GroupPreferences::new().direct_messages(RoleGroupPreference::new(direct));
    profile.group_preferences = Some(preferences);
    let group = server.run(ApiNewGroup::new(1, profile)).unwrap();
    let id = group.group_info.group_id;
    let link = server.run(ApiCreateGroupLink::new(id, GroupMemberRole::Member));
    let alice = server.contact("alice");
    let link = link.unwrap().group_link.conn_link_contact;
    alice.connect(&link).await.unwrap();
    server.take_events();
    alice.group("team").unwrap()
}

#[tokio::test]
async fn a_member_writes_to_the_bot_directly() {
    let server = ChatServer::start().await.unwrap();
    let alice = group_for_all(&server, GroupFeatureEnabled::On).await;
    let accept = ApiSetUserAutoAcceptMemberContacts::new(1, true);
    server.run(accept).unwrap();
    let direct = alice.connect_directly().await.unwrap();
    let events = server.take_events();
    let asked = events.iter().find_map(|event| match event {
        Event::NewMemberContactReceivedInv(asked) => Some(asked),
        _ => None,
    });
    let connected = events.iter().find_map(|event| match event {
        Event::ContactConnected(connected) => Some(connected),
        _ => None,
    });
    let (Some(asked), Some(connected)) = (asked, connected) else {
        panic!("{events:?}");
    };
    assert_eq!(asked.contact.contact_id, connected.contact.contact_id);
    assert_eq!(
        asked.member.member_contact_id,
        Some(asked.contact.contact_id)
    );
    let invitation = asked.contact.group_direct_inv.as_ref().unwrap();
    assert_eq!(invitation.from_group_id, Some(asked.group_info.group_id));
    assert!(invitation.group_direct_inv_started_connection);

    direct.say("between us").await.unwrap();
    let events = server.take_events();
    let Some(Event::NewChatItems(new)) = events.first() else {
        panic!("{events:?}");
    };
    let answer = ApiSendMessages::text(chat(&new.chat_items[0]), "so be it");
    server.run(answer).unwrap();
    direct.expect("so be it").await;
    assert!(
        alice
            .messages()
            .iter()
            .all(|message| message.text() != "between us")
    );
    let again = alice.connect_directly().await.map(drop);
    assert!(
        matches!(again, Err(Error::AlreadyConnected { .. })),
        "{again:?}"
    );
}

#[tokio::test]
async fn a_member_contact_that_is_not_accepted_is_reported() {
    let server = ChatServer::start().await.unwrap();
    let alice = group_for_all(&server, GroupFeatureEnabled::On).await;
    let direct = alice.connect_directly().await.unwrap();
    let events = server.take_events();
    let asked = events.iter().find_map(|event| match event {
        Event::NewMemberContactReceivedInv(asked) => Some(asked),
        _ => None,
    });
    let asked = asked.unwrap_or_else(|| panic!("{events:?}"));
    assert!(!direct.is_connected());
    let chat = ChatRef::from(asked.contact.contact_id);
    let refused = server
        .run(ApiSendMessages::text(chat, "hello"))
        .unwrap_err();
    assert!(refused.to_string().contains("contactNotReady"), "{refused}");
}

#[tokio::test]
async fn a_group_can_forbid_direct_messages() {
    let server = ChatServer::start().await.unwrap();
    let alice = group_for_all(&server, GroupFeatureEnabled::Off).await;
    let refused = alice.connect_directly().await.map(drop);
    assert!(matches!(refused, Err(Error::Refused { .. })), "{refused:?}");
    assert!(server.take_events().is_empty());
}
