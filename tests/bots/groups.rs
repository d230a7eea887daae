use crate::harness::{LONG, RunningBot, soon};
use crate::messages::commands::Add;
use simplex_api::bot::{Bot, Context, HandlerResult, Message, Sender};
use simplex_api::commands::{
    ApiAddContact, ApiAddMember, ApiCreateGroupLink, ApiListContacts, ApiMembersRole, ApiNewGroup,
};
use simplex_api::events::UserJoinedGroup;
use simplex_api::types::{CreatedConnLink, GroupMemberRole, GroupMemberStatus, GroupProfile};
use simplex_api_testing::{Contact, Member};

#[tokio::test]
async fn a_message_has_its_group_and_the_role_of_its_sender() {
    let bot = Bot::builder().on_message(async |message: Message| {
        let sender = message.sender();
        if let (Some(group), Sender::Member(member)) = (message.group(), sender)
            && message.text() == "promote me"
        {
            let role = GroupMemberRole::Moderator;
            let promote = ApiMembersRole::new(group.group_id, [member.group_member_id], role);
            message.client().send(&promote).await?;
        }
        let group = message
            .group()
            .map(|g| g.group_profile.display_name.as_str());
        let can = sender.can_moderate();
        message
            .reply(format!("{group:?} {} {can}", sender.name()))
            .await?;
        Ok(())
    });
    let bot = RunningBot::start(bot).await;
    let link = new_group(&bot, "team");
    let alice = bot.contact("alice").await;
    alice.say("hi").await.unwrap();
    alice.expect("None alice false").await;

    let ben = member(&bot, "ben", "team", &link).await;
    ben.say("promote me").await.unwrap();
    ben.expect("Some(\"team\") ben false").await;
    ben.say("hi").await.unwrap();
    ben.expect("Some(\"team\") ben true").await;
}

/// Runs the commands of the members of a group.
async fn steward(message: Message) -> HandlerResult<Option<String>> {
    let Some(group) = message.group() else {
        return Ok(None);
    };
    let group = message.context().group(group);
    Ok(match message.text() {
        "delete" => {
            message.moderate().await?;
            None
        }
        "remove" => {
            let member = message.member().unwrap().group_member_id;
            group.remove(member).await?;
            None
        }
        "invite" => {
            let contacts = message.context().contacts().await?;
            let carol = contacts.iter().find(|c| c.local_display_name == "carol");
            let carol = carol.unwrap().contact_id;
            group.invite(carol, GroupMemberRole::Member).await?;
            Some(format!("{} members", group.members().await?.len()))
        }
        _ => Some(message.is_from_customer().to_string()),
    })
}

#[tokio::test]
async fn a_bot_moderates_a_group_that_it_joins() {
    let bot = Bot::builder()
        .join_groups()
        .on_event(async |bot: Context, joined: UserJoinedGroup| {
            bot.chat(&joined.group_info).send("Here I am.").await?;
            Ok(())
        })
        .on_message(steward);
    let bot = RunningBot::start(bot).await;
    let carol = bot.contact("carol").await;
    let alice = bot.contact("alice").await;
    let (new, known) = (GroupProfile::new("team", ""), ApiListContacts::new(1));
    let team = alice
        .run(ApiNewGroup::new(1, new))
        .unwrap()
        .group_info
        .group_id;
    let known = alice.run(known).unwrap().contacts[0].contact_id;
    let link = ApiCreateGroupLink::new(team, GroupMemberRole::Member);
    let link = alice.run(link).unwrap().group_link.conn_link_contact;
    let invite = ApiAddMember::new(team, known, GroupMemberRole::Admin);
    alice.run(invite).unwrap();
    let alice = alice.group("team").unwrap();
    alice.expect("Here I am.").await;
    alice.say("invite").await.unwrap();
    alice.expect("2 members").await;
    carol.group("team").unwrap().join().await.unwrap();

    let ben = bot.server.contact("ben");
    ben.connect(&link).await.unwrap();
    let ben = ben.group("team").unwrap();
    ben.say("am I a customer?").await.unwrap();
    ben.expect("false").await;
    let said = ben.say("delete").await.unwrap();
    let gone =
        |all: &[simplex_api_testing::Message]| all.iter().any(|m| m.id == said.id && m.deleted);
    alice.wait_until("the deletion", gone).await.unwrap();
    ben.say("remove").await.unwrap();
    let removed = async {
        while ben.status() != Some(GroupMemberStatus::Removed) {
            tokio::task::yield_now().await;
        }
    };
    soon(removed).await;
}

