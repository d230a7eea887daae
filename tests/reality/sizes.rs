//! The largest messages: what a server takes is written, and the network takes it as well.

use simplex_api::command::{Command, CommandSet, EncodeErrorKind};
use simplex_api::commands::{AnyCommand, ApiAddContact, ApiListContacts, ApiSendMessages, Connect};
use simplex_api::types::{ChatError, StoreError};
use simplex_api_testing::{ChatNetwork, Error};
use simplex_api_tests::recordings::{Scenario, Step, some};

/// The bytes from which on a command can be too large.
const LARGE: usize = 10_000;

fn large() -> impl Iterator<Item = (String, Scenario)> {
    some(|name| name.ends_with("/direct-large.json"))
}

/// The messages that a step sends, and whether the server found them too large.
fn sent(step: &Step) -> Option<(ApiSendMessages, bool)> {
    let sent = step.sent.as_ref().filter(|sent| sent.len() > LARGE)?;
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
fn what_is_refused_is_too_large_for_a_server() {
    let (mut taken, mut refused) = (0, 0);
    for (name, scenario) in large() {
        for (command, is_large) in scenario.steps.iter().filter_map(sent) {
            match command.encode() {
                Ok(_) => taken += 1,
                Err(error) => {
                    assert!(
                        matches!(error.kind(), EncodeErrorKind::Rejected(message) if message.contains("the limit is")),
                        "{name}: {error}"
                    );
                    assert!(is_large, "{name}: {error}");
                    refused += 1;
                }
            }
        }
    }
    // A quote is not seen in the command.
    assert_eq!((taken, refused), (14, 12));
}

#[tokio::test]
async fn the_network_takes_what_a_server_takes() {
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
            let found_large = match robot.run(command) {
                Ok(_) => false,
                Err(Error::Command { error, .. }) => {
                    let large = ChatError::error_store(StoreError::large_msg());
                    assert_eq!(*error, large, "{name}");
                    true
                }
                Err(error) => panic!("{name}: {error}"),
            };
            assert_eq!(found_large, is_large, "{name}");
        }
        for (length, is_taken) in [(15_488, true), (15_489, false)] {
            let text = "x".repeat(length);
            assert_eq!(
                robot.run(ApiSendMessages::text(contact, text)).is_ok(),
                is_taken
            );
        }
    }
}
