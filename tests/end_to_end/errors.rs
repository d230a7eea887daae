//! Errors are typed, and the connection continues.

use simplex_api::client::{Client, Error, FrameDecodeError, Incoming};
use simplex_api::command::EncodeErrorKind;
use simplex_api::commands::{
    ApiDeleteChatItem, ApiListGroups, ApiSetActiveUser, ApiShowMyAddress, ShowActiveUser,
};
use simplex_api::responses::CmdOk;
use simplex_api::types::{ChatError, CiDeleteMode, ContactId, StoreError, UserId};
use simplex_api_testing::{ChatServer, Direction};
use simplex_api_tests::port::Port;

use super::connected;

/// The commands that the client sent. The first one asks for the version.
fn sent(server: &ChatServer) -> Vec<String> {
    let entries = server.transcript().entries().into_iter();
    let sent = entries.filter(|entry| entry.direction == Direction::ToServer);
    sent.map(|entry| entry.text).collect()
}

#[tokio::test]
async fn an_empty_list_is_not_sent() {
    let (server, client, _events) = connected().await;
    let command = ApiDeleteChatItem::new(ContactId(1), Vec::new(), CiDeleteMode::Internal);
    let error = client.send(&command).await.unwrap_err();
    let Error::Encode {
        command,
        error: cause,
        ..
    } = &error
    else {
        panic!("{error:?}");
    };
    assert_eq!(*command, "APIDeleteChatItem");
    assert_eq!(cause.param(), "chatItemIds");
    assert_eq!(*cause.kind(), EncodeErrorKind::EmptyList);
    assert!(!error.was_sent());
    assert_eq!(sent(&server), ["/v"]);
}

#[tokio::test]
async fn a_negative_id_is_not_sent() {
    let (server, client, _events) = connected().await;
    let error = client.send(&ApiShowMyAddress::new(-1)).await.unwrap_err();
    let Error::Encode { error, .. } = error else {
        panic!("another error");
    };
    assert_eq!(error.param(), "userId");
    assert_eq!(*error.kind(), EncodeErrorKind::Negative("-1".to_owned()));
    assert_eq!(sent(&server), ["/v"]);
}

#[tokio::test]
async fn a_line_break_in_a_plain_string_is_not_sent() {
    let (server, client, _events) = connected().await;
    let command = ApiListGroups::new(1).search("one\ntwo");
    let Err(Error::Encode { error, .. }) = client.send(&command).await else {
        panic!("sent");
    };
    assert_eq!(error.param(), "search");
    assert_eq!(*error.kind(), EncodeErrorKind::Control('\n'));
    assert_eq!(sent(&server), ["/v"]);
}

#[tokio::test]
async fn a_chat_error_is_typed() {
    let (_server, client, _events) = connected().await;
    let error = client.send(&ApiShowMyAddress::new(1)).await.unwrap_err();
    let Error::Chat { error, .. } = error else {
        panic!("{error:?}");
    };
    assert_eq!(
        *error,
        ChatError::error_store(StoreError::user_contact_link_not_found())
    );
    client.send(&ShowActiveUser::new()).await.unwrap();
}

#[tokio::test]
async fn an_unexpected_response_is_typed() {
    let (server, client, _events) = connected().await;
    server.on(|_: ApiSetActiveUser| Ok(CmdOk::new()));
    let command = ApiSetActiveUser::new(UserId(1));
    let error = client.send(&command).await.unwrap_err();
    let Error::Answer { command, error, .. } = error else {
        panic!("another error");
    };
    assert_eq!(command, "APISetActiveUser");
    assert_eq!(
        error.to_string(),
        "unexpected response `cmdOk`, expected `activeUser`"
    );
    client.send(&ShowActiveUser::new()).await.unwrap();
}

#[tokio::test]
async fn a_frame_that_is_not_json_is_an_item_of_the_stream() {
    let (server, client, mut events) = connected().await;
    server.send_frame("{broken");
    let Some(Incoming::Malformed { text, error, .. }) = events.next().await else {
        panic!("no item");
    };
    assert_eq!(text, "{broken");
    assert!(matches!(error, FrameDecodeError::Frame(_)), "{error}");
    client.send(&ShowActiveUser::new()).await.unwrap();
}

#[tokio::test]
async fn an_event_with_a_wrong_field_names_the_field() {
    let (server, client, mut events) = connected().await;
    server.inject_json(r#"{"type":"newChatItems","user":{"userId":true},"chatItems":[]}"#);
    let Some(Incoming::Malformed { error, .. }) = events.next().await else {
        panic!("no item");
    };
    let FrameDecodeError::Event { tag, error, .. } = error else {
        panic!("another error");
    };
    assert_eq!(tag, "newChatItems");
    assert_eq!(error.path(), "user.userId");
    client.send(&ShowActiveUser::new()).await.unwrap();
}

#[tokio::test]
async fn the_error_for_a_missing_server_has_its_url() {
    let port = Port::keep();
    let url = format!("ws://{}", port.address());
    let error = Client::connect(&url).await.unwrap_err();
    assert!(error.to_string().contains(&url), "{error}");
    assert!(error.is_retryable());
}
