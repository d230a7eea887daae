use super::Running;
use crate::bot::{Bot, Message};
use crate::events::{ChatItemUpdated, NewChatItems};
use crate::json::Tagged;
use crate::testing::Direction;

/// The last event that brought a message.
fn last_message(bot: &Running) -> NewChatItems {
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
async fn a_message_that_is_written_live_is_handled_when_it_is_whole() {
    let bot = Bot::builder().on_message(async |message: Message| {
        message.reply(format!("heard {}", message.text())).await?;
        Ok(())
    });
    let bot = Running::new(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("model").await.unwrap();
    alice.expect("heard model").await;

    // The same as alice would write it live, under another id.
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
    // An edit of a whole message is no message.
    bot.server.inject(&whole);
    alice.say("and this").await.unwrap();
    alice.expect("heard model").await;
    alice.expect("heard and this").await;
}
