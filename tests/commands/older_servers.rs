//! The same command for servers that take it in another form.

use simplex_api::command;
use simplex_api::command::{Command, CommandSet, ServerVersion};
use simplex_api::commands::{AnyCommand, ApiListContacts, ApiListGroups};
use simplex_api::types::{ContactId, UserId};

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
