//! Commands that are declared outside of the library, with only `simplex_api` in scope.

use simplex_api::client::Error;
use simplex_api::command::{Command, CommandSet, RawResponse};
use simplex_api::json::JsonObject;
use simplex_api::responses::CmdOk;
use simplex_api::types::{ChatError, ChatErrorType, GroupId};
use simplex_api::{api_type, command, command_set};
use simplex_api_testing::Direction;

use super::connected;

/// How long messages are kept.
#[api_type]
pub enum Retention {
    Day,
    Week,
}

/// How long the messages of a group are kept.
#[api_type(response)]
pub struct RetentionSet {
    pub group_id: GroupId,
    pub retention: Retention,
}

/// Sets how long the messages of a group are kept.
#[command(
    syntax = "/_retention #<groupId> day|week[ notify=off]",
    network = background,
    responses(RetentionSet, CmdOk),
)]
pub struct SetRetention {
    pub group_id: GroupId,
    pub retention: Retention,
    pub notify: bool,
}

/// Has no declared response.
#[command(syntax = "/ping[ <word>]")]
pub struct Ping {
    pub word: Option<String>,
}

command_set! {
    /// Both commands.
    pub enum CustomCommand { SetRetention, Ping }
}

#[tokio::test]
async fn it_gets_its_typed_response() {
    let (server, client, _events) = connected().await;
    server.on(|command: SetRetention| Ok(RetentionSet::new(command.group_id, command.retention)));

    let command = SetRetention::new(7, Retention::Week).notify(false);
    let answer = client.send(&command).await.unwrap();
    let expected = RetentionSet::new(7, Retention::Week);
    assert_eq!(answer, SetRetentionResponse::RetentionSet(expected));

    let entries = server.transcript().entries();
    let sent = entries
        .iter()
        .rfind(|entry| entry.direction == Direction::ToServer);
    assert_eq!(sent.unwrap().text, "/_retention #7 week notify=off");
}

#[tokio::test]
async fn its_other_response_is_distinguished() {
    let (server, client, _events) = connected().await;
    server.on(|_: SetRetention| Ok(CmdOk::new()));
    let answer = client.send(&SetRetention::new(7, Retention::Day)).await;
    assert_eq!(
        answer.unwrap(),
        SetRetentionResponse::CmdOk(CmdOk::default())
    );
}

#[tokio::test]
async fn without_declared_responses_it_returns_json() {
    let (server, client, _events) = connected().await;
    server.on(|ping: Ping| {
        Ok(RetentionSet::new(
            ping.word.map_or(0, |_| 1),
            Retention::Day,
        ))
    });
    let answer: RawResponse = client.send(&Ping::new().word("hello")).await.unwrap();
    assert_eq!(answer.tag(), "retentionSet");
    assert_eq!(answer.decode::<JsonObject>().unwrap()["groupId"], 1);
    assert_eq!(
        answer.decode::<RetentionSet>().unwrap(),
        RetentionSet::new(1, Retention::Day)
    );
}

#[tokio::test]
async fn its_failure_is_a_chat_error() {
    let (server, client, _events) = connected().await;
    server.on(|_: SetRetention| -> Result<CmdOk, _> {
        Err(Box::new(ChatError::error(ChatErrorType::no_active_user())))
    });
    let error = client.send(&SetRetention::new(7, Retention::Day)).await;
    let Err(Error::Chat { command, error, .. }) = error else {
        panic!("{error:?}");
    };
    assert_eq!(command, "SetRetention");
    assert_eq!(*error, ChatError::error(ChatErrorType::no_active_user()));
}

#[tokio::test]
async fn a_server_that_does_not_know_it_returns_an_error() {
    let (_server, client, _events) = connected().await;
    let error = client.send(&Ping::new()).await.unwrap_err();
    assert!(
        error.to_string().contains("Failed reading: empty"),
        "{error}"
    );
}

#[test]
fn a_command_set_decodes_them() {
    assert_eq!(
        CustomCommand::decode("/_retention #7 day").unwrap(),
        SetRetention::new(7, Retention::Day).into()
    );
    assert_eq!(CustomCommand::decode("/ping").unwrap(), Ping::new().into());
    let error = CustomCommand::decode("/pong").unwrap_err();
    assert_eq!(error.column(), 3);
    assert_eq!(
        error.to_string(),
        "column 3: expected `ing` of `/ping`, found `ong`"
    );
}

#[test]
fn it_describes_itself() {
    let spec = SetRetention::SPEC;
    assert_eq!(spec.name, "SetRetention");
    assert_eq!(spec.syntax, "/_retention #<groupId> day|week[ notify=off]");
    let params: Vec<_> = spec.params.iter().map(|param| param.name).collect();
    assert_eq!(params, ["groupId", "retention", "notify"]);
    let responses: Vec<_> = spec.responses.iter().map(|spec| spec().name).collect();
    assert_eq!(responses, ["RetentionSet", "CmdOk"]);
}
