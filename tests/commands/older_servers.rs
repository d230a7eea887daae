//! Commands for servers before 7.0, which have another syntax or lack a part.

use simplex_api::api_type;
use simplex_api::command;
use simplex_api::command::{Command, CommandSet, EncodeErrorKind, ServerVersion};
use simplex_api::commands::{
    AnyCommand, ApiConnectPlan, ApiDeleteChatItem, ApiGetChats, ApiGetGroupRelays, ApiListContacts,
    ApiListGroups, ApiSendMessages, ApiSetGroupCustomData, ApiUpdateGroupProfile, ApiUpdateProfile,
    CreateActiveUser, StartChat,
};
use simplex_api::json;
use simplex_api::types::{
    ChatListQuery, ChatRef, ChatType, CiDeleteMode, ComposedMessage, ContactId, GroupProfile,
    MsgContent, NewUser, PaginationByTime, PlanResolveMode, Profile, UserId,
};

fn version(text: &str) -> ServerVersion {
    text.parse().expect("a version")
}

#[test]
fn groups_without_a_space() {
    let all = ApiListGroups::new(UserId(1));
    let some = all.clone().contact_id(ContactId(5)).search("a b");
    for (command, old, new) in [
        (all, "/_groups1", "/_groups 1"),
        (some, "/_groups1 @5 a b", "/_groups 1 @5 a b"),
    ] {
        for (server, text) in [
            ("6.4.10.0", old),
            ("6.3", old),
            ("6.5.0-beta.2", old),
            ("6.5.0.10", old),
            ("6.5.0.11", new),
            ("6.5.0", new),
            ("7.0.0.1", new),
        ] {
            let server = version(server);
            assert_eq!(command.encode_for(&server).as_deref(), Ok(text), "{server}");
            let any = AnyCommand::from(command.clone());
            assert_eq!(any.encode_for(&server).as_deref(), Ok(text), "{server}");
            assert_eq!(ApiListGroups::decode(text).as_ref(), Ok(&command));
            assert_eq!(AnyCommand::decode(text), Ok(any));
        }
        assert_eq!(command.encode().as_deref(), Ok(new));
    }
}

#[test]
fn errors_are_the_same_for_all_servers() {
    let command = ApiListGroups::new(UserId(1)).search("@5");
    for server in ["6.4", "6.5"] {
        let error = command.encode_for(&version(server)).unwrap_err();
        assert_eq!(error.param(), "search");
    }
    let command = ApiListGroups::new(UserId(-1));
    let error = command.encode_for(&version("6.4")).unwrap_err();
    assert_eq!(error.param(), "userId");
}

#[test]
fn most_commands_are_the_same_for_all_servers() {
    let command = ApiListContacts::new(UserId(1));
    assert_eq!(command.encode_for(&version("6.3")), command.encode());
}

#[test]
fn neither_form_is_decoded_as_another_command() {
    for text in [
        "/_groups",
        "/_groups ",
        "/_groups1x",
        "/_groups1  a",
        "/_groups  1",
    ] {
        let error = AnyCommand::decode(text).unwrap_err();
        assert!(error.column() > "/_groups".len(), "{error}");
    }
}

#[command(
    before("6.5", syntax = "/rename <oldName_> <newName_>"),
    syntax = "/_rename <oldName> <newName>",
    errors(errors::NoSuchThing)
)]
pub struct Rename {
    pub old_name: String,
    pub new_name: String,
}

#[test]
fn the_metadata_has_current_names_and_paths() {
    let names = Rename::SPEC.params.iter().map(|param| param.name);
    assert_eq!(names.collect::<Vec<_>>(), ["oldName", "newName"]);
    assert_eq!(Rename::SPEC.errors, ["errors::NoSuchThing"]);
}

/// The parameter and keyword in the error for a server that is too old. `servers` are the last that is too old and the
/// first that is not.
fn too_new(
    command: impl Into<AnyCommand>,
    needed: &str,
    servers: [&str; 2],
) -> (&'static str, Option<&'static str>) {
    let command = command.into();
    assert!(command.encode().is_ok(), "a server of today takes it");
    let [too_old, first] = servers;
    for server in [first, "7.0.2.0", "7.1"] {
        assert!(command.encode_for(&version(server)).is_ok(), "{server}");
    }
    let error = command.encode_for(&version(too_old)).unwrap_err();
    let EncodeErrorKind::Unsupported {
        keyword,
        since,
        server,
    } = error.kind()
    else {
        panic!("{error}");
    };
    assert_eq!((*since, server.as_str()), (needed, too_old));
    let end = format!("needs a server of version {needed}, this one has {too_old}");
    assert!(error.to_string().ends_with(&end), "{error}");
    (error.param(), *keyword)
}

const FOR_6_5: [&str; 2] = ["6.4.10.0", "6.5.0.19"];
const FOR_7_0: [&str; 2] = ["6.5.0.19", "7.0.0.1"];
const FOR_7_0_2: [&str; 2] = ["7.0.0.6", "7.0.2"];

