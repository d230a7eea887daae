use super::Running;
use crate::bot::unfinished::{MOST, Unfinished};
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

#[tokio::test]
async fn who_ends_no_live_message_is_in_nobodys_way() {
    let bot = Running::new(Bot::builder().on_message(async |_| Ok("heard"))).await;
    let (alice, bob) = (bot.contact("alice").await, bot.contact("bob").await);
    let mut said = Vec::new();
    for contact in [&alice, &bob] {
        contact.say("model").await.unwrap();
        contact.expect("heard").await;
        said.push(last_message(&bot).chat_items.remove(0));
    }
    let message = |of: usize, id: usize, live: bool| {
        let mut item = said[of].clone();
        item.chat_item.meta.item_id = i64::try_from(id).unwrap().into();
        item.chat_item.meta.item_live = Some(live);
        item
    };
    let mut waiting = Unfinished::default();
    assert!(waiting.begins(&message(1, 1000, true)));
    for id in 0..=MOST {
        assert!(waiting.begins(&message(0, id, true)));
    }
    assert!(!waiting.ends(&message(0, 0, false)), "it is forgotten");
    for id in 1..=MOST {
        assert!(!waiting.ends(&message(0, id, true)), "it goes on");
        assert!(waiting.ends(&message(0, id, false)));
    }
    assert!(waiting.ends(&message(1, 1000, false)));
    assert!(!waiting.ends(&message(1, 1000, false)), "it is an edit");
}