#[tokio::test]
async fn the_customer_of_a_business_chat_is_identified() {
    let bot = Bot::builder().business(true).on_message(steward);
    let bot = RunningBot::start(bot).await;
    let invitation = bot.server.run(ApiAddContact::new(1)).unwrap();
    let carol = bot.server.contact("carol");
    let link = invitation.conn_link_invitation;
    carol.connect(&link).await.unwrap();
    let alice = bot.contact("alice").await;
    alice.say("am I a customer?").await.unwrap();
    alice.expect("true").await;
    alice.say("invite").await.unwrap();
    alice.expect("2 members").await;
    let carol = carol.group("alice").unwrap();
    carol.join().await.unwrap();
    carol.say("am I?").await.unwrap();
    carol.expect("false").await;
}

#[tokio::test]
async fn messages_of_a_direct_chat_cannot_be_moderated() {
    let bot = Bot::builder()
        .on_message(async |message: Message| Ok(message.moderate().await.unwrap_err().to_string()));
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    let said = alice.say("hi").await.unwrap();
    let reported = alice.next_message().await.unwrap();
    assert!(
        reported
            .text()
            .starts_with("APIDeleteMemberChatItem was not sent: "),
        "{}",
        reported.text()
    );
    assert!(
        alice
            .messages()
            .iter()
            .any(|m| m.id == said.id && !m.deleted)
    );
}

/// Creates a group of the bot's user. Returns its link.
pub(crate) fn new_group(bot: &RunningBot, name: &str) -> CreatedConnLink {
    let new = ApiNewGroup::new(1, GroupProfile::new(name, ""));
    let group = bot.server.run(new).unwrap().group_info.group_id;
    let link = ApiCreateGroupLink::new(group, GroupMemberRole::Member);
    bot.server.run(link).unwrap().group_link.conn_link_contact
}

/// Creates a person who joins a group.
pub(crate) async fn member(
    bot: &RunningBot,
    name: &str,
    group: &str,
    link: &CreatedConnLink,
) -> Member {
    let contact = bot.server.contact(name);
    contact.connect(link).await.unwrap();
    contact.group(group).unwrap()
}

#[tokio::test]
async fn a_message_with_a_slash_in_a_group_is_a_command_only_with_a_known_word() {
    let bot = Bot::builder()
        .on_command(async |_, add: Add| Ok((add.a + add.b).to_string()))
        .on_invalid_command(async |_, _| Ok("mistyped"))
        .on_message(async |message: Message| Ok(format!("received {}", message.text())));
    let bot = RunningBot::start(bot).await;
    let link = new_group(&bot, "team");
    let ben = member(&bot, "ben", "team", &link).await;
    let alice = bot.contact("alice").await;
    let is_mistyped = |text: &str, contact: &Contact| {
        let (text, contact) = (text.to_owned(), contact.clone());
        async move {
            contact.say(&text).await.unwrap();
            let answer = contact.next_message().await.unwrap();
            let received = answer.text() == format!("received {text}");
            assert!(received || answer.text() == "mistyped", "{answer}");
            !received
        }
    };
    for (text, in_group) in [
        ("/casino", false),
        // A prefix of the word, and a longer word.
        ("/a casino", false),
        ("/ad", false),
        ("/addition", false),
        ("/", false),
        ("/add", true),
        ("/add casino", true),
        ("/ADD casino", true),
    ] {
        assert_eq!(is_mistyped(text, &ben).await, in_group, "{text}");
        assert!(is_mistyped(text, &alice).await, "{text}");
    }
    assert!(!is_mistyped("no slash", &alice).await);
}

