//! Strings that are similar to others: values that look like options, nested options, and commands that start alike.

use std::fmt::Debug;

use simplex_api::command::{Command, CommandSet, EncodeErrorKind};
use simplex_api::commands::{
    AnyCommand, ApiAddContact, ApiConnect, ApiConnectPlan, ApiNewPublicGroup,
    ApiSendMessagesAsGroup, ApiSetContactCustomData, ApiSetGroupCustomData, Connect, ReceiveFile,
    StartChat,
};
use simplex_api::json::JsonObject;
use simplex_api::types::{
    ChatRelayId, ComposedMessage, ContactId, CreatedConnLink, FileId, GroupId, GroupProfile,
    LinkOwnerSig, MsgContent, PlanResolveMode, ReportReason, UserId,
};

/// Checks that the command is encoded as `text`, and that `text` is decoded as this command and as no other.
fn assert_encoded<C>(command: &C, text: &str)
where
    C: Command + Clone + Debug + PartialEq,
    AnyCommand: From<C>,
{
    assert_eq!(command.encode().as_deref(), Ok(text));
    assert_eq!(C::decode(text).as_ref(), Ok(command), "{text}");
    let any = AnyCommand::from(command.clone());
    assert_eq!(AnyCommand::decode(text), Ok(any), "{text}");
}

/// Checks that the command is not encoded, because of the field `member` of `param`.
fn assert_not_encoded<C: Command>(
    command: &C,
    param: &str,
    member: Option<&str>,
) -> EncodeErrorKind {
    match command.encode() {
        Ok(text) => panic!("`{text}` was written"),
        Err(error) => {
            assert_eq!((error.param(), error.field()), (param, member), "{error}");
            error.kind().clone()
        }
    }
}

fn connect(full_link: &str) -> ApiConnect {
    ApiConnect::new(UserId(1), CreatedConnLink::new(full_link))
}

#[test]
fn invitation_and_connection_are_distinguished() {
    assert_encoded(&ApiAddContact::new(UserId(1)), "/_connect 1");
    let incognito = ApiAddContact::new(UserId(1)).incognito(true);
    assert_encoded(&incognito, "/_connect 1 incognito=on");
    assert_encoded(&connect("simplex:/a"), "/_connect 1 simplex:/a");
    let link = CreatedConnLink::new("simplex:/contact#/?v=2&smp=a")
        .conn_short_link("https://b/a#c?p=5223");
    let command = ApiConnect::new(UserId(1), link).incognito(true);
    let text = "/_connect 1 incognito=on simplex:/contact#/?v=2&smp=a https://b/a#c?p=5223";
    assert_encoded(&command, text);
}

#[test]
fn a_link_that_looks_like_an_option() {
    for link in ["incognito=on", "incognito=off", "incognito=on/x"] {
        let kind = assert_not_encoded(&connect(link), "preparedLink_", None);
        assert!(matches!(kind, EncodeErrorKind::OtherParameter(_)), "{kind}");
    }
    assert_encoded(&connect("incognito=yes"), "/_connect 1 incognito=yes");
}

#[test]
fn a_link_with_a_space() {
    let kind = assert_not_encoded(&connect("a b"), "preparedLink_", Some("connFullLink"));
    assert_eq!(kind, EncodeErrorKind::Separator(' '));
}

#[test]
fn a_target_that_looks_like_an_option() {
    assert_encoded(&Connect::new("@alice.simplex"), "/connect @alice.simplex");
    let command = Connect::new("simplex:/a").incognito(true);
    assert_encoded(&command, "/connect incognito simplex:/a");
    assert_not_encoded(&Connect::new("incognito"), "connTarget_", None);
    assert_not_encoded(&Connect::new("incognito simplex:/a"), "connTarget_", None);
}

#[test]
fn a_plan() {
    let plan = ApiConnectPlan::new(UserId(1), "simplex:/a");
    assert_encoded(&plan, "/_connect plan 1 simplex:/a");
    let mode = plan.clone().resolve_mode(PlanResolveMode::AllGroups);
    assert_encoded(&mode, "/_connect plan 1 simplex:/a resolve=allGroups");
    let mode = plan.clone().resolve_mode(PlanResolveMode::Never);
    assert_encoded(&mode, "/_connect plan 1 simplex:/a resolve=never");
    let sig = r#"sig={"chatBinding":"binding","ownerSig":"signature"}"#;
    let signed =
        |plan: ApiConnectPlan| plan.link_owner_sig(LinkOwnerSig::new("binding", "signature"));
    assert_encoded(&signed(plan), &format!("/_connect plan 1 simplex:/a {sig}"));
    assert_encoded(
        &signed(mode),
        &format!("/_connect plan 1 simplex:/a resolve=never {sig}"),
    );
}

