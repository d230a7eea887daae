//! The size limit of messages is the same for servers, for the library and for the embedded network.

use simplex_api::command::{Command, CommandSet, EncodeErrorKind};
use simplex_api::commands::{AnyCommand, ApiAddContact, ApiListContacts, ApiSendMessages, Connect};
use simplex_api::types::{ChatError, StoreError};
use simplex_api_testing::{ChatNetwork, Error};
use simplex_api_tests::recordings::{Scenario, Step, some};

/// The minimum size of the commands to check.
const MIN_BYTES: usize = 10_000;

fn large() -> impl Iterator<Item = (String, Scenario)> {
    some(|name| name.ends_with("/direct-large.json"))
}

/// The messages of a step, and whether they were too large for the server.
fn sent(step: &Step) -> Option<(ApiSendMessages, bool)> {
    let sent = step.sent.as_ref().filter(|sent| sent.len() > MIN_BYTES)?;
    match AnyCommand::decode(sent).ok()? {
        AnyCommand::ApiSendMessages(command) => {
            let answer = step.answer.as_ref()?;
            Some((
                command,
                answer["chatError"]["storeError"]["type"] == "largeMsg",
            ))
        }
        _ => None,
    }
}

#[test]
fn rejected_messages_are_too_large_for_a_server() {
    let (mut accepted, mut rejected) = (0, 0);
    for (name, scenario) in large() {
        for (command, is_large) in scenario.steps.iter().filter_map(sent) {
            match command.encode() {
                Ok(_) => accepted += 1,
                Err(error) => {
                    assert!(
                        matches!(error.kind(), EncodeErrorKind::Rejected(message) if message.contains("the limit is")),
                        "{name}: {error}"
                    );
                    assert!(is_large, "{name}: {error}");
                    rejected += 1;
                }
            }
        }
    }
    // The size of a quoted message is not known from the command.
    assert_eq!((accepted, rejected), (14, 12));
}

#[tokio::test]
async fn the_embedded_network_has_the_same_limit() {
    for (name, scenario) in large() {
        let network = ChatNetwork::new();
        let [robot, alice] = ["robot", "alice"].map(|name| network.client(name));
        let (robot, alice) = (robot.await.unwrap(), alice.await.unwrap());
        let invitation = robot
            .run(ApiAddContact::new(1))
            .unwrap()
            .conn_link_invitation;
        alice.run(Connect::new(invitation.conn_full_link)).unwrap();
        let contacts = robot.run(ApiListContacts::new(1)).unwrap().contacts;
        let contact = contacts[0].contact_id;
        for (mut command, is_large) in scenario.steps.iter().filter_map(sent) {
            if command.composed_messages[0].quoted_item_id.is_some() {
                continue;
            }
            command.send_ref = contact.into();
            let was_too_large = match robot.run(command) {
                Ok(_) => false,
                Err(Error::Command { error, .. }) => {
                    let large = ChatError::error_store(StoreError::large_msg());
                    assert_eq!(*error, large, "{name}");
                    true
                }
                Err(error) => panic!("{name}: {error}"),
            };
            assert_eq!(was_too_large, is_large, "{name}");
        }
        for (length, is_accepted) in [(15_488, true), (15_489, false)] {
            let text = "x".repeat(length);
            assert_eq!(
                robot.run(ApiSendMessages::text(contact, text)).is_ok(),
                is_accepted
            );
        }
    }
}
