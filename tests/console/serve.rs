//! `console serve`.

use std::process::Stdio;

use simplex_api::Client;
use simplex_api::client::{Events, Incoming};
use simplex_api::commands::{
    ApiAcceptContact, ApiCreateMyAddress, ApiDeleteChat, ApiSendMessages, ApiSetAddressSettings,
    ApiUpdateChatItem, ApiUpdateProfile, ShowActiveUser,
};
use simplex_api::events::Event;
use simplex_api::types::{
    AddressSettings, AutoAccept, ChatDeleteMode, ChatRef, Profile, UpdatedMessage,
};
use simplex_api_tests::process::Served;

use crate::program::console;

fn serve(args: &[&str], input: Stdio) -> Served {
    Served::start(&mut console([&["serve"], args].concat()), input)
}

async fn use_it(url: &str) {
    let (client, _events) = Client::connect(url).await.unwrap();
    let user = client.send(&ShowActiveUser::new()).await.unwrap().user;
    let created = client.send(&ApiCreateMyAddress::new(user.user_id));
    assert!(
        !created
            .await
            .unwrap()
            .conn_link_contact
            .conn_full_link
            .is_empty()
    );
    client.close().await;
}

#[tokio::test]
async fn it_serves_until_its_input_ends() {
    let mut served = serve(&[], Stdio::piped());
    let url = served.url.clone();
    assert!(
        url.starts_with("ws://127.0.0.1:") && !url.ends_with(":0"),
        "{url}"
    );
    use_it(&url).await;
    use_it_again_fails_to_create(&url).await;
    served.end_input();
    assert!(served.running.ends());
}

/// The state belongs to the server, not to a connection.
async fn use_it_again_fails_to_create(url: &str) {
    let (client, _events) = Client::connect(url).await.unwrap();
    assert!(client.send(&ApiCreateMyAddress::new(1)).await.is_err());
}

#[tokio::test]
async fn it_listens_on_the_given_address() {
    let served = serve(&["--listen", "127.0.0.1:0"], Stdio::piped());
    use_it(&served.url).await;
    let served = serve(&["--listen", "[::1]:0"], Stdio::piped());
    if !served.url.is_empty() {
        assert!(served.url.starts_with("ws://[::1]:"));
        use_it(&served.url).await;
    }
}

#[cfg(unix)]
#[tokio::test]
async fn it_continues_without_an_input() {
    let mut served = serve(&[], Stdio::null());
    use_it(&served.url).await;
    assert!(served.running.0.try_wait().unwrap().is_none());
}

/// A bot with an address.
async fn bot(url: &str, settings: AddressSettings) -> (Client, Events) {
    let (client, events) = Client::connect(url).await.unwrap();
    client.send(&ApiCreateMyAddress::new(1)).await.unwrap();
    let settings = ApiSetAddressSettings::new(1, settings);
    client.send(&settings).await.unwrap();
    (client, events)
}

async fn event<T>(events: &mut Events, pick: impl Fn(&Event) -> Option<T>) -> T {
    loop {
        match events.next().await {
            Some(Incoming::Event(event)) => {
                if let Some(found) = pick(&event) {
                    return found;
                }
            }
            other => panic!("{other:?}"),
        }
    }
}

async fn next_message(events: &mut Events) -> (ChatRef, String) {
    let received = |event: &Event| {
        let Event::NewChatItems(new) = event else {
            return None;
        };
        let item = new.chat_items.first()?;
        let text = item.received_text()?.to_owned();
        Some((item.chat_info.chat_ref()?, text))
    };
    event(events, received).await
}

#[tokio::test]
async fn a_contact_talks_to_the_bot() {
    let mut served = serve(&["--contact", "alice"], Stdio::piped());
    served.type_line("7");
    let settings = AddressSettings::new().auto_accept(AutoAccept::new());
    let (client, mut events) = bot(&served.url, settings.auto_reply("Hello!")).await;
    let (chat, text) = next_message(&mut events).await;
    assert_eq!(text, "7");
    assert_eq!(served.next_line().unwrap(), "* alice is connected");
    assert_eq!(served.next_line().unwrap(), "bot: \"Hello!\"");

    let reply = ApiSendMessages::new(chat.clone(), ["4\n9".into()]);
    let sent = client.send(&reply).await.unwrap().chat_items;
    assert_eq!(served.next_line().unwrap(), r#"bot: "4\n9""#);
    let id = sent[0].chat_item.meta.item_id;
    let edit = ApiUpdateChatItem::new(chat.clone(), id, UpdatedMessage::new("49"));
    client.send(&edit).await.unwrap();
    assert_eq!(served.next_line().unwrap(), r#"bot: "49" (edited)"#);

    let delete = ApiDeleteChat::new(chat, ChatDeleteMode::full(true));
    client.send(&delete).await.unwrap();
    served.type_line("still there?");
    let refused = "! `alice` is not connected with a user of the server";
    assert_eq!(served.next_line().unwrap(), refused);
    served.end_input();
    assert!(served.running.ends());
}

#[tokio::test]
async fn messages_are_not_printed_again_after_a_rename() {
    let mut served = serve(&["--contact", "alice"], Stdio::piped());
    let settings = AddressSettings::new().auto_accept(AutoAccept::new());
    let (client, mut events) = bot(&served.url, settings).await;
    assert_eq!(served.next_line().unwrap(), "* alice is connected");
    served.type_line("7");
    let (chat, _) = next_message(&mut events).await;
    let send = |text: &str| ApiSendMessages::new(chat.clone(), [text.into()]);
    client.send(&send("49")).await.unwrap();
    assert_eq!(served.next_line().unwrap(), "bot: \"49\"");
    let profile = Profile::new("robot", "");
    client
        .send(&ApiUpdateProfile::new(1, profile))
        .await
        .unwrap();
    client.send(&send("64")).await.unwrap();
    assert_eq!(served.next_line().unwrap(), "robot: \"64\"");
    served.end_input();
    assert!(served.running.ends());
}

#[tokio::test]
async fn a_contact_waits_to_be_accepted() {
    let served = serve(
        &["--contact", "alice", "--listen", "127.0.0.1:0"],
        Stdio::piped(),
    );
    let (client, mut events) = bot(&served.url, AddressSettings::new()).await;
    served.type_line("7");
    let request = event(&mut events, |event| match event {
        Event::ReceivedContactRequest(received) => {
            Some(received.contact_request.contact_request_id)
        }
        _ => None,
    });
    let accept = ApiAcceptContact::new(request.await);
    client.send(&accept).await.unwrap();
    assert_eq!(next_message(&mut events).await.1, "7");
    assert_eq!(served.next_line().unwrap(), "* alice is connected");
}

#[tokio::test]
async fn with_a_contact_it_serves_until_its_input_ends() {
    let mut served = serve(&["--contact", "alice"], Stdio::piped());
    use_it(&served.url).await;
    served.type_line("7");
    served.end_input();
    assert!(served.running.ends());
}
