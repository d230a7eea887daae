//! A bot that keeps the rules of groups: it deletes messages with forbidden words, warns their authors, and
//! removes those who do not listen. What their authors change later it does not look at.
//!
//! - `moderator_bot`: on the embedded server, in a group of alice's that bob joins;
//! - `moderator_bot --interactive`: the same, and then you are alice;
//! - `moderator_bot --url ws://127.0.0.1:5225`: on a server started with `simplex-chat -p 5225`, until
//!   Ctrl-C. It joins the groups that it is invited to.

use std::collections::{BTreeSet, HashMap};

use simplex_api::bot::{Bot, Context, HandlerResult, Message};
use simplex_api::events::UserJoinedGroup;
use simplex_api::types::{GroupId, GroupMemberId, MsgContent};
use simplex_api::{command, command_set};
use stage::{BoxError, Person, Stage};
use tokio::sync::Mutex;

/// How many warnings somebody gets.
const WARNINGS: u32 = 2;

/// Forbids a word.
#[command(syntax = "/forbid <word>", typed_by = people)]
struct Forbid {
    word: String,
}

/// Forgets all warnings.
#[command(syntax = "/forgive", typed_by = people)]
struct Forgive;

command_set! {
    /// What moderators and admins can ask of the bot.
    enum Order { Forbid, Forgive }
}

/// The rules of a group, and who has broken them.
#[derive(Default)]
struct Rules {
    forbidden: BTreeSet<String>,
    warnings: HashMap<GroupMemberId, u32>,
}

impl Rules {
    fn change(&mut self, order: Order) -> String {
        match order {
            Order::Forbid(Forbid { word }) => self.forbid(&word),
            Order::Forgive(_) => {
                self.warnings.clear();
                "All warnings are forgotten.".to_owned()
            }
        }
    }

    fn forbid(&mut self, word: &str) -> String {
        if !word.chars().all(char::is_alphanumeric) {
            return "One word of letters and digits, please.".to_owned();
        }
        self.forbidden.insert(word.to_lowercase());
        let words: Vec<&str> = self.forbidden.iter().map(String::as_str).collect();
        format!("Forbidden here: {}.", words.join(", "))
    }

    /// How often somebody has been warned, if a text deserves a warning.
    fn judge(&mut self, member: GroupMemberId, text: &str) -> Option<u32> {
        let text = text.to_lowercase();
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.find(|word| self.forbidden.contains(*word))?;
        let warnings = self.warnings.entry(member).or_default();
        *warnings += 1;
        Some(*warnings)
    }
}

/// The rules of all groups, for as long as the bot runs.
type Groups = Mutex<HashMap<GroupId, Rules>>;

/// Obeys those who may moderate.
async fn obey(message: Message<Groups>, order: Order) -> HandlerResult<String> {
    let Some(group) = message.group().filter(|_| message.sender().can_moderate()) else {
        return Ok("Only moderators and admins of a group can do that.".to_owned());
    };
    let mut groups = message.state().lock().await;
    Ok(groups.entry(group.group_id).or_default().change(order))
}

/// Whether a message is for the moderators alone: a report, or one in a member's support chat.
fn is_for_moderators(message: &Message<Groups>) -> bool {
    let is_report = matches!(message.content(), Some(MsgContent::Report { .. }));
    is_report || message.scope().is_some()
}

/// Whether a message keeps to the rules, commands too. Those who may moderate may say everything, and everybody may
/// say everything to them.
async fn watch(message: Message<Groups>) -> HandlerResult<bool> {
    if is_for_moderators(&message) {
        return Ok(true);
    }
    let sender = message.sender();
    let (Some(group), Some(member), false) =
        (message.group(), message.member(), sender.can_moderate())
    else {
        return Ok(true);
    };
    let (name, member) = (sender.name(), member.group_member_id);
    let mut groups = message.state().lock().await;
    let rules = groups.entry(group.group_id).or_default();
    let Some(warning) = rules.judge(member, message.text()) else {
        return Ok(true);
    };
    drop(groups);
    message.moderate().await?;
    let told = if warning <= WARNINGS {
        format!("{name}, that word is forbidden here. Warning {warning} of {WARNINGS}.")
    } else {
        message.context().group(group).remove(member).await?;
        format!("{name} had {WARNINGS} warnings and is removed.")
    };
    message.reply(told).await?;
    Ok(false)
}

#[tokio::main]
async fn main() -> std::process::ExitCode {
    let bot = Bot::with_state(Groups::default())
        .auto_accept(true)
        .welcome("Hello! Invite me to a group as an admin, and I keep its rules.")
        .join_groups()
        .on_event(async |bot: Context<Groups>, joined: UserJoinedGroup| {
            let chat = bot.chat(&joined.group_info);
            chat.send("Admins, tell me what to /forbid here.").await?;
            Ok(())
        })
        .check(watch)
        .on_commands(obey);
    stage::play_scene(bot, scene).await
}

/// Bob joins a group of alice's and does not listen.
async fn scene(stage: &Stage) -> Result<Person, BoxError> {
    let mut alice = stage.contact("alice").await?;
    alice.hear().await?;
    let (mut alice, link) = alice.found("garden").await?;
    alice.hear().await?;
    let mut bob = stage.member("bob", "garden", &link).await?;
    alice.say("/Forbid Casino").await?;
    bob.say("/forbid roses").await?;
    bob.tell("I like roses.").await?;
    bob.say("And casinos; try my CASINO!").await?;
    alice.say("/forgive").await?;
    bob.say("That casino is good.").await?;
    bob.say("/casino").await?;
    bob.say_to(&mut alice, "casino casino").await?;
    Ok(alice)
}
