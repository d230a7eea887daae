//! Commands from a name and parameters.

use serde_json::json;
use simplex_api::command::{Command, CommandSet};
use simplex_api::commands::{AnyCommand, ApiListContacts, ShowActiveUser};
use simplex_api::json::JsonObject;
use simplex_api::types::UserId;

#[test]
fn a_command_is_found_by_its_name() {
    let params = JsonObject::from_iter([("userId".to_owned(), json!(7))]);
    let command = AnyCommand::from_params("APIListContacts", params).expect("a known name");
    let expected = AnyCommand::from(ApiListContacts::new(UserId(7)));
    assert_eq!(command.expect("its parameters"), expected);
    assert_eq!(expected.spec().name, "APIListContacts");
    assert_eq!(expected.encode().as_deref(), Ok("/_contacts 7"));
}

#[test]
fn unknown_names_are_not_found() {
    assert!(AnyCommand::from_params("APIListcontacts", JsonObject::new()).is_none());
}

#[test]
fn a_command_without_parameters() {
    let command =
        AnyCommand::from_params("ShowActiveUser", JsonObject::new()).expect("a known name");
    assert_eq!(
        command.expect("no parameters"),
        ShowActiveUser::new().into()
    );
    assert_eq!(ShowActiveUser::new().to_params(), Ok(JsonObject::new()));
}

#[test]
fn the_longest_name_decides() {
    let texts = [
        ("/_delete @1 full", "APIDeleteChat"),
        ("/_delete item @1 2 internal", "APIDeleteChatItem"),
        ("/_delete user 1 del_smp=on", "APIDeleteUser"),
        ("/_delete_address 1", "APIDeleteMyAddress"),
        ("/user", "ShowActiveUser"),
        ("/users", "ListUsers"),
        ("/_user 1", "APISetActiveUser"),
        ("/_connect 1", "APIAddContact"),
        ("/_connect 1 a", "APIConnect"),
        ("/_connect plan 1 a", "APIConnectPlan"),
        ("/_accept 1", "APIAcceptContact"),
        ("/_accept member #1 2 member", "APIAcceptMember"),
        ("/_add #1 2 member", "APIAddMember"),
        ("/_add relays #1 2", "APIAddGroupRelays"),
        ("/_groups 1", "APIListGroups"),
        (
            "/_group 1 {\"displayName\":\"a\",\"fullName\":\"\"}",
            "APINewGroup",
        ),
        ("/_set custom #1", "APISetGroupCustomData"),
        ("/_set custom @1", "APISetContactCustomData"),
    ];
    for (text, name) in texts {
        let command = AnyCommand::decode(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(command.spec().name, name, "{text}");
    }
}
