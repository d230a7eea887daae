//! Values that the syntax has room for, and the server has not.

use simplex_api::command::{Command, EncodeError, EncodeErrorKind};
use simplex_api::commands::{
    ApiAddMember, ApiChatItemReaction, ApiConnect, ApiConnectPlan, ApiCreateGroupLink,
    ApiDeleteChat, ApiListGroups, ApiNewGroup, ApiNewPublicGroup, ApiSendMessages,
    ApiSetAddressSettings, ApiUpdateChatItem, ApiUpdateGroupProfile, ApiUpdateProfile, Connect,
    CreateActiveUser, ReceiveFile,
};
use simplex_api::types::{
    AddressSettings, ChatDeleteMode, ChatRef, ChatType, ComposedMessage, ContactId,
    CreatedConnLink, CryptoFile, FileId, GroupChatScope, GroupId, GroupMemberRole, GroupProfile,
    LinkPreview, MsgContent, MsgReaction, NewUser, Profile, Reaction, ReportReason, UpdatedMessage,
    UserId,
};

#[track_caller]
fn refused<C: Command>(command: &C) -> EncodeError {
    match command.encode() {
        Ok(text) => panic!("`{text}` was written"),
        Err(error) => error,
    }
}

/// Not written, for the value of `param`, which has the failing `member`.
#[track_caller]
fn not_written<C: Command>(command: &C, param: &str, member: Option<&str>, message: &str) {
    let error = refused(command);
    assert_eq!((error.param(), error.field()), (param, member));
    assert_eq!(error.kind().to_string(), message);
}

/// Not read, because of what stands at a column.
#[track_caller]
fn not_read<C: Command>(text: &str, column: usize, message: &str) {
    match C::decode(text) {
        Ok(_) => panic!("`{text}` was read"),
        Err(error) => assert_eq!((error.column(), &*error.to_string()), (column, message)),
    }
}

fn text(text: &str) -> ComposedMessage {
    MsgContent::text(text).into()
}

const MESSAGE: &str = r#"[{"msgContent":{"type":"text","text":"a"},"mentions":{}}]"#;

#[track_caller]
fn assert_says(error: &EncodeError, part: &str) {
    assert!(error.kind().to_string().contains(part), "{error}");
}

#[test]
fn a_scope_of_a_contact() {
    let chat = ChatRef::new(ChatType::Direct, 1).chat_scope(GroupChatScope::member_support(None));
    let command = ApiDeleteChat::new(chat, ChatDeleteMode::messages());
    let message = "only groups have a support chat: omit the scope, or use a group";
    not_written(&command, "chatRef", Some("chatScope"), message);
    not_read::<ApiDeleteChat>(
        "/_delete @1(_support) messages",
        12,
        "column 12: expected another value for `chatScope` (only groups have a support chat: omit \
         the scope, or use a group), found `(_support) messages`",
    );
    let chat = ChatRef::from(GroupId(1)).chat_scope(GroupChatScope::member_support(None));
    let command = ApiDeleteChat::new(chat, ChatDeleteMode::messages());
    assert_eq!(
        command.encode().as_deref(),
        Ok("/_delete #1(_support) messages")
    );
}

#[test]
fn messages_to_the_notes() {
    let command = ApiSendMessages::new(ChatRef::new(ChatType::Local, 1), [text("a")]);
    let message = "the command sends to contacts and groups, not to the notes of the user";
    not_written(&command, "sendRef", Some("chatType"), message);
    not_read::<ApiSendMessages>(
        &format!("/_send *1 json {MESSAGE}"),
        8,
        "column 8: expected another value for `sendRef` (the command sends to contacts and groups, not to \
         the notes of the user), found `*1`",
    );
}

#[test]
fn roles_without_a_word() {
    for role in [GroupMemberRole::Author, GroupMemberRole::Relay] {
        let message = format!(
            "the command does not take {:?}, only observer, member, moderator, admin, owner",
            role.as_str()
        );
        let command = ApiAddMember::new(GroupId(1), ContactId(2), role.clone());
        not_written(&command, "memberRole", None, &message);
        not_written(
            &ApiCreateGroupLink::new(GroupId(1), role),
            "memberRole",
            None,
            &message,
        );
    }
    assert_eq!(
        ApiAddMember::decode("/_add #1 2 author")
            .unwrap_err()
            .column(),
        12
    );
}

fn reaction(reaction: impl Into<MsgReaction>) -> ApiChatItemReaction {
    ApiChatItemReaction::new(ContactId(1), 2, true, reaction)
}

#[test]
fn the_reactions_of_the_server() {
    for known in Reaction::ALL {
        let command = reaction(known);
        let text = format!(
            r#"/_reaction @1 2 on {{"type":"emoji","emoji":"{}"}}"#,
            known.as_str()
        );
        assert_eq!(command.encode().as_ref(), Ok(&text));
        assert_eq!(command.reaction.known(), Some(known));
        assert_eq!(ApiChatItemReaction::decode(&text), Ok(command));
    }
}

