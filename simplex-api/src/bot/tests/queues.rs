use std::pin::pin;
use std::sync::Arc;

use futures_util::future::poll_immediate;
use tokio::sync::{Semaphore, mpsc};

use super::unfinished::said;
use super::{ALICE, LONG, Running, soon, until};
use crate::bot::inbox::{Inbox, Job};
use crate::bot::{Bot, Builder, Context, Message, Notice};
use crate::client::Incoming;
use crate::commands::ShowActiveUser;
use crate::types::AChatItem;

/// A bot whose handlers wait to be let go, unless they are to answer at once, and the notices that it gets.
fn held(gate: &Arc<Semaphore>) -> (Builder<Arc<Semaphore>>, mpsc::UnboundedReceiver<Notice>) {
    let (tell, told) = mpsc::unbounded_channel();
    let bot = Bot::with_state(Arc::clone(gate))
        .on_message(async |message: Message<Arc<Semaphore>>| {
            if message.text() != "at once" {
                message.state().acquire().await?.forget();
            }
            message.reply(message.text()).await?;
            Ok(())
        })
        .on_notice(move |_: Context<_>, notice| {
            tell.send(notice).unwrap();
            async {}
        });
    (bot, told)
}

#[tokio::test]
async fn what_is_dropped_is_announced_in_its_place() {
    let gate = Arc::new(Semaphore::new(0));
    let (bot, mut notices) = held(&gate);
    let bot = Running::new(bot.chat_queue(2)).await;
    let (alice, bob) = (bot.contact("alice").await, bot.contact("bob").await);
    alice.say("0").await.unwrap();
    // The first is at work, two wait, and two are too many.
    for text in ["1", "2", "3", "4"] {
        alice.say(text).await.unwrap();
    }
    // What was sent before is in its queue, or dropped, when this is answered.
    bob.say("at once").await.unwrap();
    bob.expect("at once").await;
    gate.add_permits(11);
    let answers = [alice.next_message().await, alice.next_message().await];
    let answers = answers.map(|answer| answer.unwrap().text().to_owned());
    let Notice::Missed { chat, count } = soon(notices.recv()).await.unwrap() else {
        panic!("nothing was missed");
    };
    assert_eq!(chat, Some(ALICE.into()));
    // Whether the first had begun when the others came is a matter of time.
    assert!((2..=3).contains(&count), "{count}");
    assert_eq!(answers, ["0", "1"]);
    alice.say("5").await.unwrap();
    let mut rest = Vec::new();
    while rest.last().is_none_or(|last| last != "5") {
        rest.push(alice.next_message().await.unwrap().text().to_owned());
    }
    assert!(rest == ["2", "5"] || rest == ["5"], "{rest:?}");
}

#[tokio::test]
async fn what_has_no_place_waits_in_the_client() {
    let gate = Arc::new(Semaphore::new(0));
    let (bot, mut notices) = held(&gate);
    let bot = Running::new(bot.chat_queue(1).total_queue(1)).await;
    let mut contacts = Vec::new();
    for name in ["alice", "bob", "carol", "dave"] {
        contacts.push(bot.contact(name).await);
    }
    for contact in &contacts {
        contact.say(contact.name()).await.unwrap();
    }
    gate.add_permits(10);
    for contact in &contacts {
        contact.expect(contact.name()).await;
    }
    assert!(notices.try_recv().is_err());
}

#[tokio::test]
async fn a_file_comes_though_there_was_no_place_before_it_was_waited_for() {
    let gate = Arc::new(Semaphore::new(0));
    let bot =
        Bot::with_state(Arc::clone(&gate)).on_message(async |message: Message<Arc<Semaphore>>| {
            let Some(file) = message.file() else {
                return Ok(message.text().to_owned());
            };
            message.state().acquire().await?.forget();
            file.receive().await?;
            Ok(file.name().to_owned())
        });
    let bot = Running::new(bot.total_queue(1)).await;
    let alice = bot.contact("alice").await;
    alice.send_file("notes.txt", "something").await.unwrap();
    for text in ["1", "2", "3"] {
        alice.say(text).await.unwrap();
    }
    // What was sent before is in the queue of the client, or was there, when this is answered.
    bot.client.send(&ShowActiveUser::new()).await.unwrap();
    // The first has the place, and the second waits for one: the third is left.
    until(|| bot.client.stats().unread == 1).await;
    gate.add_permits(1);
    for answer in ["notes.txt", "1", "2", "3"] {
        alice.expect(answer).await;
    }
}

#[tokio::test]
async fn changes_of_the_connection_are_noticed() {
    let gate = Arc::new(Semaphore::new(10));
    let (bot, mut notices) = held(&gate);
    let bot = Running::new(bot).await;
    let alice = bot.contact("alice").await;
    bot.server.send_frame("nonsense");
    let mut next = async || match soon(notices.recv()).await.unwrap() {
        Notice::Incoming(incoming) => *incoming,
        notice => panic!("{notice}"),
    };
    assert!(matches!(next().await, Incoming::Malformed { .. }));
    bot.server.drop_connections();
    assert!(matches!(next().await, Incoming::Disconnected { .. }));
    assert!(matches!(next().await, Incoming::Reconnected { .. }));
    alice.say("back?").await.unwrap();
    alice.expect("back?").await;
}

#[tokio::test]
async fn who_waits_for_a_message_hears_it_though_the_queue_is_full() {
    let bot = Bot::builder().on_message(async |message: Message| {
        if message.text() != "count" {
            return Ok(message.text().to_owned());
        }
        let is_number = |item: &AChatItem| item.received_text() == Some("2");
        let mut waiting = pin!(message.next_message_if(LONG, is_number));
        // What is said after the question comes after the wait has begun.
        assert!(poll_immediate(&mut waiting).await.is_none());
        message.reply("how many?").await?;
        Ok(format!("number {}", waiting.await?.text()))
    });
    let bot = Running::new(bot.chat_queue(4)).await;
    let alice = bot.contact("alice").await;
    alice.say("count").await.unwrap();
    alice.expect("how many?").await;
    for text in ["a", "b", "c", "d", "e", "2"] {
        alice.say(text).await.unwrap();
    }
    for answer in ["number 2", "a", "b", "c", "d"] {
        alice.expect(answer).await;
    }
}

#[tokio::test]
async fn what_nobody_wants_who_waits_has_no_more_room_than_else() {
    let message = said().await;
    let inbox = Inbox::new(None, 2);
    let push = |id| {
        inbox.push(Job::Message(Arc::new(message(0, id, false))), None);
    };
    let id = |item: &AChatItem| item.chat_item.meta.item_id.0;
    let mut waiting = pin!(inbox.message(None, |item| id(item) == 6));
    assert!(poll_immediate(&mut waiting).await.is_none());
    (1..=5).for_each(push);
    assert!(poll_immediate(&mut waiting).await.is_none());
    push(6);
    assert!(poll_immediate(waiting).await.is_some());

    let mut left = Vec::new();
    while let Some(job) = soon(inbox.next_or_end()).await {
        left.push(match job {
            Job::Message(item) => id(&item).to_string(),
            Job::Notice(notice) => notice.to_string(),
            _ => panic!("another job"),
        });
    }
    let missed = "3 messages and events were dropped because their chat's queue was full, or their \
                  author was not connected in time";
    assert_eq!(left, ["1", "2", missed]);
}
