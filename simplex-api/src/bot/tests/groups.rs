use super::{Running, soon};
use crate::bot::{Bot, Context, HandlerResult, Message, Sender};
use crate::commands::{
    ApiAddContact, ApiAddMember, ApiCreateGroupLink, ApiListContacts, ApiMembersRole, ApiNewGroup,
};
use crate::events::UserJoinedGroup;
use crate::types::{GroupMemberRole, GroupMemberStatus, GroupProfile};

#[tokio::test]
async fn a_bot_knows_where_a_message_comes_from_and_who_may_moderate_there() {
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
    let bot = Running::new(bot).await;
    let new = ApiNewGroup::new(1, GroupProfile::new("team", ""));
    let team = bot.server.run(new).unwrap().group_info.group_id;
    let link = ApiCreateGroupLink::new(team, GroupMemberRole::Member);
    let link = bot.server.run(link).unwrap().group_link.conn_link_contact;

    let alice = bot.contact("alice").await;
    alice.say("hi").await.unwrap();
    alice.expect("None alice false").await;

    let ben = bot.server.contact("ben");
    ben.connect(&link).await.unwrap();
    let ben = ben.group("team").unwrap();
    ben.say("promote me").await.unwrap();
    ben.expect("Some(\"team\") ben false").await;
    ben.say("hi").await.unwrap();
    ben.expect("Some(\"team\") ben true").await;
}

/// Does what it is told in a group.
async fn steward(message: Message) -> HandlerResult<Option<String>> {
    let Some(group) = message.group() else {
        return Ok(None);
    };
    let group = message.context().group(group.group_id);
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
async fn a_bot_sees_to_the_groups_that_it_joins() {
    let bot = Bot::builder()
        .join_groups()
        .on_event(async |bot: Context, joined: UserJoinedGroup| {
            let group = joined.group_info.group_id;
            bot.chat(group).send("Here I am.").await?;
            Ok(())
        })
        .on_message(steward);
    let bot = Running::new(bot).await;
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
    let gone = |all: &[crate::testing::Message]| all.iter().any(|m| m.id == said.id && m.deleted);
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
async fn the_customer_of_a_business_is_known() {
    let bot = Bot::builder().business(true).on_message(steward);
    let bot = Running::new(bot).await;
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
async fn nobody_moderates_a_direct_conversation() {
    let bot = Bot::builder()
        .on_message(async |message: Message| Ok(message.moderate().await.unwrap_err().to_string()));
    let bot = Running::new(bot).await;
    let alice = bot.contact("alice").await;
    let said = alice.say("hi").await.unwrap();
    let told = alice.next_message().await.unwrap();
    assert!(
        told.text().starts_with("APIDeleteChatItem failed: "),
        "{}",
        told.text()
    );
    assert!(
        alice
            .messages()
            .iter()
            .any(|m| m.id == said.id && !m.deleted)
    );
}