#[test]
fn any_other_reaction() {
    let other = reaction(MsgReaction::emoji("🎉"));
    let message = "the server does not support the reaction \"🎉\", only 👍 👎 😀 😂 😢 ❤ 🚀 ✅";
    not_written(&other, "reaction", None, message);
    let heart = reaction(MsgReaction::emoji("❤\u{fe0f}"));
    let message = "the server does not support \"❤\\u{fe0f}\": use \"❤\", without U+FE0F after it";
    not_written(&heart, "reaction", None, message);
    let text = r#"/_reaction @1 2 on {"type":"emoji","emoji":"👍👍"}"#;
    assert_eq!(ApiChatItemReaction::decode(text).unwrap_err().column(), 20);
}

#[test]
fn a_target_that_is_an_option() {
    let command = Connect::new("invitation");
    let message = "the text begins with \"i\", which reads as another parameter";
    not_written(&command, "connTarget_", None, message);
    assert_eq!(
        Connect::decode("/connect invitation").unwrap_err().column(),
        10
    );
    let command = command.incognito(true);
    let text = "/connect incognito invitation";
    assert_eq!(command.encode().as_deref(), Ok(text));
    assert_eq!(Connect::decode(text), Ok(command));
}

#[test]
fn a_target_with_a_blank() {
    let command = Connect::new("simplex:/a simplex:/b");
    let message = "the text has ' ', where the parameter would end";
    not_written(&command, "connTarget_", None, message);
    let error = Connect::decode("/connect simplex:/a simplex:/b").unwrap_err();
    assert_eq!(error.column(), 10);
}

const CONTACT: &str = "simplex:/contact#/?v=2-7&smp=smp%3A%2F%2FIgOE%3D%40smp.example.org%2F8ad5%23%2F%3Fv%3D1-4%26dh%3DMCow%253D%26q%3Dc";
const INVITATION: &str = "simplex:/invitation#/?v=2-7&smp=smp%3A%2F%2FIgOE%3D%40smp.example.org%2F81sj%23%2F%3Fv%3D1-4%26dh%3DMCow%253D%26q%3Dm%26k%3Ds&e2e=v%3D2-3%26x3dh%3DMEIw%3D%2CMEIw%3D";

fn connect(full: &str, short: &str) -> ApiConnect {
    ApiConnect::new(UserId(1), CreatedConnLink::new(full).conn_short_link(short))
}

#[test]
fn a_link_with_its_short_form() {
    for (full, short) in [
        (CONTACT, "https://smp.example.org/a#jnGC-_s"),
        (CONTACT, "https://127.0.0.1/c#jnGC?p=7223&c=oqRF"),
        (CONTACT, "https://127.0.0.1/r#jnGC?p=7223&c=oqRF"),
        (CONTACT, "https://smp.example.org/g/#jnGC"),
        (CONTACT, "https://smp.example.org/A#jnGC"),
        (
            CONTACT,
            "simplex:/R#jnGC?h=smp.example.org,x.onion&p=5223&c=oqRF",
        ),
        (INVITATION, "https://127.0.0.1/i#57vx/x3Lf?p=6223&c=IgOE"),
        (INVITATION, "https://smp.example.org/i/#57vx/x3Lf"),
        (INVITATION, "simplex:/i#57vx/x3Lf?h=smp.example.org"),
    ] {
        let text = format!("/_connect 1 {full} {short}");
        let command = connect(full, short);
        assert_eq!(command.encode().as_ref(), Ok(&text));
        assert_eq!(ApiConnect::decode(&text), Ok(command));
    }
}

#[test]
fn two_links_that_are_no_pair() {
    let short = "https://smp.example.org/a#jnGC";
    for (full, short) in [
        (short, short),
        (CONTACT, CONTACT),
        (CONTACT, "simplex:/i#57vx/x3Lf?h=x"),
        (CONTACT, "simplex:/a#jnGC"),
        (CONTACT, "simplex:/a#jnGC?h="),
        (CONTACT, "https://smp{}.example.org/a#jnGC"),
        (CONTACT, "https://smp.example.org:5223/a#jnGC"),
        (CONTACT, "https://smp.example.org:/a#jnGC"),
        (CONTACT, "https://smp.example.org/x#jnGC"),
        (CONTACT, "https://smp.example.org/a//#jnGC"),
        (CONTACT, "https://smp.example.org/a#jnGC="),
        (CONTACT, "https://smp.example.org/a#57vx/x3Lf"),
        (CONTACT, "https://smp.example.org/a#jnGC?p=https"),
        (CONTACT, "https://smp.example.org/a#jnGC?c=+"),
        (INVITATION, short),
        (INVITATION, "https://smp.example.org/i#57vx"),
        (INVITATION, "https://smp.example.org/I#57vx/x3Lf"),
        (INVITATION, "https://smp.example.org/i#/x3Lf"),
    ] {
        let error = refused(&connect(full, short));
        assert_eq!(
            (error.param(), error.field()),
            ("preparedLink_", Some("connShortLink"))
        );
        assert_says(
            &error,
            "a second link only as the short form of a full link",
        );
        let error = ApiConnect::decode(&format!("/_connect 1 {full} {short}")).unwrap_err();
        assert_eq!(error.column(), 14 + full.len());
    }
}

