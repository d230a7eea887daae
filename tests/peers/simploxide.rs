//! `simploxide-client`, an independent client: it decodes answers and events as strictly as its own types require.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, LazyLock};

use futures_util::TryStreamExt;
use simplex_api::commands::ApiNewGroup;
use simplex_api::types::{
    GroupFeatureEnabled, GroupPreference, GroupPreferences, GroupProfile, Profile,
};
use simplex_api_testing::{ChatServer, Contact};
use simplex_api_tests::LONG;
use simplex_api_tests::example::built;
use simplex_api_tests::process::Served;
use simploxide_client::ClientApiError;
use simploxide_client::ext::{ClientApiExt, FilterChatItems, Reaction};
use simploxide_client::prelude::{
    AddressSettings, CIDeleteMode, ChatId, ClientApi, Event, EventKind, FileId, GroupMemberRole,
    MessageId, MsgContent, NewChatItems, ReceivedContactRequest, StreamEvents,
};
use simploxide_client::types::AutoAccept;
use simploxide_client::ws::{self, Bot, BotBuilder, Client, ClientResult, EventStream};
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// The path of the console. No build runs while tests do.
static CONSOLE: LazyLock<PathBuf> = LazyLock::new(|| built("console"));

const WELCOME: &str = "Send me a number.";

/// Creates an address that accepts all requests automatically, and returns it.
async fn set_up(client: &Client) -> String {
    let active = client.show_active_user().await.unwrap();
    assert_eq!(active.user.local_display_name, "bot");
    let user = active.user.user_id;
    let created = client.api_create_my_address(user).await.unwrap();
    let settings = AddressSettings {
        auto_accept: Some(AutoAccept {
            accept_incognito: false,
            undocumented: Default::default(),
        }),
        auto_reply: Some(MsgContent::make_text(WELCOME.to_owned())),
        business_address: false,
        undocumented: Default::default(),
    };
    let set = client.api_set_address_settings(user, settings);
    let set = set.await.unwrap();
    let link = &set.contact_link.conn_link_contact.conn_full_link;
    assert_eq!(*link, created.conn_link_contact.conn_full_link);
    link.clone()
}

/// The next message to the bot. The client must be able to decode all events before it.
async fn received(events: &mut EventStream) -> (ChatId, MessageId, String) {
    loop {
        let next = timeout(LONG, events.try_next());
        match next.await.expect("an event in time").unwrap() {
            Some(Event::NewChatItems(new)) => {
                if let Some((chat, item, content)) = new.chat_items.filter_messages().next() {
                    let text = content.text().expect("a text").clone();
                    return (chat, MessageId::from(item), text);
                }
            }
            Some(Event::Undocumented(json)) => panic!("not readable: {json}"),
            Some(_) => {}
            None => panic!("the connection has ended"),
        }
    }
}

async fn squared(client: &Client, events: &mut EventStream) -> (ChatId, MessageId, MessageId) {
    let (chat, asked, text) = received(events).await;
    let number: i64 = text.parse().unwrap();
    let reply = client.send_message(chat, (number * number).to_string());
    let sent = reply.reply_to(asked).await.unwrap();
    let answer = MessageId::from(&sent.chat_items[0].chat_item);
    (chat, asked, answer)
}

#[tokio::test]
async fn its_client_talks_with_a_contact() {
    let server = ChatServer::start().await.unwrap();
    let (client, mut events) = ws::connect(server.url()).await.unwrap();
    let alice = server.contact("alice");
    alice.connect(&set_up(&client).await).await.unwrap();
    alice.expect(WELCOME).await;

    alice.say("7").await.unwrap();
    let (chat, asked, answer) = squared(&client, &mut events).await;
    let reply = alice.expect("49").await;
    assert_eq!(reply.quoted.unwrap().as_text(), Some("7"));

    change(&client, (chat, asked, answer)).await;
    let messages = alice.messages();
    let texts: Vec<_> = messages.iter().map(ToString::to_string).collect();
    let welcome = format!("bot: {WELCOME:?}");
    let expected = [
        &welcome,
        "alice: \"7\" 👍",
        "bot: \"forty-nine\" (edited) (deleted)",
    ];
    assert_eq!(texts, expected);
    client.disconnect().await;
}

/// Reacts to the question; edits the answer and deletes it.
async fn change(client: &Client, (chat, asked, answer): (ChatId, MessageId, MessageId)) {
    let like = Reaction::Set("👍".to_owned());
    let reacted = client.update_message_reaction(chat, asked, like).await;
    assert!(reacted.iter().all(Result::is_ok), "{reacted:?}");
    let text = MsgContent::make_text("forty-nine".to_owned());
    client.update_message(chat, answer, text).await.unwrap();
    let deleted = client.delete_message(chat, answer, CIDeleteMode::Broadcast);
    assert_eq!(deleted.await.unwrap().chat_item_deletions.len(), 1);
}

/// Ids count from 1.
const FIRST_FILE: i64 = 1;

/// A contact uses all features and then leaves.
async fn live(server: &ChatServer, client: &Client, group_link: &str) {
    let alice = server.contact("alice");
    let said = alice.say("one").await.unwrap();
    alice.edit(&said, "two").await.unwrap();
    alice.react(&said, "👍").await.unwrap();
    alice.delete(&said).await.unwrap();
    alice.send_file("a.txt", "content").await.unwrap();
    let rename = |profile: &mut Profile| profile.display_name = "alicia".to_owned();
    alice.update_profile(rename).await.unwrap();
    alice.connect(group_link).await.unwrap();
    let member = alice.group("team").unwrap();
    member.say("in the group").await.unwrap();
    member.leave().await.unwrap();
    client
        .accept_file(FileId::from_raw(FIRST_FILE))
        .await
        .unwrap();
    alice.leave().await.unwrap();
}

