//! The server over a real socket: with the library's client, and with bare frames.

mod contacts;
mod wire;

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message as WsMessage;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use simplex_api::client::{Events, Incoming};
use simplex_api::commands::{
    AnyCommand, ApiChatItemReaction, ApiCreateMyAddress, ApiDeleteChatItem, ApiSendMessages,
    ApiSetAddressSettings, ApiUpdateChatItem, ShowActiveUser,
};
use simplex_api::events::{Event, HostConnected};
use simplex_api::types::{
    AddressSettings, AutoAccept, ChatItemId, ChatRef, ChatType, CiDeleteMode, ComposedMessage,
    ContactId, MsgContent, MsgReaction, UpdatedMessage,
};
use simplex_api::{Client, Error as ClientError};

use crate::contact::Contact;
use crate::contact::message::Author;
use crate::dropped::Dropped;
use crate::error::Error;
use crate::fault::Fault;
use crate::fault::plan::FaultPlan;
use crate::server::ChatServer;
use crate::transcript::log::{Direction, Entry};

const TIMEOUT: Duration = Duration::from_secs(10);

/// A connection without a client.
struct Raw(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Raw {
    async fn to(server: &ChatServer) -> Self {
        Self(connect_async(server.url()).await.unwrap().0)
    }

    async fn send(&mut self, message: impl Into<WsMessage>) {
        self.0.send(message.into()).await.unwrap();
    }

    /// The next frame; `None` if the connection has ended.
    async fn frame(&mut self) -> Option<String> {
        let message = timeout(TIMEOUT, self.0.next()).await.expect("a frame");
        match message? {
            Ok(WsMessage::Text(text)) => Some(text.to_string()),
            _ => None,
        }
    }

    async fn ask(&mut self, frame: &str) -> Value {
        self.send(frame.to_owned()).await;
        serde_json::from_str(&self.frame().await.unwrap()).unwrap()
    }
}

fn direct(id: ContactId) -> ChatRef {
    ChatRef::new(ChatType::Direct, id.0)
}

fn text(text: &str) -> ComposedMessage {
    ComposedMessage::new(MsgContent::text(text))
}

/// The next event of one kind, whatever comes before it.
async fn event<T>(events: &mut Events, pick: impl Fn(Event) -> Option<T>) -> T {
    let picked = timeout(TIMEOUT, async {
        while let Some(incoming) = events.next().await {
            if let Incoming::Event(event) = incoming
                && let Some(picked) = pick(event)
            {
                return picked;
            }
        }
        panic!("the connection has ended");
    });
    picked.await.expect("an event")
}

/// The type of an event that went out.
fn tag(entry: &Entry) -> Option<String> {
    let is_event =
        entry.direction == Direction::FromServer && entry.text.starts_with(r#"{"resp":"#);
    let frame: Value = is_event.then(|| serde_json::from_str(&entry.text).unwrap())?;
    Some(frame["resp"]["type"].as_str()?.to_owned())
}

/// A bot whose address accepts everybody, and alice, who has come by it.
async fn bot_and_alice(server: &ChatServer) -> (Client, Events, Contact, ContactId) {
    let (client, mut events) = Client::connect(&server.url()).await.unwrap();
    let created = client.send(&ApiCreateMyAddress::new(1)).await.unwrap();
    let settings = AddressSettings::new()
        .auto_accept(AutoAccept::new())
        .auto_reply(MsgContent::text("hello"));
    client
        .send(&ApiSetAddressSettings::new(1, settings))
        .await
        .unwrap();
    let alice = server.contact("alice");
    alice.connect(&created.conn_link_contact).await.unwrap();
    alice.expect("hello").await;
    let contact = event(&mut events, |event| match event {
        Event::ContactConnected(connected) => Some(connected.contact.contact_id),
        _ => None,
    });
    let contact = contact.await;
    (client, events, alice, contact)
}

async fn received(events: &mut Events) -> (ChatItemId, String) {
    event(events, |event| match event {
        Event::NewChatItems(new) => {
            let meta = &new.chat_items[0].chat_item.meta;
            Some((meta.item_id, meta.item_text.clone()))
        }
        _ => None,
    })
    .await
}

async fn send(client: &Client, to: ContactId, message: &str) -> ChatItemId {
    let command = ApiSendMessages::new(direct(to), [text(message)]);
    let sent = client.send(&command).await.unwrap();
    sent.chat_items[0].chat_item.meta.item_id
}
