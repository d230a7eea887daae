//! The same command for servers that take it in another form.

use simplex_api::api_type;
use simplex_api::command;
use simplex_api::command::{Command, CommandSet, Refusal, ServerVersion};
use simplex_api::commands::{
    AnyCommand, ApiConnectPlan, ApiDeleteChatItem, ApiGetChats, ApiGetGroupRelays, ApiListContacts,
    ApiListGroups, ApiSendMessages, ApiUpdateProfile, StartChat,
};
use simplex_api::types::{
    ChatListQuery, ChatRef, ChatType, CiDeleteMode, ComposedMessage, ContactId, MsgContent,
    PaginationByTime, PlanResolveMode, Profile, UserId,
};

fn version(text: &str) -> ServerVersion {
    text.parse().expect("a version")
}

#[test]
fn groups_without_a_blank() {
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
fn what_is_refused_is_so_for_all() {
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
fn most_commands_are_the_same_for_all() {
    let command = ApiListContacts::new(UserId(1));
    assert_eq!(command.encode_for(&version("6.3")), command.encode());
}

#[test]
fn neither_form_is_read_as_another() {
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
fn names_and_paths_in_the_metadata_are_those_of_today() {
    let names = Rename::SPEC.params.iter().map(|param| param.name);
    assert_eq!(names.collect::<Vec<_>>(), ["oldName", "newName"]);
    assert_eq!(Rename::SPEC.errors, ["errors::NoSuchThing"]);
}

/// What the error of a server that is too old names: parameter and word.
fn too_new(command: impl Into<AnyCommand>) -> (&'static str, Option<&'static str>) {
    let command = command.into();
    assert!(command.encode().is_ok(), "a server of today takes it");
    for server in ["7.0.0.1", "7.0.0-beta.1", "7.1"] {
        assert!(command.encode_for(&version(server)).is_ok(), "{server}");
    }
    let error = command.encode_for(&version("6.4.10.0")).unwrap_err();
    let Refusal::Newer {
        word,
        since: "7.0",
        server,
    } = error.refusal()
    else {
        panic!("{error}");
    };
    assert_eq!(server, "6.4.10.0");
    let end = "needs a server of version 7.0, this one has 6.4.10.0";
    assert!(error.to_string().ends_with(end), "{error}");
    (error.param(), *word)
}

#[test]
fn what_a_server_is_too_old_for() {
    let chat = ChatRef::new(ChatType::Direct, 1);
    let message = ComposedMessage::new(MsgContent::text("a"));
    let send = ApiSendMessages::new(chat.clone(), vec![message]);
    assert!(send.encode_for(&version("6.4.10.0")).is_ok());
    assert_eq!(too_new(send.sign_messages(true)), ("signMessages", None));

    let plan = ApiConnectPlan::new(UserId(1), "simplex:/a");
    assert!(plan.encode_for(&version("6.4.10.0")).is_ok());
    let never = plan.resolve_mode(PlanResolveMode::Never);
    assert_eq!(too_new(never), ("resolveMode", None));

    let delete = |mode| ApiDeleteChatItem::new(chat.clone(), vec![1.into()], mode);
    let internal = delete(CiDeleteMode::Internal);
    assert!(internal.encode_for(&version("6.4.10.0")).is_ok());
    let history = delete(CiDeleteMode::History);
    assert_eq!(too_new(history), ("deleteMode", Some("history")));

    assert_eq!(too_new(ApiGetGroupRelays::new(1)), ("", None));
}

#[test]
fn what_only_its_documentation_is_too_old_for() {
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

/// Deep in a value, by the release of each part.
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
    let refused = |parcel: Parcel, server: &str| {
        let encoded = Post::new(parcel).encode_for(&version(server));
        let error = encoded.err()?;
        Some((error.member().expect("a member"), error.to_string()))
    };
    let plain = || Parcel::new().stamps(vec![Stamp::Plain]);
    let golden = || Parcel::new().stamps(vec![Stamp::Plain, Stamp::Golden]);
    assert_eq!(refused(Parcel::new(), "6.4"), None);
    assert_eq!(refused(plain(), "7.2"), None);
    assert_eq!(refused(plain(), "7.1.9").unwrap().0, "stamps");
    assert_eq!(
        refused(Parcel::new().fragile(true), "7.0").unwrap().0,
        "fragile"
    );
    assert_eq!(refused(Parcel::new().fragile(false), "7.0"), None);
    // What is optional and there says something, whatever it is.
    assert_eq!(
        refused(Parcel::new().insured(false), "7.0").unwrap().0,
        "insured"
    );
    assert_eq!(refused(golden(), "8.0.0"), None);
    assert_eq!(
        refused(golden(), "7.9").unwrap().1,
        "parameter `parcel` (its `stamps`): `golden` needs a server of version 8.0, this one has 7.9"
    );
}

#[test]
fn a_profile_as_it_was_in_6_4() {
    let profile = Profile::new("bot", "");
    let command = ApiUpdateProfile::new(UserId(1), profile);
    assert_eq!(command.encode_for(&version("6.4.1")), command.encode());
}
