//! Decoding events and responses, and dropping the values.

use std::hint::black_box;

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use simplex_api::events::Event;
use simplex_api::json::Tagged;
use simplex_api::protocol::Frame;
use simplex_api::responses::ApiChats;
use simploxide_api_types::{events::Event as PeerEvent, responses::ApiChatsResponse as PeerChats};

use crate::fixtures::{self, Received};
use crate::{Candidate, Workload, derived};

/// Two events and a response.
pub fn workloads() -> Vec<Workload> {
    vec![
        workload("newChatItems, direct", fixtures::direct(), event_candidates),
        workload("newChatItems, group", fixtures::group(), event_candidates),
        workload("apiChats, 30 chats", fixtures::chats(), chats_candidates),
    ]
}

fn workload(name: &str, received: Received, typed: fn(&'static str) -> [Candidate; 3]) -> Workload {
    let Received { frame, body } = received;
    let mut candidates = Vec::from(typed(body));
    candidates.extend([
        Candidate::new("serde_json::Value", move || keep(derive::<Value>(body))),
        // The lower bound: it parses the JSON without keeping a value.
        Candidate::new("IgnoredAny", move || keep(derive::<IgnoredAny>(body))),
        // The cost of skipping an event by its tag.
        Candidate::new("Frame::parse", move || keep(Frame::parse(frame).unwrap())),
    ]);
    Workload {
        name: format!("{name}, {} bytes", body.len()),
        candidates,
    }
}

fn event_candidates(body: &'static str) -> [Candidate; 3] {
    // Decoding an event as an unknown one would be no useful result.
    assert!(matches!(
        Event::decode(body).unwrap(),
        Event::NewChatItems(_)
    ));
    assert!(matches!(derive(body), PeerEvent::NewChatItems(_)));
    assert!(matches!(derive(body), derived::Event::NewChatItems(_)));
    [
        Candidate::new("simplex-api", move || keep(Event::decode(body).unwrap())),
        Candidate::new("simploxide", move || keep(derive::<PeerEvent>(body))),
        Candidate::new("derive", move || keep(derive::<derived::Event>(body))),
    ]
}

fn chats_candidates(body: &'static str) -> [Candidate; 3] {
    [
        Candidate::new("simplex-api", move || keep(ApiChats::decode(body).unwrap())),
        Candidate::new("simploxide", move || keep(derive::<PeerChats>(body))),
        Candidate::new("derive", move || keep(derive::<derived::ApiChats>(body))),
    ]
}

fn derive<T: DeserializeOwned>(body: &str) -> T {
    serde_json::from_str(body).unwrap()
}

fn keep<T>(value: T) {
    black_box(value);
}
