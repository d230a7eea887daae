//! A bot that understands what people type, and tells them what it does not.

use simplex_api::client::{Client, Events, Incoming};
use simplex_api::command::CommandSet;
use simplex_api::commands::{
    ApiCreateMyAddress, ApiSendMessages, ApiSetAddressSettings, ApiUpdateProfile, ShowActiveUser,
};
use simplex_api::events::Event;
use simplex_api::testing::{ChatServer, Contact};
use simplex_api::types::{
    AddressSettings, AutoAccept, ChatBotCommand, ChatPeerType, ChatRef, Preferences, Profile,
};
use simplex_api::{command, command_set, render};

use super::connected;

/// The weather of the next days. It is never wrong.
#[command(syntax = "/weather <city>[ days=<days>]", typed_by = people)]
pub struct Weather {
    pub city: String,
    pub days: Option<u32>,
}

/// Repeats a text
#[command(syntax = "/say <text>", typed_by = people)]
pub struct Say {
    pub text: String,
}

#[command(syntax = "/help", typed_by = people)]
pub struct ShowHelp;

command_set! {
    pub enum Request {
        "Outside" { Weather }
        "Inside" { Say, ShowHelp }
    }
}

fn answer(text: &str) -> String {
    match Request::decode(text) {
        Ok(Request::Weather(Weather { city, days, .. })) => {
            format!("{city}: rain for {} days", days.unwrap_or(1))
        }
        Ok(Request::Say(say)) => say.text,
        Ok(Request::ShowHelp(_)) => Request::usage().collect::<Vec<_>>().join("\n"),
        Err(error) => error.for_people().to_string(),
    }
}

/// A contact of the bot.
async fn alice(server: &ChatServer, client: &Client) -> Contact {
    let created = client.send(&ApiCreateMyAddress::new(1)).await.unwrap();
    let settings = AddressSettings::new().auto_accept(AutoAccept::new());
    let settings = ApiSetAddressSettings::new(1, settings);
    client.send(&settings).await.unwrap();
    let alice = server.contact("alice");
    alice.connect(&created.conn_link_contact).await.unwrap();
    alice
}

/// The next message to the bot: its chat and its text.
async fn heard(events: &mut Events) -> (ChatRef, String) {
    loop {
        let Some(Incoming::Event(Event::NewChatItems(new))) = events.next().await else {
            continue;
        };
        for item in &new.chat_items {
            if let Some(text) = item.received_text() {
                return (item.chat_info.chat_ref().unwrap(), text.to_owned());
            }
        }
    }
}

#[tokio::test]
async fn people_type_as_they_like() {
    let (server, client, mut events) = connected().await;
    let alice = alice(&server, &client).await;
    for (said, answered) in [
        ("/weather Oslo", "Oslo: rain for 1 days"),
        ("  /Weather\u{a0}Oslo   DAYS=3 ", "Oslo: rain for 3 days"),
        ("/SAY  Two\n  lines, voilà ", "Two\n  lines, voilà"),
        (
            "/weather Oslo 3",
            "Expected `days=`, but found `3`.\n\
             Usage: /weather <city> [days=<days>]",
        ),
        (
            "hi",
            "This is none of the commands.\n\
             Usage:\n/weather <city> [days=<days>]\n/say <text>\n/help",
        ),
        ("/Help", "/weather <city> [days=<days>]\n/say <text>\n/help"),
    ] {
        alice.say(said).await.unwrap();
        let (chat, text) = heard(&mut events).await;
        let reply = ApiSendMessages::new(chat, [answer(&text).into()]);
        client.send(&reply).await.unwrap();
        alice.expect(answered).await;
    }
}

#[tokio::test]
async fn the_menu_stands_in_the_profile() {
    let (_server, client, _events) = connected().await;
    let menu = render::menu::<Request>();
    let weather = ChatBotCommand::command(
        "weather",
        "The weather of the next days",
        Some("<city> [days=<days>]".to_owned()),
    );
    let say = ChatBotCommand::command("say", "Repeats a text", Some("<text>".to_owned()));
    let help = ChatBotCommand::command("help", "Show help", None);
    assert_eq!(
        menu,
        [
            ChatBotCommand::menu("Outside", [weather]),
            ChatBotCommand::menu("Inside", [say, help]),
        ]
    );

    let mut profile = Profile::new("bot", "");
    profile.peer_type = Some(ChatPeerType::Bot);
    profile.preferences = Some(Preferences::new().commands(menu.clone()));
    client
        .send(&ApiUpdateProfile::new(1, profile))
        .await
        .unwrap();
    let user = client.send(&ShowActiveUser::new()).await.unwrap().user;
    assert_eq!(user.full_preferences.commands, menu);
}
