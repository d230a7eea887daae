//! A bot that moderates groups: it deletes messages with forbidden words, warns their authors, and removes members after
//! too many warnings. It does not check edits.
//!
//! - `moderator_bot`: runs on the embedded server, in a group of alice that bob joins;
//! - `moderator_bot --interactive`: the same, and then you write as alice;
//! - `moderator_bot --url ws://127.0.0.1:5225`: runs on a server that was started with `simplex-chat -p 5225`, until
//!   Ctrl-C. It joins every group that it is invited to.

use std::collections::{BTreeSet, HashMap};

use demo::{BoxError, Demo, Person};
use simplex_api::bot::{Bot, Context, HandlerResult, Message};
use simplex_api::events::UserJoinedGroup;
use simplex_api::types::{GroupId, GroupMemberId, MsgContent};
use simplex_api::{command, command_set};
use tokio::sync::Mutex;

/// The number of warnings before a member is removed.
const MAX_WARNINGS: u32 = 2;

/// Forbids a word.
#[command(syntax = "/forbid <word>", typed_by = people)]
struct Forbid {
    word: String,
}

/// Forgets all warnings.
#[command(syntax = "/forgive", typed_by = people)]
struct Forgive;

command_set! {
    /// The commands for moderators and admins.
    enum ModeratorCommand { Forbid, Forgive }
}

/// The rules of a group, and the warnings of its members.
#[derive(Default)]
struct Rules {
    forbidden: BTreeSet<String>,
    warnings: HashMap<GroupMemberId, u32>,
}

impl Rules {
    fn run(&mut self, command: ModeratorCommand) -> String {
        match command {
            ModeratorCommand::Forbid(Forbid { word }) => self.forbid(&word),
            ModeratorCommand::Forgive(_) => {
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

    /// Adds a warning if a text contains a forbidden word. Returns the number of warnings; `None` if the text is allowed.
    fn check(&mut self, member: GroupMemberId, text: &str) -> Option<u32> {
        let text = text.to_lowercase();
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.find(|word| self.forbidden.contains(*word))?;
        let warnings = self.warnings.entry(member).or_default();
        *warnings += 1;
        Some(*warnings)
    }
}

/// The rules of all groups. They are lost when the bot stops.
type Groups = Mutex<HashMap<GroupId, Rules>>;

/// Runs a command of a moderator.
async fn handle_command(
    message: Message<Groups>,
    command: ModeratorCommand,
) -> HandlerResult<String> {
    let Some(group) = message.group().filter(|_| message.sender().can_moderate()) else {
        return Ok("Only moderators and admins of a group can do that.".to_owned());
    };
    let mut groups = message.state().lock().await;
    Ok(groups.entry(group.group_id).or_default().run(command))
}

/// Whether only the moderators see a message: a report, or a message in the support chat of a member.
fn is_for_moderators(message: &Message<Groups>) -> bool {
    let is_report = matches!(message.content(), Some(MsgContent::Report { .. }));
    is_report || message.scope().is_some()
}

/// Whether a message follows the rules. Commands are checked too. Messages of moderators and messages that only
/// moderators see are always allowed.
async fn follows_rules(message: Message<Groups>) -> HandlerResult<bool> {
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
    let Some(warning) = rules.check(member, message.text()) else {
        return Ok(true);
    };
    drop(groups);
    message.moderate().await?;
    let reply = if warning <= MAX_WARNINGS {
        format!("{name}, that word is forbidden here. Warning {warning} of {MAX_WARNINGS}.")
    } else {
        message.context().group(group).remove(member).await?;
        format!("{name} had {MAX_WARNINGS} warnings and is removed.")
    };
    message.reply(reply).await?;
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
        .check(follows_rules)
        .on_commands(handle_command);
    demo::run_scenario(bot, scenario).await
}

/// Bob joins a group of alice and breaks its rules.
async fn scenario(demo: &Demo) -> Result<Person, BoxError> {
    let mut alice = demo.contact("alice").await?;
    alice.expect_message().await?;
    let (mut alice, link) = alice.create_group("garden").await?;
    alice.expect_message().await?;
    let mut bob = demo.group_member("bob", "garden", &link).await?;
    alice.say("/Forbid Casino").await?;
    bob.say("/forbid roses").await?;
    bob.say_without_reply("I like roses.").await?;
    bob.say("And casinos; try my CASINO!").await?;
    alice.say("/forgive").await?;
    bob.say("That casino is good.").await?;
    bob.say("/casino").await?;
    bob.say_and_show_reply_to(&mut alice, "casino casino")
        .await?;
    Ok(alice)
}
