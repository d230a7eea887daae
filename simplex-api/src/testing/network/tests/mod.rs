//! The network by typed commands, without sockets.

mod addresses;
mod chats;
mod messages;
mod received;
mod users;

use serde_json::Value;

use crate::command::{Command, CommandSet, Response};
use crate::commands::{AnyCommand, ApiCreateMyAddress, ApiSendMessages, ApiSetAddressSettings};
use crate::events::Event;
use crate::json::Tagged;
use crate::responses::NewChatItems;
use crate::types::{
    AddressSettings, AutoAccept, ChatError, ChatErrorType, ChatItemId, ChatRef, ChatType,
    ComposedMessage, Contact, ContactId, MsgContent, Profile, StoreError,
};

use super::{Failure, Network, PeerId};

/// The text of a command, as a server gets it, and its typed answer. What is not written here can come
/// from others.
fn send<C>(network: &mut Network, command: &C) -> Result<C::Response, Failure>
where
    C: Command + Clone,
    AnyCommand: From<C>,
{
    let command = match command.encode() {
        Ok(text) => AnyCommand::decode(&text).unwrap(),
        Err(_) => command.clone().into(),
    };
    let answer = network.run(&command)?;
    let tag = serde_json::from_str::<Value>(&answer).unwrap()["type"].clone();
    Ok(C::Response::from_body(tag.as_str().unwrap(), &answer).unwrap())
}

fn refused<C>(network: &mut Network, command: &C) -> ChatErrorType
where
    C: Command + Clone,
    AnyCommand: From<C>,
{
    match *send(network, command).err().expect("an error") {
        ChatError::Error { error_type, .. } => error_type,
        other => panic!("{other:?}"),
    }
}

fn not_stored<C>(network: &mut Network, command: &C) -> StoreError
where
    C: Command + Clone,
    AnyCommand: From<C>,
{
    match *send(network, command).err().expect("an error") {
        ChatError::ErrorStore { store_error, .. } => store_error,
        other => panic!("{other:?}"),
    }
}

fn tags(network: &mut Network) -> Vec<String> {
    let tag = |json: &String| serde_json::from_str::<Value>(json).unwrap()["type"].clone();
    let events = network.take_events();
    events
        .iter()
        .map(|json| tag(json).as_str().unwrap().to_owned())
        .collect()
}

/// The only event since the last look.
fn event<E: Tagged>(network: &mut Network) -> E {
    let events = network.take_events();
    assert_eq!(events.len(), 1, "{events:?}");
    assert!(!matches!(
        Event::decode(&events[0]),
        Ok(Event::Undocumented(_)) | Err(_)
    ));
    E::decode(&events[0]).unwrap()
}

/// A server with one user, whose address accepts everybody.
fn open_network(greeting: Option<&str>) -> (Network, String) {
    let mut network = Network::new(Some("bot"));
    let created = send(&mut network, &ApiCreateMyAddress::new(1)).unwrap();
    let mut settings = AddressSettings::new().auto_accept(AutoAccept::new());
    settings.auto_reply = greeting.map(MsgContent::text);
    send(&mut network, &ApiSetAddressSettings::new(1, settings)).unwrap();
    (network, created.conn_link_contact.conn_full_link)
}

/// The same with a contact, whom all of this has happened to.
fn with_alice() -> (Network, PeerId, Contact) {
    let (mut network, link) = open_network(None);
    let alice = network.peer_named("alice");
    network.connect(alice, &link).unwrap();
    network.take_events();
    let contact = network
        .conversations
        .values()
        .next()
        .unwrap()
        .contact
        .clone();
    (network, alice, contact)
}

fn change(network: &mut Network, peer: PeerId, change: impl FnOnce(&mut Profile)) {
    let mut profile = network.peer(peer).profile.clone();
    change(&mut profile);
    network.change_peer(peer, profile);
}

fn chat(id: ContactId) -> ChatRef {
    ChatRef::new(ChatType::Direct, id.0)
}

fn group(id: i64) -> ChatRef {
    ChatRef::new(ChatType::Group, id)
}

fn text(text: &str) -> ComposedMessage {
    ComposedMessage::new(MsgContent::text(text))
}

/// Sends texts to a contact; their item ids.
fn send_texts(network: &mut Network, to: ContactId, texts: &[&str]) -> Vec<ChatItemId> {
    let messages: Vec<_> = texts.iter().map(|t| text(t)).collect();
    let sent = send(network, &ApiSendMessages::new(chat(to), messages)).unwrap();
    network.take_events();
    ids(&sent)
}

fn ids(sent: &NewChatItems) -> Vec<ChatItemId> {
    sent.chat_items
        .iter()
        .map(|item| item.chat_item.meta.item_id)
        .collect()
}

fn texts(network: &mut Network, peer: PeerId) -> Vec<String> {
    let messages = &network.peer(peer).messages;
    messages
        .iter()
        .map(|message| message.text().to_owned())
        .collect()
}