#[tokio::test]
async fn its_client_decodes_all_events() {
    let server = ChatServer::start().await.unwrap();
    let (client, mut events) = ws::connect(server.url()).await.unwrap();
    let created = client.api_create_my_address(1).await.unwrap();
    let link = &created.conn_link_contact.conn_full_link;
    server.contact("alice").connect(link).await.unwrap();
    let request = events.wait_for::<ReceivedContactRequest>().await.unwrap();
    let request = &request.unwrap().contact_request;
    client.accept_contact(request).await.unwrap();

    // The client requires a preference that servers only send since 7.0.2, unless it was set.
    let signing = GroupPreference::new(GroupFeatureEnabled::Off);
    let mut profile = GroupProfile::new("team", "");
    profile.group_preferences = Some(GroupPreferences::new().sign_messages(signing));
    let group = server.run(ApiNewGroup::new(1, profile));
    let group = group.unwrap().group_info.group_id;
    let link = client.api_create_group_link(group.0, GroupMemberRole::Member);
    let link = link
        .await
        .unwrap()
        .group_link
        .conn_link_contact
        .conn_full_link
        .clone();
    live(&server, &client, &link).await;

    let mut kinds = Vec::new();
    while kinds.last() != Some(&EventKind::ContactDeletedByContact) {
        let next = timeout(LONG, events.try_next());
        let event = next.await.expect("an event in time").unwrap().unwrap();
        if let Event::Undocumented(json) = event {
            panic!("not readable: {json}");
        }
        kinds.push(event.kind());
    }
    for kind in [
        EventKind::ContactConnected,
        EventKind::ContactUpdated,
        EventKind::NewChatItems,
        EventKind::ChatItemUpdated,
        EventKind::ChatItemReaction,
        EventKind::ChatItemsDeleted,
        EventKind::JoinedGroupMember,
        EventKind::LeftMember,
        EventKind::RcvFileComplete,
    ] {
        assert!(kinds.contains(&kind), "{kind:?} is not in {kinds:?}");
    }
}

#[tokio::test]
async fn its_errors_are_typed() {
    let server = ChatServer::start().await.unwrap();
    let (client, _events) = ws::connect(server.url()).await.unwrap();
    let error = client.api_show_my_address(1).await.unwrap_err();
    let error = error
        .bad_response()
        .and_then(|bad| bad.chat_error())
        .unwrap();
    let store = error.error_store().unwrap();
    assert!(store.is_user_contact_link_not_found(), "{error:?}");
}

/// The bot of its own examples, with its own dispatcher.
async fn squaring_bot(url: &str) -> JoinHandle<()> {
    let (_, port) = url.rsplit_once(':').unwrap();
    let bot = BotBuilder::new("bot", port.parse().unwrap()).auto_accept_with(WELCOME);
    let (bot, events) = bot.connect().await.unwrap();
    let running = events.into_dispatcher(bot).on(square).dispatch();
    tokio::spawn(async move { drop(running.await.unwrap()) })
}

async fn square(new: Arc<NewChatItems>, bot: Bot) -> ClientResult<StreamEvents> {
    for (chat, item, content) in new.chat_items.filter_messages() {
        let number = content.text().and_then(|text| text.parse::<i64>().ok());
        let reply = match number {
            Some(number) => (number * number).to_string(),
            None => "That is no number.".to_owned(),
        };
        bot.send_msg(chat, reply).reply_to(item).await?;
    }
    Ok(StreamEvents::Continue)
}

#[tokio::test]
async fn its_bot_answers_contacts() {
    let server = ChatServer::start().await.unwrap();
    let bot = squaring_bot(&server.url()).await;
    let address = server.user_address().unwrap().conn_link_contact;
    for name in ["alice", "ben"] {
        let contact: Contact = server.contact(name);
        contact.connect(&address).await.unwrap();
        contact.expect(WELCOME).await;
        contact.say("12").await.unwrap();
        contact.expect("144").await;
        contact.say("twelve").await.unwrap();
        contact.expect("That is no number.").await;
    }
    bot.abort();
}

/// `console serve` with alice, who acts by typed lines.
fn serve() -> Served {
    let mut console = Command::new(&*CONSOLE);
    let console = console.args(["serve", "--contact", "alice"]);
    Served::start(console, Stdio::piped())
}

/// The bot continues while the test waits for a line.
#[tokio::test(flavor = "multi_thread")]
async fn its_bot_works_with_console_serve() {
    let served = serve();
    served.type_line("12");
    let bot = squaring_bot(&served.url).await;
    let expect_line = |line: &str| assert_eq!(served.next_line().as_deref(), Some(line));
    expect_line("* alice is connected");
    expect_line(&format!("bot: {WELCOME:?}"));
    expect_line("bot: \"144\"");
    served.type_line("13");
    expect_line("bot: \"169\"");
    bot.abort();
}

#[tokio::test]
async fn its_client_works_with_console_serve() {
    let served = serve();
    let (client, mut events) = ws::connect(&served.url).await.unwrap();
    set_up(&client).await;
    served.type_line("7");
    squared(&client, &mut events).await;
    let lines = [(); 3].map(|()| served.next_line().unwrap());
    let welcome = format!("bot: {WELCOME:?}");
    assert_eq!(lines, ["* alice is connected", &welcome, "bot: \"49\""]);
    client.disconnect().await;
}