#[test]
fn a_message_of_a_channel() {
    let message = r#"[{"msgContent":{"type":"text","text":"a"},"mentions":{}}]"#;
    let send = ApiSendMessagesAsGroup::new(3, [ComposedMessage::from("a")]).ttl(60);
    let text = format!("/_send #3(as_group=on) ttl=60 json {message}");
    assert_eq!(send.encode().as_deref(), Ok(&*text));
    assert_eq!(ApiSendMessagesAsGroup::decode(&text), Ok(send.clone()));
    assert!(AnyCommand::decode(&text).is_err());
    let report = MsgContent::report("a", ReportReason::Spam);
    let result = ApiSendMessagesAsGroup::new(3, [ComposedMessage::from(report)]).encode();
    assert_eq!(
        result.unwrap_err().kind(),
        &EncodeErrorKind::Rejected("the command cannot send reports".into())
    );
    let old = "6.4.10.0".parse().expect("a version");
    assert!(send.encode_for(&old).is_err());
}

#[test]
fn a_plan_with_values_that_the_syntax_does_not_contain() {
    let plan = ApiConnectPlan::new(UserId(1), "simplex:/a");
    let mode = plan.clone().resolve_mode(PlanResolveMode::Unknown);
    let kind = assert_not_encoded(&mode, "resolveMode", None);
    assert!(matches!(kind, EncodeErrorKind::Keyword { .. }), "{kind}");
    let outer_space = ApiConnectPlan::new(UserId(1), "a resolve=never");
    assert_not_encoded(&outer_space, "connectTarget", None);
}

#[test]
fn an_option_in_an_option() {
    assert_encoded(&StartChat::new(), "/_start");
    let main = StartChat::new().main_app(false);
    assert_encoded(&main, "/_start main=off");
    let both = main.enable_snd_files(true);
    assert_encoded(&both, "/_start main=off snd_files=on");
    let files = StartChat::new().enable_snd_files(true);
    let kind = assert_not_encoded(&files, "enableSndFiles", None);
    assert_eq!(kind, EncodeErrorKind::Requires("mainApp"));
}

#[test]
fn a_path_that_looks_like_an_option() {
    for path in [
        "inline=on",
        "encrypt=off x",
        "approved_relays=on",
        "inline=off/x",
        "inline=online.txt",
    ] {
        let command = ReceiveFile::new(FileId(5)).file_path(path);
        let kind = assert_not_encoded(&command, "filePath", None);
        assert!(matches!(kind, EncodeErrorKind::OtherParameter(_)), "{kind}");
    }
}

#[test]
fn paths() {
    let file = || ReceiveFile::new(FileId(5));
    let absolute = file().file_path("/tmp/inline=on/a b.txt");
    assert_encoded(&absolute, "/freceive 5 /tmp/inline=on/a b.txt");
    for path in ["inline", "encrypt=yes x", "inlines=on", "a inline=on"] {
        let text = format!("/freceive 5 {path}");
        assert_encoded(&file().file_path(path), &text);
    }
    let options = file()
        .user_approved_relays(true)
        .store_encrypted(false)
        .file_inline(true)
        .file_path("inline");
    let text = "/freceive 5 approved_relays=on encrypt=off inline=on inline";
    assert_encoded(&options, text);
    assert_encoded(&file().file_inline(false), "/freceive 5 inline=off");
}

#[test]
fn an_optional_object() {
    let data = || JsonObject::from_iter([("a".to_owned(), "x y".into())]);
    let contact = ApiSetContactCustomData::new(ContactId(2));
    assert_encoded(&contact, "/_set custom @2");
    assert_encoded(
        &contact.custom_data(data()),
        r#"/_set custom @2 {"a":"x y"}"#,
    );
    let group = ApiSetGroupCustomData::new(GroupId(2));
    assert_encoded(&group, "/_set custom #2");
    let empty = group.clone().custom_data(JsonObject::new());
    assert_encoded(&empty, "/_set custom #2 {}");
    assert_encoded(&group.custom_data(data()), r#"/_set custom #2 {"a":"x y"}"#);
}

#[test]
fn relays() {
    let group = |ids: &[i64]| {
        let ids: Vec<_> = ids.iter().copied().map(ChatRelayId).collect();
        ApiNewPublicGroup::new(UserId(1), ids, GroupProfile::new("a", ""))
    };
    let json = r#"{"displayName":"a","fullName":""}"#;
    assert_encoded(&group(&[7]), &format!("/_public group 1 7 {json}"));
    let incognito = group(&[7, 8]).incognito(true);
    let text = format!("/_public group 1 incognito=on 7,8 {json}");
    assert_encoded(&incognito, &text);
    let kind = assert_not_encoded(&group(&[]), "relayIds", None);
    assert_eq!(kind, EncodeErrorKind::EmptyList);
}
