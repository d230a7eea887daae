use std::time::Duration;

use crate::groups::{member, new_group};
use crate::harness::RunningBot;
use simplex_api::bot::{Bot, Builder, Message};
use simplex_api::events::{ChatItemUpdated, ChatItemsDeleted, GroupChatItemsDeleted, NewChatItems};
use simplex_api::json::Tagged;
use simplex_api::types::{AChatItem, ChatInfo, ChatItemDeletion, CiContent, MsgContent};
use simplex_api_testing::{Contact, Direction};

/// The last event with a message.
pub(crate) fn last_message(bot: &RunningBot) -> NewChatItems {
    let entries = bot.server.transcript().entries();
    let events = entries
        .iter()
        .filter(|entry| entry.direction == Direction::FromServer);
    let bodies =
        events.filter_map(|entry| entry.text.strip_prefix(r#"{"resp":"#)?.strip_suffix('}'));
    bodies
        .filter_map(|body| NewChatItems::decode(body).ok())
        .next_back()
        .unwrap()
}

#[tokio::test]
async fn a_live_message_is_handled_when_it_is_complete() {
    let bot = Bot::builder().on_message(async |message: Message| {
        message
            .reply(format!("received {}", message.text()))
            .await?;
        Ok(())
    });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("model").await.unwrap();
    alice.expect("received model").await;

    // The same message as a live message, with another id.
    let mut new = last_message(&bot);
    let item = &mut new.chat_items[0];
    item.chat_item.meta.item_id = 1000.into();
    item.chat_item.meta.item_live = Some(true);
    bot.server.inject(&new);
    let mut item = new.chat_items.remove(0);
    bot.server
        .inject(&ChatItemUpdated::new(new.user.clone(), item.clone()));
    item.chat_item.meta.item_live = None;
    let whole = ChatItemUpdated::new(new.user, item);
    bot.server.inject(&whole);
    // An edit of a complete message is not a message.
    bot.server.inject(&whole);
    alice.say("and this").await.unwrap();
    alice.expect("received model").await;
    alice.expect("received and this").await;
}

/// Replies with the text of a message and whether it is live.
fn echo_with_live_flag(timeout: Duration) -> Builder {
    let bot = Bot::builder().on_message(async |message: Message| {
        let is_live = message.info().chat_item.meta.item_live == Some(true);
        Ok(format!("{} {is_live}", message.text()))
    });
    bot.live_timeout(timeout)
}

/// The event for a live message of alice. It is a copy of another message, with another id.
async fn live_message(bot: &RunningBot, alice: &Contact) -> NewChatItems {
    alice.say("model").await.unwrap();
    alice.expect("model false").await;
    let mut new = last_message(bot);
    let meta = &mut new.chat_items[0].chat_item.meta;
    meta.item_id = 1000.into();
    meta.item_live = Some(true);
    new
}

fn text(item: &mut AChatItem, text: &str) {
    let content = MsgContent::text(text);
    item.chat_item.content = CiContent::rcv_msg_content(content);
}

#[tokio::test]
async fn a_live_message_is_handled_after_the_timeout() {
    let bot = RunningBot::start(echo_with_live_flag(Duration::from_millis(50))).await;
    let alice = bot.contact("alice").await;
    let mut new = live_message(&bot, &alice).await;
    bot.server.inject(&new);
    let mut item = new.chat_items.remove(0);
    text(&mut item, "buy casino");
    let mut update = ChatItemUpdated::new(new.user, item);
    bot.server.inject(&update);
    alice.expect("buy casino true").await;
    // Later updates are edits.
    update.chat_item.chat_item.meta.item_live = None;
    bot.server.inject(&update);
    alice.say("go on").await.unwrap();
    alice.expect("go on false").await;
    assert_eq!(
        alice
            .messages()
            .iter()
            .filter(|m| m.text().starts_with("buy"))
            .count(),
        1
    );
}

#[tokio::test]
async fn held_live_messages_count_as_unhandled() {
    let bot = RunningBot::start(echo_with_live_flag(Duration::MAX)).await;
    let alice = bot.contact("alice").await;
    let new = live_message(&bot, &alice).await;
    bot.server.inject(&new);
    alice.say("go on").await.unwrap();
    alice.expect("go on false").await;
    assert_eq!(bot.stop().await.unhandled, 1);
}

#[tokio::test]
async fn a_deleted_live_message_is_not_handled() {
    let bot = RunningBot::start(echo_with_live_flag(Duration::MAX)).await;
    let (alice, bob) = (bot.contact("alice").await, bot.contact("bob").await);
    let mut of_alice = live_message(&bot, &alice).await;
    bot.server.inject(&of_alice);
    of_alice.chat_items[0].chat_item.meta.item_id = 1001.into();
    bot.server.inject(&of_alice);
    let mut of_bob = live_message(&bot, &bob).await;
    of_bob.chat_items[0].chat_item.meta.item_id = 1002.into();
    bot.server.inject(&of_bob);

    // One event deletes the second message of alice and the message of bob.
    let mut gone = ChatItemsDeleted::new(of_alice.user);
    let items = of_alice.chat_items.into_iter().chain(of_bob.chat_items);
    gone.chat_item_deletions
        .extend(items.map(ChatItemDeletion::new));
    bot.server.inject(&gone);
    alice.say("go on").await.unwrap();
    alice.expect("go on false").await;
    assert_eq!(bot.stop().await.unhandled, 1);
}

#[tokio::test]
async fn a_deleted_live_message_in_a_group_is_not_handled() {
    let bot = RunningBot::start(echo_with_live_flag(Duration::MAX)).await;
    let link = new_group(&bot, "team");
    let ben = member(&bot, "ben", "team", &link).await;
    ben.say("model").await.unwrap();
    ben.expect("model false").await;
    let mut new = last_message(&bot);
    let item = &mut new.chat_items[0];
    item.chat_item.meta.item_id = 1000.into();
    item.chat_item.meta.item_live = Some(true);
    bot.server.inject(&new);
    let ChatInfo::Group { group_info, .. } = new.chat_items.remove(0).chat_info else {
        panic!("not in a group");
    };
    let mut gone = GroupChatItemsDeleted::new(new.user, *group_info);
    gone.chat_item_ids.push(1000.into());
    bot.server.inject(&gone);
    ben.say("go on").await.unwrap();
    ben.expect("go on false").await;
    assert_eq!(bot.stop().await.unhandled, 0);
}
