//! A bot that decodes human input, and explains what it cannot decode.

use simplex_api::command::CommandSet;
use simplex_api::commands::{ApiSendMessages, ApiUpdateProfile, ShowActiveUser};
use simplex_api::types::{ChatBotCommand, ChatPeerType, Preferences, Profile};
use simplex_api::{command, command_set};

use super::connected;
use super::conversation::{connected_contact, next_message};

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
        Err(error) => error.user_message().to_string(),
    }
}

#[tokio::test]
async fn human_input_is_decoded_leniently() {
    let (server, client, mut events) = connected().await;
    let alice = connected_contact(&server, &client).await;
    for (said, answered) in [
        ("/weather Oslo", "Oslo: rain for 1 days"),
        ("  /Weather\u{a0}Oslo   DAYS=3 ", "Oslo: rain for 3 days"),
        ("/SAY  Two\n  lines, voilà ", "Two\n  lines, voilà"),
        (
            "/weather Oslo 3",
            "Expected `days=` or the end of the command, but found `3`.\n\
             Usage: /weather <city> [days=<days>]",
        ),
        (
            "hi",
            "I do not know this command.\n\
             Usage:\n/weather <city> [days=<days>]\n/say <text>\n/help",
        ),
        ("/Help", "/weather <city> [days=<days>]\n/say <text>\n/help"),
    ] {
        alice.say(said).await.unwrap();
        let (chat, text) = next_message(&mut events).await;
        let reply = ApiSendMessages::new(chat, [answer(&text).into()]);
        client.send(&reply).await.unwrap();
        alice.expect(answered).await;
    }
}

#[tokio::test]
async fn the_menu_is_in_the_profile() {
    let (_server, client, _events) = connected().await;
    let menu = ChatBotCommand::menu_of::<Request>();
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
