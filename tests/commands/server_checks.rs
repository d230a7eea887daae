//! Values that the syntax allows and the server does not accept.

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
fn encode_error<C: Command>(command: &C) -> EncodeError {
    match command.encode() {
        Ok(text) => panic!("`{text}` was written"),
        Err(error) => error,
    }
}

/// Checks that the command is not encoded, because of the field `member` of `param`.
#[track_caller]
fn assert_not_encoded<C: Command>(command: &C, param: &str, member: Option<&str>, message: &str) {
    let error = encode_error(command);
    assert_eq!((error.param(), error.field()), (param, member));
    assert_eq!(error.kind().to_string(), message);
}

/// Checks that the string is not decoded, because of a column.
#[track_caller]
fn assert_not_decoded<C: Command>(text: &str, column: usize, message: &str) {
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
fn assert_message_contains(error: &EncodeError, part: &str) {
    assert!(error.kind().to_string().contains(part), "{error}");
}

#[test]
fn contacts_have_no_scope() {
    let chat = ChatRef::new(ChatType::Direct, 1).chat_scope(GroupChatScope::member_support(None));
    let command = ApiDeleteChat::new(chat, ChatDeleteMode::messages());
    let message = "only groups have a support chat: omit the scope, or use a group";
    assert_not_encoded(&command, "chatRef", Some("chatScope"), message);
    assert_not_decoded::<ApiDeleteChat>(
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
fn notes_do_not_receive_messages() {
    let command = ApiSendMessages::new(ChatRef::new(ChatType::Local, 1), [text("a")]);
    let message = "the command sends to contacts and groups, not to the notes of the user";
    assert_not_encoded(&command, "sendRef", Some("chatType"), message);
    assert_not_decoded::<ApiSendMessages>(
        &format!("/_send *1 json {MESSAGE}"),
        8,
        "column 8: expected another value for `sendRef` (the command sends to contacts and groups, not to \
         the notes of the user), found `*1`",
    );
}

#[test]
fn roles_without_a_keyword() {
    for role in [GroupMemberRole::Author, GroupMemberRole::Relay] {
        let message = format!(
            "the command does not accept {:?}, only observer, member, moderator, admin, owner",
            role.as_str()
        );
        let command = ApiAddMember::new(GroupId(1), ContactId(2), role.clone());
        assert_not_encoded(&command, "memberRole", None, &message);
        assert_not_encoded(
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
fn known_reactions_are_sent() {
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
fn unknown_reactions_are_not_sent() {
    let other = reaction(MsgReaction::emoji("🎉"));
    let message = "the server does not support the reaction \"🎉\", only 👍 👎 😀 😂 😢 ❤ 🚀 ✅";
    assert_not_encoded(&other, "reaction", None, message);
    let heart = reaction(MsgReaction::emoji("❤\u{fe0f}"));
    let message = "the server does not support \"❤\\u{fe0f}\": use \"❤\", without U+FE0F after it";
    assert_not_encoded(&heart, "reaction", None, message);
    let text = r#"/_reaction @1 2 on {"type":"emoji","emoji":"👍👍"}"#;
    assert_eq!(ApiChatItemReaction::decode(text).unwrap_err().column(), 20);
}

#[test]
fn a_target_that_looks_like_an_option() {
    let command = Connect::new("invitation");
    let message = "the string starts with \"i\", which reads as another parameter";
    assert_not_encoded(&command, "connTarget_", None, message);
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
fn a_target_with_a_space() {
    let command = Connect::new("simplex:/a simplex:/b");
    let message = "the string contains ' ', where the parameter would end";
    assert_not_encoded(&command, "connTarget_", None, message);
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
fn two_links_that_are_not_a_pair() {
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
        let error = encode_error(&connect(full, short));
        assert_eq!(
            (error.param(), error.field()),
            ("preparedLink_", Some("connShortLink"))
        );
        assert_message_contains(
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
        assert_not_encoded(&command, "preparedLink_", Some("connFullLink"), message);
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
        for error in [encode_error(&update(link)), encode_error(&create(link))] {
            assert_eq!(error.field(), Some("contactLink"));
            assert_message_contains(
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
fn a_last_character_that_would_be_cut() {
    let search = |text: &str| ApiListGroups::new(UserId(1)).search(text);
    let message = "the command ends in 'à', of which the server would cut off the last byte: end it with \
                   another character";
    assert_not_encoded(&search("voilà"), "search", None, message);
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
            encode_error(&path).kind(),
            EncodeErrorKind::LastByte(_)
        ));
    }
    let error = encode_error(&Connect::new("@voilà"));
    assert_eq!(error.param(), "connTarget_");
}

#[test]
fn a_live_message_is_sent_alone() {
    let chat = ChatRef::from(ContactId(1));
    let several = ApiSendMessages::new(chat.clone(), [text("a"), text("b")]).live_message(true);
    let message = "a live message must be the only one: send the others without `liveMessage`";
    assert_not_encoded(&several, "liveMessage", None, message);
    assert!(
        ApiSendMessages::new(chat, [text("a")])
            .live_message(true)
            .encode()
            .is_ok()
    );
}

#[test]
fn only_one_message_may_quote() {
    let quote = |id: i64| text("a").quoted_item_id(id);
    let send = |messages: Vec<ComposedMessage>| ApiSendMessages::new(ContactId(1), messages);
    let message = "only one of the messages may quote another: send the others separately";
    assert_not_encoded(
        &send(vec![quote(1), text("a"), quote(1)]),
        "composedMessages",
        None,
        message,
    );
    assert!(send(vec![quote(1), text("a")]).encode().is_ok());
}

#[test]
fn only_groups_have_mentions() {
    let mention = || text("@a").mentions([("a".to_owned(), 7.into())]);
    let message = "only messages to a group can mention members: omit the mentions";
    let command = ApiSendMessages::new(ContactId(1), [mention()]);
    assert_not_encoded(&command, "composedMessages", None, message);
    assert!(
        ApiSendMessages::new(GroupId(1), [mention()])
            .encode()
            .is_ok()
    );
}

#[test]
fn reports_are_not_sent() {
    let report = MsgContent::report("a", ReportReason::Spam);
    let command = ApiSendMessages::new(GroupId(1), [report.into()]);
    assert_not_encoded(
        &command,
        "composedMessages",
        None,
        "the command cannot send reports",
    );
}

#[test]
fn values_that_the_server_rejects_are_decoded() {
    let message = MESSAGE.trim_matches(['[', ']']);
    let text = format!("/_send @1 live=on json [{message},{message}]");
    let error = encode_error(&ApiSendMessages::decode(&text).expect("the server reads it"));
    assert!(matches!(error.kind(), EncodeErrorKind::Rejected(_)));
}

#[test]
fn a_message_that_is_too_large() {
    let send = |content: MsgContent| ApiSendMessages::new(ContactId(1), [content.into()]);
    let fits = "x".repeat(15_499);
    let message = "the message has 15502 bytes of text and images, the limit is 15501: shorten it, send it as \
                   a file, or in parts (`bot::split_text`, `Builder::split_long_replies`)";
    let large = fits.clone() + "x";
    assert!(send(MsgContent::text(fits.clone())).encode().is_ok());
    assert_not_encoded(
        &send(MsgContent::text(large.clone())),
        "composedMessages",
        None,
        message,
    );
    let update = UpdatedMessage::new(MsgContent::text(large.clone()));
    let update = ApiUpdateChatItem::new(ContactId(1), 2, update);
    assert_not_encoded(&update, "updatedMessage", None, message);

    let escaped = MsgContent::text("\"\n".repeat(3_876));
    assert_message_contains(&encode_error(&send(escaped)), "the message has 15506 bytes");
    for content in [
        MsgContent::image("", fits.clone()),
        MsgContent::video("", fits.clone(), 1),
        MsgContent::link("", LinkPreview::new("", "", "", fits)),
    ] {
        assert_message_contains(&encode_error(&send(content)), "the limit is 15501");
    }

    let several = |texts: &[&str]| {
        let messages = texts
            .iter()
            .map(|text| ComposedMessage::new(MsgContent::text(*text)));
        ApiSendMessages::new(ContactId(1), messages.collect::<Vec<_>>())
    };
    assert!(several(&["a", &large, "c"]).encode().is_ok());
    assert!(several(&[&large, "c"]).encode().is_ok());
    assert_not_encoded(
        &several(&[&large, &large]),
        "composedMessages",
        None,
        message,
    );
}

#[test]
fn names_count_towards_the_size_of_a_message() {
    let half = MsgContent::text("x".repeat(8_000));
    let name = "n".repeat(8_000);
    let mentions = || [(name.clone(), 7.into())];
    let refused_size = |command: &ApiSendMessages| {
        let message = encode_error(command).kind().to_string();
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
    assert_eq!(encode_error(&update).param(), "updatedMessage");
}

/// A server accepts them, and reports the contacts that it could not send them to.
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
