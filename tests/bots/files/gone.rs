//! A download ends when its sender or its chat is gone, and other downloads continue.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use simplex_api::bot::{Bot, Context, Message};
use simplex_api::commands::ReceiveFile;
use simplex_api::events::{
    ContactDeletedByContact, DeletedMember, DeletedMemberUser, GroupDeleted, LeftMember,
};
use simplex_api::responses::RcvFileAccepted;
use simplex_api::types::{GroupId, GroupMemberId};
use simplex_api_testing::{ChatServer, Expected, sample};
use tokio::sync::mpsc;

use crate::groups::{member, new_group};
use crate::harness::{ALICE, LONG, RunningBot, soon, until};

/// A bot that downloads a file of its contact alice and a file of each of the given members, with their groups.
struct Downloads {
    bot: RunningBot,
    context: Context,
    ids: BTreeMap<String, (GroupId, GroupMemberId)>,
    gone: mpsc::UnboundedReceiver<String>,
}

impl Downloads {
    async fn new(members: &[(&str, &str)]) -> Self {
        let chats = Arc::new(Mutex::new(BTreeMap::new()));
        let (report, gone) = mpsc::unbounded_channel();
        let seen = Arc::clone(&chats);
        let bot = Bot::builder()
            .auto_accept(true)
            .on_message(move |message: Message| {
                let name = message.sender().name().to_owned();
                let group = message.group().map(|group| group.group_id);
                let member = message.member().map(|member| member.group_member_id);
                seen.lock().unwrap().insert(name.clone(), group.zip(member));
                let report = report.clone();
                async move {
                    let download = message.file().unwrap().download().timeout(LONG);
                    tokio::spawn(async move {
                        let error = download.await.unwrap_err().to_string();
                        assert!(error.ends_with(" is gone"), "{error}");
                        report.send(name).unwrap();
                    });
                    Ok(())
                }
            });
        let server = ChatServer::builder().wait(LONG).start().await.unwrap();
        let bot = bot.connect(&server.url()).await.unwrap();
        let context = bot.context().clone();
        let bot = RunningBot::on(server, bot);
        let downloads = bot.server.expect::<ReceiveFile>(Expected::any());
        let downloads = downloads.respond(|_| Ok(sample::<RcvFileAccepted>()));
        let alice = bot.contact("alice").await;
        alice.send_file("a.txt", "a").await.unwrap();
        for (name, group) in members {
            let link = match context
                .groups()
                .await
                .unwrap()
                .iter()
                .find(|known| known.local_display_name == *group)
            {
                Some(known) => context.group(known).link().await.unwrap().unwrap(),
                None => new_group(&bot, group),
            };
            let member = member(&bot, name, group, &link).await;
            member.send_file("b.txt", "b").await.unwrap();
        }
        until(|| downloads.count() == 1 + members.len() as u64).await;
        let ids = chats.lock().unwrap().clone().into_iter();
        let ids = ids.filter_map(|(name, ids)| Some((name, ids?))).collect();
        Self {
            bot,
            context,
            ids,
            gone,
        }
    }

    async fn next_gone(&mut self) -> String {
        soon(self.gone.recv()).await.unwrap()
    }
}

#[tokio::test]
async fn downloads_end_when_their_sender_or_group_is_gone() {
    let mut downloads = Downloads::new(&[
        ("ben", "team"),
        ("carol", "team"),
        ("dave", "team"),
        ("erin", "choir"),
    ])
    .await;
    let id = |name: &str| downloads.ids[name];
    let (mut left, mut removed) = (sample::<LeftMember>(), sample::<DeletedMember>());
    left.member.group_member_id = id("ben").1;
    removed.deleted_member.group_member_id = id("carol").1;
    let (mut expelled, mut deleted) = (sample::<DeletedMemberUser>(), sample::<GroupDeleted>());
    expelled.group_info.group_id = id("dave").0;
    deleted.group_info.group_id = id("erin").0;
    let mut contact: ContactDeletedByContact = sample();
    contact.contact.contact_id = ALICE;

    let mut ends = async |event: &dyn Fn(&ChatServer)| {
        event(&downloads.bot.server);
        soon(downloads.gone.recv()).await.unwrap()
    };
    assert_eq!(ends(&|server| server.inject(&left)).await, "ben");
    assert_eq!(ends(&|server| server.inject(&removed)).await, "carol");
    assert_eq!(ends(&|server| server.inject(&expelled)).await, "dave");
    assert_eq!(ends(&|server| server.inject(&deleted)).await, "erin");
    assert_eq!(ends(&|server| server.inject(&contact)).await, "alice");
}

#[tokio::test]
async fn downloads_end_when_the_bot_leaves_the_group_or_removes_the_member() {
    let mut downloads = Downloads::new(&[("ben", "team"), ("carol", "team")]).await;
    let (team, ben) = downloads.ids["ben"];
    let group = downloads.context.group(team);
    group.remove(ben).await.unwrap();
    assert_eq!(downloads.next_gone().await, "ben");
    group.leave().await.unwrap();
    assert_eq!(downloads.next_gone().await, "carol");
    assert!(downloads.gone.try_recv().is_err(), "alice is there");
}
