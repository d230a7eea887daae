//! A bot that answers the questions of customers, and hands over to people if it cannot.
//!
//! - `support_bot`: runs on the embedded server, with alice, a customer, and carol, who helps her;
//! - `support_bot --interactive`: the same, and then you write as alice;
//! - `support_bot --url ws://127.0.0.1:5225`: runs on a server that was started with `simplex-chat -p 5225`, until
//!   Ctrl-C.
//!
//! Customers connect through the address, which is a business address: each gets a group with the bot. The contacts of
//! the bot are colleagues, whom it can add to such a group.

use std::collections::HashSet;

use demo::{BoxError, Demo, Person};
use simplex_api::bot::{Bot, Context, HandlerResult, Message};
use simplex_api::types::{GroupId, GroupMemberRole};
use simplex_api::{command, command_set};
use tokio::sync::Mutex;

/// Words in questions, and their answers.
const ANSWERS: [(&str, &str); 2] = [
    ("open", "We are here from 9 to 17 o'clock."),
    ("cost", "Sending is free from 50 euros on."),
];

/// Asks for a person instead of the bot.
#[command(syntax = "/person", typed_by = people)]
struct CallPerson;

/// Lets the bot answer again.
#[command(syntax = "/bot", typed_by = people)]
struct ReturnToBot;

command_set! {
    /// Selects who answers the customer.
    enum Handover { CallPerson, ReturnToBot }
}

/// The groups in which people answer instead of the bot.
type HandedOver = Mutex<HashSet<GroupId>>;

async fn hand_over(message: Message<HandedOver>, command: Handover) -> HandlerResult<String> {
    let Some(group) = message.group().map(|group| group.group_id) else {
        return Ok("Customers can ask me that.".to_owned());
    };
    let called = match command {
        Handover::ReturnToBot(_) => {
            message.state().lock().await.remove(&group);
            return Ok("I answer again.".to_owned());
        }
        Handover::CallPerson(_) => call_colleagues(message.context(), group).await?,
    };
    if called.is_empty() {
        return Ok("I am alone here at the moment.".to_owned());
    }
    message.state().lock().await.insert(group);
    Ok(format!("I have called {}.", called.join(" and ")))
}

/// Adds the missing colleagues to a group. Returns the names of all colleagues that are members or could be invited.
async fn call_colleagues(
    bot: &Context<HandedOver>,
    group: GroupId,
) -> Result<Vec<String>, BoxError> {
    let contacts = bot.contacts().await?;
    let group = bot.group(group);
    let members = group.members().await?;
    let mut called = Vec::new();
    for contact in contacts {
        let id = contact.contact_id;
        let is_member = members.iter().any(|member| {
            member.member_contact_id == Some(id) && !member.member_status.has_ended()
        });
        if is_member || group.invite(id, GroupMemberRole::Member).await.is_ok() {
            called.push(contact.local_display_name);
        }
    }
    Ok(called)
}

/// Answers a customer, unless people answer in this group.
async fn answer(message: Message<HandedOver>) -> HandlerResult<Option<&'static str>> {
    let Some(group) = message.group().filter(|_| message.is_from_customer()) else {
        return Ok(None);
    };
    if message.state().lock().await.contains(&group.group_id) {
        return Ok(None);
    }
    let question = message.text().to_lowercase();
    let mut answers = ANSWERS.iter();
    let found = answers.find(|(word, _)| question.contains(word));
    let answer = found.map_or("I do not know. Shall I call a /person?", |(_, answer)| {
        answer
    });
    Ok(Some(answer))
}

#[tokio::main]
async fn main() -> std::process::ExitCode {
    let bot = Bot::with_state(HandedOver::default())
        .auto_accept(true)
        .business(true)
        .welcome("Hello! What can I do for you?")
        .on_commands(hand_over)
        .on_message(answer);
    demo::run_scenario(bot, scenario).await
}

/// Alice has a question that only carol can answer.
async fn scenario(demo: &Demo) -> Result<Person, BoxError> {
    let carol = demo.invited_contact("carol").await?;
    let mut alice = demo.contact("alice").await?;
    alice.expect_message().await?;
    alice.say("When do you open?").await?;
    alice.say("Where is my parcel?").await?;
    alice.say("/person").await?;
    let mut carol = carol.join("alice").await?;
    carol
        .say_without_reply("Hello Alice, it comes today.")
        .await?;
    alice.say_without_reply("And what does it cost?").await?;
    carol.say_without_reply("Nothing.").await?;
    carol.say("/bot").await?;
    alice.say("What does the next one cost?").await?;
    Ok(alice)
}
