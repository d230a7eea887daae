//! Commands in the spellings of people and of other libraries, and undocumented commands.

use serde_json::Value;
use simplex_api::commands::{ApiDeleteMyAddress, ApiListContacts, ApiSetAddressSettings};
use simplex_api::events::Event;
use simplex_api::types::{AddressSettings, GroupMemberRole};
use simplex_api::{Client, Error};
use simplex_api_testing::ChatServer;

use crate::stage::{Stage, address, event, ran};
use crate::table::kind;

/// A connection for encoded commands.
struct Terminal(Client);

impl Terminal {
    async fn of(server: &ChatServer) -> Self {
        let (client, _) = Client::connect(&server.url()).await.unwrap();
        Self(client)
    }

    /// The answer to a command that succeeds.
    async fn ask(&self, text: &str) -> Value {
        let answer = self.0.send_raw(text).await.unwrap();
        serde_json::from_str(answer.json()).unwrap()
    }

    /// The type of the answer, or of the error.
    async fn kind(&self, text: &str) -> String {
        match self.0.send_raw(text).await {
            Ok(answer) => answer.tag().to_owned(),
            Err(Error::Chat { error, .. }) => kind(&error),
            Err(other) => panic!("{text}: {other}"),
        }
    }
}

#[tokio::test]
async fn short_commands_are_accepted() {
    let stage = Stage::set().await;
    let terminal = Terminal::of(&stage.bot).await;
    let link = address(&stage.other).conn_short_link.unwrap();
    for (text, kind) in [
        ("/u", "activeUser"),
        ("/version", "versionInfo"),
        (&format!("/c {link}"), "sentInvitation"),
        ("/fr 1", "userNotFoundByFileId"),
        ("/fc 1", "fileNotFound"),
        ("/_get chats 1", "apiChats"),
    ] {
        assert_eq!(terminal.kind(text).await, kind, "{text}");
    }
}

#[tokio::test]
async fn a_text_is_sent_without_json() {
    let stage = Stage::set().await;
    let (contact, _) = stage.befriend();
    let terminal = Terminal::of(&stage.bot).await;
    let text = format!("/_send @{contact} text Hello, \"other\"!");
    assert_eq!(terminal.kind(&text).await, "newChatItems");
    let said = event(&stage.other, |event| match event {
        Event::NewChatItems(mut new) => new.chat_items.pop(),
        _ => None,
    });
    let said = said.received().expect("a message");
    assert_eq!(said.as_text(), Some("Hello, \"other\"!"));
}

#[tokio::test]
async fn connecting_without_a_link_creates_an_invitation() {
    let stage = Stage::set().await;
    let terminal = Terminal::of(&stage.bot).await;
    for (text, incognito) in [("/c", false), ("/connect i", true)] {
        let invited = terminal.ask(text).await;
        assert_eq!(invited["type"], "invitation");
        let custom = invited["connection"].get("customUserProfileId");
        assert_eq!(custom.is_some(), incognito, "{text}");
        let link = invited["connLinkInvitation"]["connShortLink"]
            .as_str()
            .unwrap();
        let there = Terminal::of(&stage.other).await;
        assert_eq!(there.kind(&format!("/c {link}")).await, "sentConfirmation");
    }
    let contacts = ran(&stage.other, ApiListContacts::new(1)).contacts;
    let names = contacts
        .iter()
        .map(|contact| &*contact.profile.display_name);
    let names: Vec<_> = names.collect();
    assert_eq!(names[0], "bot");
    assert_ne!(names[1], "bot");
}

#[tokio::test]
async fn a_deleted_invitation_cannot_be_used() {
    let stage = Stage::set().await;
    let terminal = Terminal::of(&stage.bot).await;
    let invited = terminal.ask("/connect").await;
    let connection = &invited["connection"]["pccConnId"];
    let delete = format!("/_delete :{connection}");
    assert_eq!(terminal.kind(&delete).await, "contactConnectionDeleted");
    assert_eq!(terminal.kind(&delete).await, "pendingConnectionNotFound");
    let link = invited["connLinkInvitation"]["connShortLink"]
        .as_str()
        .unwrap();
    let there = Terminal::of(&stage.other).await;
    assert_eq!(there.kind(&format!("/c {link}")).await, "SMP");
}

