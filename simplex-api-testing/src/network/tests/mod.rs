//! Tests of the network with typed commands and without sockets.

mod addresses;
mod chats;
mod messages;
mod received;
mod users;

use serde_json::Value;

use simplex_api::command::{Command, CommandSet, Response};
use simplex_api::commands::{
    AnyCommand, ApiCreateMyAddress, ApiListContacts, ApiSendMessages, ApiSetAddressSettings,
};
use simplex_api::events::Event;
use simplex_api::json::Tagged;
use simplex_api::responses::NewChatItems;
use simplex_api::types::{
    AddressSettings, AutoAccept, ChatError, ChatErrorType, ChatItem, ChatItemId, ChatRef, ChatType,
    ComposedMessage, Contact, ContactId, MsgContent, Profile, StoreError,
};

use crate::bounded_log::DEFAULT_LIMIT;
use crate::contact::message::Message;
use crate::network::Network;
use crate::network::endpoint::NodeId;
use crate::network::people::act::PersonError;
use crate::network::result::Failure;
use crate::network::state::item;
use crate::network::state::items::ChatItems;
use crate::network::state::view::View;

/// A network with the client of a bot.
struct Net {
    network: Network,
    bot: NodeId,
}

impl Net {
    fn new(user: Option<&str>) -> Self {
        let mut network = Network::default();
        let bot = network.add_client(user, DEFAULT_LIMIT);
        Self { network, bot }
    }

    fn view(&self) -> View {
        View::Client(self.bot)
    }

    fn run(&mut self, command: &AnyCommand) -> Result<String, Failure> {
        self.network.run(self.bot, command)
    }

    fn take_events(&mut self) -> Vec<String> {
        let events = self.network.take_events().into_iter();
        events.flat_map(|(_, events)| events).collect()
    }

    fn person_named(&mut self, name: &str) -> NodeId {
        self.network.person_named(name)
    }

    fn connect(&mut self, person: NodeId, link: &str) -> Result<(), PersonError> {
        self.network.connect(person, link)
    }

    fn say(
        &mut self,
        person: NodeId,
        said: MsgContent,
        reply_to: Option<&str>,
    ) -> Result<String, PersonError> {
        let view = self.view();
        let said = self.network.say(person, view, said, reply_to, None)?;
        Ok(said.id)
    }

    fn edit(&mut self, person: NodeId, id: &str, said: MsgContent) -> Result<(), PersonError> {
        self.network.edit(person, self.view(), id, said)
    }

    fn delete_message(&mut self, person: NodeId, id: &str) -> Result<(), PersonError> {
        self.network.delete_message(person, self.view(), id)
    }

    fn react(
        &mut self,
        person: NodeId,
        id: &str,
        emoji: &str,
        add: bool,
    ) -> Result<(), PersonError> {
        let view = self.view();
        self.network.react(person, view, id, (emoji, add))
    }

    fn leave(&mut self, person: NodeId) -> Result<(), PersonError> {
        self.network.leave(person, self.view())
    }

    fn messages(&self, person: NodeId) -> Vec<Message> {
        self.network.messages(person, self.view())
    }

    fn is_connected(&self, person: NodeId) -> bool {
        self.network.is_connected(person, self.view())
    }

    fn peer_profile(&self, person: NodeId) -> Option<Profile> {
        self.network.peer_profile(person, self.bot)
    }

    fn profile(&self, person: NodeId) -> Profile {
        self.network.profile(person)
    }

    fn chat_items(&mut self, contact: ContactId) -> &ChatItems {
        let contacts = &self.network.node(self.bot).contacts;
        &contacts.get(&contact).unwrap().chat_items
    }

    fn item_ids(&mut self, contact: ContactId) -> Vec<ChatItemId> {
        let stored = self.chat_items(contact).iter();
        let messages = stored.filter(|stored| item::message(&stored.item).is_some());
        messages.map(|stored| stored.item.meta.item_id).collect()
    }

    fn stored(&mut self, contact: ContactId, id: ChatItemId) -> ChatItem {
        self.chat_items(contact).get(id).unwrap().item.clone()
    }

    /// The number of items in the chat with a contact.
    fn items(&mut self, contact: ContactId) -> usize {
        self.item_ids(contact).len()
    }
}

/// Encodes a command, runs it and decodes the response. A value that cannot be encoded can come from another client.
fn send<C>(network: &mut Net, command: &C) -> Result<C::Response, Failure>
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

fn refused<C>(network: &mut Net, command: &C) -> ChatErrorType
where
    C: Command + Clone,
    AnyCommand: From<C>,
{
    match *send(network, command).err().expect("an error") {
        ChatError::Error { error_type, .. } => error_type,
        other => panic!("{other:?}"),
    }
}

fn not_stored<C>(network: &mut Net, command: &C) -> StoreError
where
    C: Command + Clone,
    AnyCommand: From<C>,
{
    match *send(network, command).err().expect("an error") {
        ChatError::ErrorStore { store_error, .. } => store_error,
        other => panic!("{other:?}"),
    }
}

fn tags(network: &mut Net) -> Vec<String> {
    let tag = |json: &String| serde_json::from_str::<Value>(json).unwrap()["type"].clone();
    let events = network.take_events();
    events
        .iter()
        .map(|json| tag(json).as_str().unwrap().to_owned())
        .collect()
}

/// Whether an event only has items that are not messages.
fn is_service(event: &str) -> bool {
    let Ok(Event::NewChatItems(new)) = Event::decode(event) else {
        return false;
    };
    let mut items = new.chat_items.iter().map(|displayed| &displayed.chat_item);
    items.all(|item| item::message(item).is_none())
}

/// The only new event beside service items.
fn event<E: Tagged>(network: &mut Net) -> E {
    let mut events = network.take_events();
    events.retain(|event| !is_service(event));
    assert_eq!(events.len(), 1, "{events:?}");
    assert!(!matches!(
        Event::decode(&events[0]),
        Ok(Event::Undocumented(_)) | Err(_)
    ));
    E::decode(&events[0]).unwrap()
}

/// A network whose user has an address that accepts all requests automatically.
fn open_network(greeting: Option<&str>) -> (Net, String) {
    let mut network = Net::new(Some("bot"));
    let created = send(&mut network, &ApiCreateMyAddress::new(1)).unwrap();
    let mut settings = AddressSettings::new().auto_accept(AutoAccept::new());
    settings.auto_reply = greeting.map(MsgContent::text);
    send(&mut network, &ApiSetAddressSettings::new(1, settings)).unwrap();
    (network, created.conn_link_contact.conn_full_link)
}

/// The same with a connected contact, without the events of connecting.
fn with_alice() -> (Net, NodeId, Contact) {
    let (mut network, link) = open_network(None);
    let alice = network.person_named("alice");
    network.connect(alice, &link).unwrap();
    network.take_events();
    let listed = send(&mut network, &ApiListContacts::new(1)).unwrap();
    let contact = listed.contacts[0].clone();
    (network, alice, contact)
}

fn change(network: &mut Net, peer: NodeId, change: impl FnOnce(&mut Profile)) {
    let mut profile = network.profile(peer);
    change(&mut profile);
    network.network.set_profile(peer, profile).unwrap();
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

/// Sends messages to a contact and returns their item ids.
fn send_texts(network: &mut Net, to: ContactId, texts: &[&str]) -> Vec<ChatItemId> {
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

fn texts(network: &mut Net, peer: NodeId) -> Vec<String> {
    let messages = &network.messages(peer);
    messages
        .iter()
        .map(|message| message.text().to_owned())
        .collect()
}
