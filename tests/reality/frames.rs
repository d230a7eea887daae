//! Every recorded frame is decoded and encoded without loss.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use simplex_api::events::Event;
use simplex_api::json::{self, JsonError};
use simplex_api::responses::AnyResponse;
use simplex_api_tests::json::{difference, tag_first};
use simplex_api_tests::recordings;

/// The number of frames of each server.
const FRAMES: [(&str, usize); 2] = [("6.5.0.19", 3_400), ("7.0.0.6", 3_025)];

/// The tags that are not documented. A channel was only recorded with 6.5.0.19.
const UNDOCUMENTED: [(&str, &[&str]); 2] = [
    (
        "6.5.0.19",
        &[
            "acceptingGroupJoinRequestMember",
            "agentConnsDeleted",
            "agentRcvQueuesDeleted",
            "apiChat",
            "chatItemDeletedNotFound",
            "itemsReadForChat",
            "memberContactAccepted",
            "newMemberContact",
            "newMemberContactSentInv",
            "newPreparedChat",
            "rcvFileProgressXFTP",
            "sndFileProgressXFTP",
            "startedConnectionToContact",
            "startedConnectionToGroup",
        ],
    ),
    (
        "7.0.0.6",
        &[
            "acceptingGroupJoinRequestMember",
            "agentConnsDeleted",
            "agentRcvQueuesDeleted",
            "apiChat",
            "chatItemDeletedNotFound",
            "itemsReadForChat",
            "memberContactAccepted",
            "newMemberContact",
            "newMemberContactSentInv",
            "newPreparedChat",
            "rcvFileProgressXFTP",
            "sndFileProgressXFTP",
            "startedConnectionToContact",
        ],
    ),
];

/// Decodes and encodes a frame, and returns whether its tag is declared.
fn reencode(is_answer: bool, frame: &Value) -> Result<(bool, String), JsonError> {
    let text = tag_first(frame);
    if is_answer {
        let response = AnyResponse::decode(&text)?;
        let is_declared = !matches!(response, AnyResponse::Undocumented(_));
        Ok((is_declared, json::encode(&response)))
    } else {
        let event = Event::decode(&text)?;
        let is_declared = !matches!(event, Event::Undocumented(_));
        Ok((is_declared, json::encode(&event)))
    }
}

#[test]
fn every_frame_is_decoded_and_encoded_without_loss() {
    let mut frames = BTreeMap::<_, usize>::new();
    let mut undocumented = BTreeSet::new();
    for (name, scenario) in recordings::all() {
        let server = &scenario.server;
        for (number, is_answer, frame) in scenario.frames() {
            *frames.entry(server.clone()).or_default() += 1;
            let tag = frame["type"].as_str().expect("a tag");
            let context = || format!("{name}, step {number}, {tag}");
            let (is_declared, encoded) =
                reencode(is_answer, frame).unwrap_or_else(|error| panic!("{}: {error}", context()));
            let encoded: Value = serde_json::from_str(&encoded).expect("JSON");
            if let Some(lost) = difference(frame, &encoded) {
                panic!("{}{lost}", context());
            }
            if !is_declared {
                undocumented.insert((server.clone(), tag.to_owned()));
            }
        }
    }
    let listed = UNDOCUMENTED.iter().flat_map(|(server, tags)| {
        let tags = tags.iter();
        tags.map(|tag| ((*server).to_owned(), (*tag).to_owned()))
    });
    assert_eq!(undocumented, listed.collect());
    let counted = FRAMES.map(|(server, count)| (server.to_owned(), count));
    assert_eq!(frames, counted.into());
}
