//! The table: a row for each command.

use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::json;
use simplex_api::types::ChatError;

use super::rows;
use super::stage::Stage;

/// The effect of a command, and its errors.
pub(crate) struct Row {
    /// Its name in the documentation.
    pub(crate) command: &'static str,
    /// A case in which it succeeds, with its effect on others.
    pub(crate) works: fn(&Stage),
    /// The types of errors, each with a case.
    pub(crate) fails: &'static [(&'static str, Fails)],
}

/// Causes the error.
pub(crate) type Fails = fn(&Stage) -> Box<ChatError>;

/// Documented errors that the network cannot cause. A recorded server answers with `commandError` to the acceptance of a
/// member who does not wait, and accepts a request from before the address was that of a business.
const NOT_REACHED: &[(&str, &str)] = &[
    ("APIAcceptMember", "groupMemberNotActive"),
    ("APIAcceptContact", "invalidBusinessChatContactRequest"),
];

fn rows() -> impl Iterator<Item = &'static Row> {
    rows::ALL.iter().copied().flatten()
}

#[test]
fn each_command_has_a_row() {
    let mut named: Vec<_> = rows().map(|row| row.command).collect();
    let mut all: Vec<_> = AnyCommand::COMMANDS
        .iter()
        .map(|member| member.spec.name)
        .collect();
    named.sort_unstable();
    all.sort_unstable();
    assert_eq!(named, all);
    assert_eq!(all.len(), 52);
}

#[test]
fn each_documented_error_has_a_case() {
    for member in AnyCommand::COMMANDS {
        let spec = &member.spec;
        let row = rows().find(|row| row.command == spec.name).unwrap();
        for error in spec.errors {
            let mut tag = (*error).to_owned();
            tag[..1].make_ascii_lowercase();
            let has_case = row.fails.iter().any(|(fails, _)| *fails == tag);
            let is_reached = !NOT_REACHED.contains(&(spec.name, &tag));
            assert_eq!(has_case, is_reached, "{}: {tag}", spec.name);
        }
        // Listing the users cannot fail.
        let must_fail = !spec.infallible && spec.name != "ListUsers";
        assert_eq!(!row.fails.is_empty(), must_fail, "{}", spec.name);
    }
}

#[tokio::test]
async fn each_command_works() {
    for row in rows() {
        let stage = Stage::set().await;
        (row.works)(&stage);
    }
}

#[tokio::test]
async fn each_command_fails_with_its_errors() {
    for row in rows() {
        for (tag, fails) in row.fails {
            let stage = Stage::set().await;
            let error = fails(&stage);
            assert_eq!(kind(&error), *tag, "{}", row.command);
        }
    }
}

/// The type of an error within its family.
pub(crate) fn kind(error: &ChatError) -> String {
    let json: serde_json::Value = serde_json::from_str(&json::encode(error)).unwrap();
    let inner = ["errorType", "agentError", "storeError"]
        .iter()
        .find_map(|name| json.get(*name));
    inner.unwrap()["type"].as_str().unwrap().to_owned()
}