#[test]
fn a_short_link_without_its_full_one() {
    for short in [
        "https://127.0.0.1/a#jnGC?p=6223",
        "simplex:/i#57vx/x3Lf?h=x",
    ] {
        let command = ApiConnect::new(UserId(1), CreatedConnLink::new(short));
        let message = "the server answers a short link alone with `invalidConnReq`: take `connLink` from a connection \
                       plan (`APIConnectPlan`), or use `Connect`";
        not_written(&command, "preparedLink_", Some("connFullLink"), message);
        assert_eq!(
            ApiConnect::decode(&format!("/_connect 1 {short}")),
            Ok(command)
        );
        assert!(ApiConnectPlan::new(UserId(1), short).encode().is_ok());
        assert!(Connect::new(short).encode().is_ok());
    }
}

#[test]
fn a_link_in_a_profile() {
    let update =
        |link: &str| ApiUpdateProfile::new(UserId(1), Profile::new("bot", "").contact_link(link));
    let create = |link: &str| {
        let mut user = NewUser::new();
        user.profile = Some(Profile::new("bot", "").contact_link(link));
        CreateActiveUser::new(user)
    };
    for link in [
        CONTACT,
        "https://127.0.0.1/a#jnGC?p=6223&c=IgOE",
        "simplex:/g#jnGC?h=x.org",
    ] {
        assert!(update(link).encode().is_ok(), "{link}");
        assert!(create(link).encode().is_ok(), "{link}");
    }
    for link in [
        "",
        "https://example.org",
        INVITATION,
        "https://127.0.0.1:6223/a#jnGC",
    ] {
        for error in [refused(&update(link)), refused(&create(link))] {
            assert_eq!(error.field(), Some("contactLink"));
            assert_says(
                &error,
                "in a profile the server reads only the link of an address or a group",
            );
        }
        let text =
            format!(r#"/_profile 1 {{"displayName":"bot","fullName":"","contactLink":"{link}"}}"#);
        assert_eq!(ApiUpdateProfile::decode(&text).unwrap_err().column(), 13);
    }
}

#[test]
fn a_last_letter_that_would_be_cut() {
    let search = |text: &str| ApiListGroups::new(UserId(1)).search(text);
    let message = "the text ends in 'à', of which the server would cut off the last byte: end it with \
                   another character";
    not_written(&search("voilà"), "search", None, message);
    assert_eq!(
        ApiListGroups::decode("/_groups 1 voilà")
            .unwrap_err()
            .column(),
        16
    );
    assert!(search("voilà!").encode().is_ok());
    for text in ["М. Р", "a\u{a0}"] {
        let path = ReceiveFile::new(FileId(1)).file_path(text);
        assert!(matches!(
            refused(&path).kind(),
            EncodeErrorKind::LastByte(_)
        ));
    }
    let error = refused(&Connect::new("@voilà"));
    assert_eq!(error.param(), "connTarget_");
}

#[test]
fn a_live_message_among_others() {
    let chat = ChatRef::from(ContactId(1));
    let several = ApiSendMessages::new(chat.clone(), [text("a"), text("b")]).live_message(true);
    let message = "a live message must be the only one: send the others without `liveMessage`";
    not_written(&several, "liveMessage", None, message);
    assert!(
        ApiSendMessages::new(chat, [text("a")])
            .live_message(true)
            .encode()
            .is_ok()
    );
}

#[test]
fn several_quotes() {
    let quote = |id: i64| text("a").quoted_item_id(id);
    let send = |messages: Vec<ComposedMessage>| ApiSendMessages::new(ContactId(1), messages);
    let message = "only one of the messages may quote another: send the others separately";
    not_written(
        &send(vec![quote(1), text("a"), quote(1)]),
        "composedMessages",
        None,
        message,
    );
    assert!(send(vec![quote(1), text("a")]).encode().is_ok());
}

#[test]
fn mentions_outside_of_groups() {
    let mention = || text("@a").mentions([("a".to_owned(), 7.into())]);
    let message = "only messages to a group can mention members: omit the mentions";
    let command = ApiSendMessages::new(ContactId(1), [mention()]);
    not_written(&command, "composedMessages", None, message);
    assert!(
        ApiSendMessages::new(GroupId(1), [mention()])
            .encode()
            .is_ok()
    );
}

#[test]
fn a_report() {
    let report = MsgContent::report("a", ReportReason::Spam);
    let command = ApiSendMessages::new(GroupId(1), [report.into()]);
    not_written(
        &command,
        "composedMessages",
        None,
        "the command cannot send reports",
    );
}

#[test]
fn what_the_server_answers_is_read() {
    let message = MESSAGE.trim_matches(['[', ']']);
    let text = format!("/_send @1 live=on json [{message},{message}]");
    let error = refused(&ApiSendMessages::decode(&text).expect("the server reads it"));
    assert!(matches!(error.kind(), EncodeErrorKind::Rejected(_)));
}

#[test]
fn a_message_that_no_network_carries() {
    let send = |content: MsgContent| ApiSendMessages::new(ContactId(1), [content.into()]);
    let fits = "x".repeat(15_499);
    let message = "the message has 15502 bytes of text and images, the limit is 15501: shorten it, send it as \
                   a file, or in parts (`bot::split_text`, `Builder::split_long_replies`)";
    let large = fits.clone() + "x";
    assert!(send(MsgContent::text(fits.clone())).encode().is_ok());
    not_written(
        &send(MsgContent::text(large.clone())),
        "composedMessages",
        None,
        message,
    );
    let update = UpdatedMessage::new(MsgContent::text(large.clone()));
    let update = ApiUpdateChatItem::new(ContactId(1), 2, update);
    not_written(&update, "updatedMessage", None, message);

    let escaped = MsgContent::text("\"\n".repeat(3_876));
    assert_says(&refused(&send(escaped)), "the message has 15506 bytes");
    for content in [
        MsgContent::image("", fits.clone()),
        MsgContent::video("", fits.clone(), 1),
        MsgContent::link("", LinkPreview::new("", "", "", fits)),
    ] {
        assert_says(&refused(&send(content)), "the limit is 15501");
    }

    let several = |texts: &[&str]| {
        let messages = texts
            .iter()
            .map(|text| ComposedMessage::new(MsgContent::text(*text)));
        ApiSendMessages::new(ContactId(1), messages.collect::<Vec<_>>())
    };
    assert!(several(&["a", &large, "c"]).encode().is_ok());
    assert!(several(&[&large, "c"]).encode().is_ok());
    not_written(
        &several(&[&large, &large]),
        "composedMessages",
        None,
        message,
    );
}

#[test]
fn names_count_in_the_size_of_a_message() {
    let half = MsgContent::text("x".repeat(8_000));
    let name = "n".repeat(8_000);
    let mentions = || [(name.clone(), 7.into())];
    let refused_size = |command: &ApiSendMessages| {
        let message = refused(command).kind().to_string();
        let size = message.strip_prefix("the message has ").unwrap();
        size.split(' ').next().unwrap().parse::<usize>().unwrap()
    };
    let message = ComposedMessage::new(half.clone()).mentions(mentions());
    assert_eq!(
        refused_size(&ApiSendMessages::new(GroupId(1), [message])),
        16_004
    );
    let path = format!("/home/{}/{name}", "d".repeat(9_000));
    let message =
        |path: &str| ComposedMessage::new(half.clone()).file_source(CryptoFile::new(path));
    let large = ApiSendMessages::new(ContactId(1), [message(&path)]);
    assert_eq!(refused_size(&large), 16_004);
    let fits = ApiSendMessages::new(ContactId(1), [message(&(path + "/a"))]);
    assert!(fits.encode().is_ok(), "folders stay at home");
    let update = UpdatedMessage::new(half).mentions(mentions());
    let update = ApiUpdateChatItem::new(GroupId(1), 2, update);
    assert_eq!(refused(&update).param(), "updatedMessage");
}

/// A server takes them, and reports to whom it could not send them.
#[test]
fn profiles_and_greetings_of_any_size() {
    let long = || "x".repeat(100_000);
    let reply = AddressSettings::new().auto_reply(MsgContent::text(long()));
    assert!(ApiSetAddressSettings::new(1, reply).encode().is_ok());
    let profile = Profile::new("a", "").image(long());
    assert!(ApiUpdateProfile::new(1, profile.clone()).encode().is_ok());
    assert!(
        CreateActiveUser::new(NewUser::new().profile(profile))
            .encode()
            .is_ok()
    );
    let group = GroupProfile::new("a", "").image(long());
    assert!(ApiNewGroup::new(1, group.clone()).encode().is_ok());
    assert!(
        ApiUpdateGroupProfile::new(1, group.clone())
            .encode()
            .is_ok()
    );
    assert!(
        ApiNewPublicGroup::new(1, vec![1.into()], group)
            .encode()
            .is_ok()
    );
}