#[tokio::test]
async fn a_handler_can_talk_with_one_member_of_a_group() {
    let bot = Bot::builder().on_message(async |message: Message| {
        if message.text() != "ask me" {
            return Ok(format!("received {}", message.text()));
        }
        message.reply("What?").await?;
        let answer = message.next_from_sender(LONG).await?;
        Ok(format!("{} says {}", answer.sender().name(), answer.text()))
    });
    let bot = RunningBot::start(bot).await;
    let link = new_group(&bot, "team");
    let ben = member(&bot, "ben", "team", &link).await;
    let carol = member(&bot, "carol", "team", &link).await;
    let alice = bot.contact("alice").await;
    let next = async || loop {
        let message = ben.next_message().await.unwrap();
        if message.from != "carol" {
            return message.text().to_owned();
        }
    };
    ben.say("ask me").await.unwrap();
    assert_eq!(next().await, "What?");
    carol.say("nothing").await.unwrap();
    ben.say("this").await.unwrap();
    assert_eq!(next().await, "ben says this");
    assert_eq!(next().await, "received nothing");

    alice.say("ask me").await.unwrap();
    alice.expect("What?").await;
    alice.say("that").await.unwrap();
    alice.expect("alice says that").await;
}

/// Runs the commands of the owner of a group.
async fn manage(message: Message) -> HandlerResult<Option<String>> {
    let Some(info) = message.group() else {
        let groups = message.context().groups().await?;
        let names = groups.iter().map(|group| group.local_display_name.as_str());
        return Ok(Some(names.collect::<Vec<_>>().join(" ")));
    };
    let group = message.context().group(info);
    let (order, name) = message.text().split_once(' ').unwrap_or_default();
    let members = group.members().await?;
    let member = members.iter().find(|m| m.local_display_name == name);
    let member = member.map(|member| member.group_member_id);
    match (order, member) {
        ("promote", Some(member)) => group.set_role(member, GroupMemberRole::Moderator).await?,
        ("block", Some(member)) => group.block(member).await?,
        ("unblock", Some(member)) => group.unblock(member).await?,
        ("leave", _) => {
            group.leave().await?;
            return Ok(None);
        }
        ("link", _) => {
            let text = match group.link().await? {
                Some(link) => format!("known: {}", link.as_str()),
                None => {
                    let link = group.create_link(GroupMemberRole::Observer).await?;
                    format!("new: {}", link.as_str())
                }
            };
            return Ok(Some(text));
        }
        _ => {
            let quoted = message.quoted().and_then(|quoted| quoted.content.as_text());
            return Ok(quoted.map(|quoted| format!("quotes {quoted}")));
        }
    }
    Ok(Some("done".to_owned()))
}

#[tokio::test]
async fn a_bot_manages_a_group() {
    let bot = RunningBot::start(Bot::builder().join_groups().on_message(manage)).await;
    let alice = bot.contact("alice").await;
    let new = ApiNewGroup::new(1, GroupProfile::new("team", ""));
    let team = alice.run(new).unwrap().group_info.group_id;
    let known = alice.run(ApiListContacts::new(1)).unwrap().contacts[0].contact_id;
    let invite = ApiAddMember::new(team, known, GroupMemberRole::Admin);
    alice.run(invite).unwrap();
    alice.say("which groups?").await.unwrap();
    alice.expect("team").await;

    let owner = alice.group("team").unwrap();
    owner.say("link please").await.unwrap();
    let reported = owner.next_message().await.unwrap();
    let link = reported.text().strip_prefix("new: ").unwrap();
    owner.say("link again").await.unwrap();
    owner.expect(&format!("known: {link}")).await;
    owner.reply(&reported, "thanks").await.unwrap();
    owner.expect(&format!("quotes {}", reported.text())).await;

    let ben = bot.server.contact("ben");
    ben.connect(link).await.unwrap();
    let ben = ben.group("team").unwrap();
    assert_eq!(ben.role(), Some(GroupMemberRole::Observer));
    // Skips the messages of ben.
    let done = async || while owner.next_message().await.unwrap().text() != "done" {};
    owner.say("promote ben").await.unwrap();
    done().await;
    assert_eq!(ben.role(), Some(GroupMemberRole::Moderator));
    for (order, hidden) in [("block ben", true), ("unblock ben", false)] {
        owner.say(order).await.unwrap();
        done().await;
        let said = ben.say("hello").await.unwrap();
        let seen = owner.messages().into_iter().find(|m| m.id == said.id);
        assert_eq!(seen.map(|message| message.hidden), Some(hidden), "{order}");
    }
    assert!(owner.others().contains(&"bot".to_owned()));
    owner.say("leave us").await.unwrap();
    let left = async {
        while owner.others().contains(&"bot".to_owned()) {
            tokio::task::yield_now().await;
        }
    };
    soon(left).await;
}
