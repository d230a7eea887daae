use super::Running;
use crate::bot::{Bot, Message, Sender};
use crate::commands::{ApiCreateGroupLink, ApiMembersRole, ApiNewGroup};
use crate::types::{GroupMemberRole, GroupProfile};

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