#[test]
fn parts_that_a_server_does_not_support() {
    let chat = ChatRef::new(ChatType::Direct, 1);
    let message = ComposedMessage::new(MsgContent::text("a"));
    let send = ApiSendMessages::new(chat.clone(), vec![message]);
    assert!(send.encode_for(&version("6.4.10.0")).is_ok());
    let signed = send.sign_messages(true);
    assert_eq!(too_new(signed, "7.0.2", FOR_7_0_2), ("signMessages", None));

    let plan = ApiConnectPlan::new(UserId(1), "simplex:/a");
    assert!(plan.encode_for(&version("6.4.10.0")).is_ok());
    let never = plan.resolve_mode(PlanResolveMode::Never);
    assert_eq!(too_new(never, "7.0.2", FOR_7_0_2), ("resolveMode", None));

    let delete = |mode| ApiDeleteChatItem::new(chat.clone(), vec![1.into()], mode);
    let internal = delete(CiDeleteMode::Internal);
    assert!(internal.encode_for(&version("6.4.10.0")).is_ok());
    let history = delete(CiDeleteMode::History);
    let error_for = too_new(history, "7.0", FOR_7_0);
    assert_eq!(error_for, ("deleteMode", Some("history")));

    let relays = ApiGetGroupRelays::new(1);
    assert_eq!(too_new(relays, "6.5", FOR_6_5), ("", None));
    let custom = ApiSetGroupCustomData::new(1);
    assert_eq!(too_new(custom, "6.5", FOR_6_5), ("", None));
    let user = CreateActiveUser::new(NewUser::new().client_service(true));
    assert_eq!(too_new(user, "7.0", FOR_7_0), ("newUser", None));
}

#[test]
fn parts_that_are_only_undocumented() {
    let query = ChatListQuery::filters(true, false);
    let chats = ApiGetChats::new(UserId(1), PaginationByTime::last(5), query);
    let commands = [
        AnyCommand::from(chats),
        StartChat::new().main_app(true).into(),
    ];
    for command in commands {
        assert_eq!(command.encode_for(&version("6.4")), command.encode());
    }
}

/// Parts deep inside a value, with the release that introduced them.
#[api_type]
struct Parcel {
    #[api(since = "7.2")]
    stamps: Vec<Stamp>,
    #[api(since = "7.1")]
    fragile: bool,
    #[api(since = "7.1")]
    insured: Option<bool>,
}

#[api_type]
enum Stamp {
    Plain,
    #[api(since = "8.0")]
    Golden,
}

#[command(syntax = "/_parcel <json(parcel)>")]
struct Post {
    parcel: Parcel,
}

#[test]
fn parts_of_a_value() {
    let error_for = |parcel: Parcel, server: &str| {
        let encoded = Post::new(parcel).encode_for(&version(server));
        let error = encoded.err()?;
        Some((error.field().expect("a member"), error.to_string()))
    };
    let plain = || Parcel::new().stamps(vec![Stamp::Plain]);
    let golden = || Parcel::new().stamps(vec![Stamp::Plain, Stamp::Golden]);
    assert_eq!(error_for(Parcel::new(), "6.4"), None);
    assert_eq!(error_for(plain(), "7.2"), None);
    assert_eq!(error_for(plain(), "7.1.9").unwrap().0, "stamps");
    assert_eq!(
        error_for(Parcel::new().fragile(true), "7.0").unwrap().0,
        "fragile"
    );
    assert_eq!(error_for(Parcel::new().fragile(false), "7.0"), None);
    // An optional value that is present always counts.
    assert_eq!(
        error_for(Parcel::new().insured(false), "7.0").unwrap().0,
        "insured"
    );
    assert_eq!(error_for(golden(), "8.0.0"), None);
    assert_eq!(
        error_for(golden(), "7.9").unwrap().1,
        "parameter `parcel` (its `stamps`): `golden` needs a server of version 8.0, this one has 7.9"
    );
}

#[test]
fn a_profile_of_version_6_4() {
    let profile = Profile::new("bot", "");
    let command = ApiUpdateProfile::new(UserId(1), profile);
    assert_eq!(command.encode_for(&version("6.4.1")), command.encode());
}

/// A profile that a server has sent is sent back to that server, whatever version it reports.
#[test]
fn values_that_a_server_has_sent() {
    let group = r#"{"displayName":"team","fullName":"","groupPreferences":{"comments":{"enable":"off"},"signMessages":{"enable":"on"},"fullDelete":{"enable":"on","role":"moderator"},"newer":{"enable":"on"}},"newest":1}"#;
    let profile = r#"{"displayName":"bot","fullName":"","description":"a","contactDomain":{"domain":"a"},"newest":1}"#;
    let group: GroupProfile = json::decode(group).unwrap();
    let profile: Profile = json::decode(profile).unwrap();
    let commands = [
        AnyCommand::from(ApiUpdateGroupProfile::new(1, group)),
        ApiUpdateProfile::new(1, profile).into(),
    ];
    for command in commands {
        for server in ["6.4.4.0", "6.5.0.19", "7.0.0.6", "7.0.2.0"] {
            assert_eq!(command.encode_for(&version(server)), command.encode());
        }
    }
}
