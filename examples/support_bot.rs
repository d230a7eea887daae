//! A bot that answers the questions of customers, and hands over to people when it cannot.
//!
//! - `support_bot`: on the embedded server, with alice, who is a customer, and carol, who helps her;
//! - `support_bot --interactive`: the same, and then you are alice;
//! - `support_bot --url ws://127.0.0.1:5225`: on a server started with `simplex-chat -p 5225`, until
//!   Ctrl-C.
//!
//! Customers come by the address, which is a business address: each gets a group with the bot. The contacts
//! of the bot are the colleagues whom it adds to such a group.

use std::collections::HashSet;

use simplex_api::bot::{Bot, Context, HandlerResult, Message};
use simplex_api::types::{GroupId, GroupMemberRole};
use simplex_api::{command, command_set};
use stage::{BoxError, Person, Stage};
use tokio::sync::Mutex;

/// Words of questions, with the answers.
const ANSWERS: [(&str, &str); 2] = [
    ("open", "We are here from 9 to 17 o'clock."),
    ("cost", "Sending is free from 50 euros on."),
];

/// Asks for a person.
#[command(syntax = "/person", typed_by = people)]
struct Call;

/// Lets the bot answer again.
#[command(syntax = "/bot", typed_by = people)]
struct Back;

command_set! {
    /// Who is to answer from now on.
    enum Who { Call, Back }
}

/// The groups in which people answer.
type HandedOver = Mutex<HashSet<GroupId>>;

async fn switch(message: Message<HandedOver>, who: Who) -> HandlerResult<String> {
    let Some(group) = message.group().map(|group| group.group_id) else {
        return Ok("Customers can ask me that.".to_owned());
    };
    let called = match who {
        Who::Back(_) => {
            message.state().lock().await.remove(&group);
            return Ok("I answer again.".to_owned());
        }
        Who::Call(_) => call(message.context(), group).await?,
    };
    if called.is_empty() {
        return Ok("I am alone here at the moment.".to_owned());
    }
    message.state().lock().await.insert(group);
    Ok(format!("I have called {}.", called.join(" and ")))
}

/// Adds the colleagues to a group who are not there. Returns the names of those whom it reaches.
async fn call(bot: &Context<HandedOver>, group: GroupId) -> Result<Vec<String>, BoxError> {
    let contacts = bot.contacts().await?;
    let group = bot.group(group);
    let members = group.members().await?;
    let mut called = Vec::new();
    for contact in contacts {
        let id = contact.contact_id;
        let is_there = members.iter().any(|member| {
            member.member_contact_id == Some(id) && !member.member_status.has_ended()
        });
        if is_there || group.invite(id, GroupMemberRole::Member).await.is_ok() {
            called.push(contact.local_display_name);
        }
    }
    Ok(called)
}

/// Answers a customer, unless people do.
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
        .on_commands(switch)
        .on_message(answer);
    stage::play_scene(bot, scene).await
}

/// Alice has a question that only carol can answer.
async fn scene(stage: &Stage) -> Result<Person, BoxError> {
    let carol = stage.colleague("carol").await?;
    let mut alice = stage.contact("alice").await?;
    alice.hear().await?;
    alice.say("When do you open?").await?;
    alice.say("Where is my parcel?").await?;
    alice.say("/person").await?;
    let mut carol = carol.join("alice").await?;
    carol.tell("Hello Alice, it comes today.").await?;
    alice.tell("And what does it cost?").await?;
    carol.tell("Nothing.").await?;
    carol.say("/bot").await?;
    alice.say("What does the next one cost?").await?;
    Ok(alice)
}
