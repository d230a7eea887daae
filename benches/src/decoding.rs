//! Decoding what the server sends, and dropping it again.

use std::hint::black_box;

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use simplex_api::events::Event;
use simplex_api::json::Tagged;
use simplex_api::protocol::Frame;
use simplex_api::responses::ApiChats;
use simploxide_api_types::{events::Event as PeerEvent, responses::ApiChatsResponse as PeerChats};

use crate::fixtures::{self, Received};
use crate::{Lane, Work, derived};

/// Two events and a response.
pub fn works() -> Vec<Work> {
    vec![
        work("newChatItems, direct", fixtures::direct(), event_lanes),
        work("newChatItems, group", fixtures::group(), event_lanes),
        work("apiChats, 30 chats", fixtures::chats(), chats_lanes),
    ]
}

fn work(name: &str, received: Received, typed: fn(&'static str) -> [Lane; 3]) -> Work {
    let Received { frame, body } = received;
    let mut lanes = Vec::from(typed(body));
    lanes.extend([
        Lane::new("serde_json::Value", move || keep(derive::<Value>(body))),
        // The floor: the JSON is read and nothing is kept.
        Lane::new("IgnoredAny", move || keep(derive::<IgnoredAny>(body))),
        // What it takes to skip an event that nobody has asked for.
        Lane::new("Frame::parse", move || keep(Frame::parse(frame).unwrap())),
    ]);
    Work {
        name: format!("{name}, {} bytes", body.len()),
        lanes,
    }
}

fn event_lanes(body: &'static str) -> [Lane; 3] {
    // A lane that takes the event for an unknown one would win nothing.
    assert!(matches!(
        Event::decode(body).unwrap(),
        Event::NewChatItems(_)
    ));
    assert!(matches!(derive(body), PeerEvent::NewChatItems(_)));
    assert!(matches!(derive(body), derived::Event::NewChatItems(_)));
    [
        Lane::new("simplex-api", move || keep(Event::decode(body).unwrap())),
        Lane::new("simploxide", move || keep(derive::<PeerEvent>(body))),
        Lane::new("derive", move || keep(derive::<derived::Event>(body))),
    ]
}

fn chats_lanes(body: &'static str) -> [Lane; 3] {
    [
        Lane::new("simplex-api", move || keep(ApiChats::decode(body).unwrap())),
        Lane::new("simploxide", move || keep(derive::<PeerChats>(body))),
        Lane::new("derive", move || keep(derive::<derived::ApiChats>(body))),
    ]
}

fn derive<T: DeserializeOwned>(body: &str) -> T {
    serde_json::from_str(body).unwrap()
}

fn keep<T>(value: T) {
    black_box(value);
}
