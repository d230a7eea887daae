//! The bots on a running server: they work as on the embedded server, and stop on the signals of terminals and service
//! managers.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};

use simplex_api::commands::{
    ApiAddContact, ApiAddMember, ApiCreateGroupLink, ApiListContacts, ApiNewGroup,
};
use simplex_api::types::{GroupMemberRole, GroupProfile};
use simplex_api_testing::{ChatServer, Contact, Member};
use simplex_api_tests::scratch::Scratch;
use tokio::task::spawn_blocking;

use super::bot;

/// A program that is connected to a server.
pub(super) struct Served {
    pub(super) server: ChatServer,
    program: Child,
    printed: BufReader<ChildStdout>,
    address: String,
}

impl Served {
    pub(super) async fn new(name: &str, parameter: Option<&str>) -> Self {
        let server = ChatServer::start().await.unwrap();
        let url = server.url();
        let args: Vec<&str> = ["--url", &url].into_iter().chain(parameter).collect();
        let mut program = bot(name, &args).stdout(Stdio::piped()).spawn().unwrap();
        let mut printed = BufReader::new(program.stdout.take().unwrap());
        // In another thread, because the server runs in this one.
        let (line, printed) = spawn_blocking(move || {
            let mut line = String::new();
            printed.read_line(&mut line).unwrap();
            (line, printed)
        })
        .await
        .unwrap();
        let address = line.strip_prefix("The bot's address is ").unwrap().trim();
        Self {
            address: address.to_owned(),
            server,
            program,
            printed,
        }
    }

    /// A contact who has received the welcome message.
    pub(super) async fn contact(&self, name: &str) -> Contact {
        let contact = self.server.contact(name);
        contact.connect(self.address.as_str()).await.unwrap();
        contact.next_message().await.unwrap();
        contact
    }

    /// Stops the program with Ctrl-C.
    pub(super) async fn end(self) {
        self.end_with("-INT", "Ctrl-C").await;
    }

    async fn end_with(mut self, signal: &str, name: &str) {
        let id = self.program.id().to_string();
        let kill = Command::new("kill").args([signal, &id]).status();
        assert!(kill.unwrap().success());
        let program = spawn_blocking(move || self.program.wait().unwrap());
        assert!(program.await.unwrap().success());
        let mut rest = String::new();
        self.printed.read_to_string(&mut rest).unwrap();
        let stopped = format!("the bot was stopped with {name}");
        let left = rest.strip_prefix(&stopped).expect(&rest).trim_end();
        // An event about the last message may arrive later, but all handlers have finished.
        let news = left.strip_prefix("; messages and events not handled: ");
        let is_number = |news: &str| news.parse::<usize>().is_ok();
        assert!(left.is_empty() || news.is_some_and(is_number), "{rest}");
    }
}

#[tokio::test]
async fn squaring_bot() {
    let bot = Served::new("squaring_bot", None).await;
    let alice = bot.contact("alice").await;
    alice.say("9").await.unwrap();
    alice.expect("81").await;
    bot.end().await;
}

#[tokio::test]
async fn sigterm_stops_a_bot() {
    let bot = Served::new("squaring_bot", None).await;
    let alice = bot.contact("alice").await;
    // The server sends the welcome message. The reply shows that the bot runs.
    alice.say("9").await.unwrap();
    alice.expect("81").await;
    bot.end_with("-TERM", "SIGTERM").await;
}

#[tokio::test]
async fn extra_commands() {
    let bot = Served::new("extra_commands", None).await;
    let alice = bot.contact("alice").await;
    alice.say("/version").await.unwrap();
    alice.expect("The server has version 7.0.0.0.").await;
    bot.end().await;
}

#[tokio::test]
async fn broadcast_bot() {
    // The id of the first contact.
    let bot = Served::new("broadcast_bot", Some("2")).await;
    let (alice, bob) = (bot.contact("alice").await, bot.contact("bob").await);
    bob.say("/broadcast no").await.unwrap();
    bob.expect("Only my publisher can do that.").await;
    alice.say("/Broadcast first,\n\n- second").await.unwrap();
    bob.expect("first,\n\n- second").await;
    let report = |all: &[_]| {
        all.iter()
            .any(|message| is(message, "Sent to 1 of 1 contacts."))
    };
    alice.wait_until("the report", report).await.unwrap();
    bot.end().await;
}

pub(super) fn is(message: &simplex_api_testing::Message, text: &str) -> bool {
    message.text() == text
}

#[tokio::test]
async fn file_bot() {
    let folder = Scratch::new("served");
    let bot = Served::new("file_bot", folder.path().to_str()).await;
    let alice = bot.contact("alice").await;
    alice.send_file("names.txt", "b\na\n").await.unwrap();
    let sorted = alice.wait_until("the end", |all| {
        all.iter().any(|m| is(m, "Sorted: 2 lines."))
    });
    let sorted = sorted.await.unwrap();
    let file = sorted
        .iter()
        .find(|message| is(message, "names.txt"))
        .unwrap();
    assert_eq!(alice.receive_file(file).await.unwrap(), b"a\nb");
    bot.end().await;
    let left = std::fs::read_dir(folder.path()).unwrap();
    assert_eq!(left.count(), 0);
}

#[tokio::test]
async fn moderator_bot() {
    let bot = Served::new("moderator_bot", None).await;
    let (_, bob) = garden(&bot).await;
    bob.say("My casino!").await.unwrap();
    bob.expect("bob, that word is forbidden here. Warning 1 of 2.")
        .await;
    bot.end().await;
}

/// A group of alice in which the bot forbids "casino", with bob as a member.
pub(super) async fn garden(bot: &Served) -> (Member, Member) {
    let alice = bot.contact("alice").await;
    let contacts = alice.run(ApiListContacts::new(1)).unwrap().contacts;
    let new = ApiNewGroup::new(1, GroupProfile::new("garden", ""));
    let group = alice.run(new).unwrap().group_info.group_id;
    let role = GroupMemberRole::Admin;
    alice
        .run(ApiAddMember::new(group, contacts[0].contact_id, role))
        .unwrap();
    let link = ApiCreateGroupLink::new(group, GroupMemberRole::Member);
    let link = alice.run(link).unwrap().group_link.conn_link_contact;
    let alice = alice.group("garden").unwrap();
    alice.expect("Admins, tell me what to /forbid here.").await;
    alice.say("/forbid casino").await.unwrap();
    alice.expect("Forbidden here: casino.").await;
    let bob = bot.server.contact("bob");
    bob.connect(&link).await.unwrap();
    let bob = bob.group("garden").unwrap();
    (alice, bob)
}

#[tokio::test]
async fn support_bot() {
    let bot = Served::new("support_bot", None).await;
    let invitation = bot.server.run(ApiAddContact::new(1)).unwrap();
    let carol = bot.server.contact("carol");
    carol
        .connect(&invitation.conn_link_invitation)
        .await
        .unwrap();
    let alice = bot.contact("alice").await;
    alice.say("When do you open?").await.unwrap();
    alice.expect("We are here from 9 to 17 o'clock.").await;
    alice.say("/person").await.unwrap();
    alice.expect("I have called carol.").await;
    // A member who has left is invited again.
    let there = carol.group("alice").unwrap();
    there.join().await.unwrap();
    there.leave().await.unwrap();
    alice.say("/person").await.unwrap();
    alice.expect("I have called carol.").await;
    carol.group("alice").unwrap().join().await.unwrap();
    bot.end().await;
}