#[tokio::test]
async fn a_request_is_accepted_incognito() {
    let stage = Stage::set().await;
    let link = address(&stage.bot).conn_short_link.unwrap();
    let manual = ApiSetAddressSettings::new(1, AddressSettings::new());
    ran(&stage.bot, manual);
    let there = Terminal::of(&stage.other).await;
    assert_eq!(there.kind(&format!("/c {link}")).await, "sentInvitation");
    let request = event(&stage.bot, |event| match event {
        Event::ReceivedContactRequest(request) => Some(request.contact_request),
        _ => None,
    });
    let accept = format!("/_accept incognito=on {}", request.contact_request_id);
    let terminal = Terminal::of(&stage.bot).await;
    // Not while the data of the address shows the profile.
    assert_eq!(terminal.kind(&accept).await, "commandError");
    ran(&stage.bot, ApiDeleteMyAddress::new(1));
    assert_eq!(terminal.kind(&accept).await, "acceptingContactRequest");
    let contacts = ran(&stage.other, ApiListContacts::new(1)).contacts;
    assert_ne!(contacts[0].profile.display_name, "bot");
}

#[tokio::test]
async fn a_server_accepts_the_commands_of_its_version() {
    for (version, reads, does_not) in [
        ("6.4.3.0", "/_groups1", "/_groups 1"),
        ("6.4.3.0", "/_groups1 @2\tteam", "/_groups 1 @2 team"),
        ("6.5.0.19", "/_groups 1", "/_groups1"),
        ("7.0.0.0", "/_groups 1 @2\tteam", "/_groups1 @2 team"),
        ("7.0.0.0", "/_get relays #1", "/_groups1"),
        ("6.4.3.0", "/_members #1", "/_get relays #1"),
        (
            "6.4.3.0",
            "/_delete item #1 2 internal",
            "/_delete item #1 2 history",
        ),
        (
            "6.4.3.0",
            r#"/_profile 1 {"displayName":"bot","fullName":"","description":"newer"}"#,
            "/_public group 1 1 {}",
        ),
    ] {
        let server = ChatServer::builder().version(version).start().await;
        let server = server.unwrap();
        let terminal = Terminal::of(&server).await;
        let (read, other) = (terminal.kind(reads).await, terminal.kind(does_not).await);
        assert_ne!(read, "commandError", "{version} reads `{reads}`");
        assert_eq!(
            other, "commandError",
            "{version} does not read `{does_not}`"
        );
    }
}

#[tokio::test]
async fn a_server_has_a_version_that_the_network_knows() {
    for version in ["7.1.0.0", "6.3.7", "one of my own"] {
        let started = ChatServer::builder().version(version).start().await;
        let error = started.expect_err(version).to_string();
        assert!(error.contains("6.4, 6.5 and 7.0"), "{error}");
    }
}

#[tokio::test]
async fn plain_commands_use_names() {
    let stage = Stage::set().await;
    stage.team(GroupMemberRole::Member);
    let terminal = Terminal::of(&stage.bot).await;
    for (text, kind) in [
        ("/sa", "userContactLinkNotFound"),
        ("/auto_accept on", "userContactLinkNotFound"),
        ("/ad", "userContactLinkCreated"),
        ("/auto_accept on", "userContactLinkUpdated"),
        ("/show_address", "userContactLink"),
        ("/da", "userContactLinkDeleted"),
        ("/contacts", "contactsList"),
        ("/gs", "groupsList"),
        ("/ms team", "groupMembers"),
        ("/members #'team'", "groupMembers"),
        ("@other Hello, \"you\"!", "newChatItems"),
        ("@'other' Hello", "newChatItems"),
        ("#team Hello", "newChatItems"),
        ("@nobody Hello", "contactNotFoundByName"),
        ("#none Hello", "groupNotFoundByName"),
        ("/ac nobody", "contactRequestNotFoundByName"),
        ("/a team other owner", "groupDuplicateMember"),
        ("/rm team nobody", "groupMemberNameNotFound"),
        ("/rm #team @other", "userDeletedMembers"),
        ("/l team", "leftMemberUser"),
        ("/d #team", "groupDeletedUser"),
        ("/g 'two words'", "groupCreated"),
        ("/l 'two words'", "leftMemberUser"),
        ("/d @other", "contactDeleted"),
        ("/tail", "commandError"),
    ] {
        assert_eq!(terminal.kind(text).await, kind, "{text}");
    }
}

#[tokio::test]
async fn a_command_that_only_real_servers_act_is_no_parse_error() {
    let server = ChatServer::start().await.unwrap();
    let terminal = Terminal::of(&server).await;
    for (text, is_read) in [
        ("/tail @alice 3", true),
        ("/_get tags 1", true),
        ("/_get tags", false),
    ] {
        let Err(Error::Chat { error, .. }) = terminal.0.send_raw(text).await else {
            panic!("{text} was acted");
        };
        let error = format!("{error:?}");
        assert_eq!(
            error.contains("does not act it"),
            is_read,
            "{text}: {error}"
        );
        assert_eq!(
            error.contains("Failed reading"),
            !is_read,
            "{text}: {error}"
        );
    }
}
