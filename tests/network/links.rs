//! The links of the network have the forms of real ones.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use simplex_api::Client;
use simplex_api::commands::{
    ApiAddContact, ApiConnect, ApiConnectPlan, ApiCreateGroupLink, ApiCreateMyAddress,
    ApiNewPublicGroup, ApiNewPublicGroupResponse, CreateActiveUser,
};
use simplex_api::types::{CreatedConnLink, GroupMemberRole, GroupProfile, NewUser, Profile};
use simplex_api_tests::recordings;

use crate::stage::{Stage, address, ran};

/// An invitation, an address, and the link of a group.
fn links(stage: &Stage) -> [CreatedConnLink; 3] {
    let group = ApiCreateGroupLink::new(stage.group(), GroupMemberRole::Member);
    [
        ran(&stage.bot, ApiAddContact::new(1)).conn_link_invitation,
        address(&stage.bot),
        ran(&stage.bot, group).group_link.conn_link_contact,
    ]
}

/// The address of a relay, and the link of a channel.
fn links_of_a_channel(stage: &Stage) -> [CreatedConnLink; 2] {
    let user = NewUser::new()
        .profile(Profile::new("relay", ""))
        .user_chat_relay(true);
    let user = ran(&stage.third, CreateActiveUser::new(user)).user.user_id;
    let relay = ran(&stage.third, ApiCreateMyAddress::new(user)).conn_link_contact;
    let id = stage.bot.add_relay("relay", &relay);
    let channel = ApiNewPublicGroup::new(1, [id], GroupProfile::new("news", ""));
    match ran(&stage.bot, channel) {
        ApiNewPublicGroupResponse::PublicGroupCreated(created) => {
            [relay, created.group_link.conn_link_contact]
        }
        other => panic!("{other:?}"),
    }
}

/// The short link as apps share it: `simplex:/a#KEY?h=HOST`.
fn shared(link: &CreatedConnLink) -> String {
    let short = link.conn_short_link.as_deref().unwrap();
    let short = short.strip_prefix("https://").unwrap();
    let (host, path) = short.split_once('/').unwrap();
    format!("simplex:/{}", path.replace('?', &format!("?h={host}&")))
}

#[tokio::test]
async fn a_plan_gives_both_links_to_connect_by() {
    let stage = Stage::set().await;
    let links = links(&stage);
    let (client, _events) = Client::connect(&stage.other.url()).await.unwrap();
    for link in links {
        let short = link.conn_short_link.clone().unwrap();
        for target in [&link.conn_full_link, &short, &shared(&link)] {
            let planned = client.send(&ApiConnectPlan::new(1, target)).await.unwrap();
            // The short link is not known from the full one.
            let is_full = *target == link.conn_full_link;
            let mut expected = link.clone();
            expected.conn_short_link = expected.conn_short_link.filter(|_| !is_full);
            assert_eq!(planned.conn_link, expected, "{target}");
        }
        client.send(&ApiConnect::new(1, link)).await.unwrap();
    }
}

/// The character that identifies the kind of the short link, and the shapes of both links.
fn shapes(link: &CreatedConnLink) -> (char, [String; 2]) {
    let short = link.conn_short_link.as_ref().unwrap();
    let (path, _) = short.split_once('#').unwrap();
    let letter = path.chars().next_back().unwrap();
    (letter, [shape(&link.conn_full_link), shape(short)])
}

/// A link with the lengths of its keys instead of the keys.
fn shape(link: &str) -> String {
    let link = decoded(&decoded(link));
    let link = link
        .replace("127.0.0.1", "HOST")
        .replace("smp.example.com", "HOST");
    let in_key = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    let mut shape = String::new();
    for part in link.split_inclusive(|c| !in_key(c)) {
        let key = part.trim_end_matches(|c| !in_key(c));
        match key.len() {
            16.. => shape += &format!("<{}>", key.len()),
            4 if key.bytes().all(|byte| byte.is_ascii_digit()) => shape += "PORT",
            _ => shape += key,
        }
        shape += &part[key.len()..];
    }
    shape
}

/// A text without its `%3D`.
fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut decoded = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, rest) = part.split_at(2);
        decoded.push(u8::from_str_radix(code, 16).unwrap().into());
        decoded += rest;
    }
    decoded
}

/// The pairs of links in a value.
fn pairs(value: &Value, found: &mut Vec<CreatedConnLink>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| pairs(item, found)),
        Value::Object(fields) => {
            if fields.contains_key("connShortLink") {
                found.push(serde_json::from_value(value.clone()).unwrap());
            }
            fields.values().for_each(|value| pairs(value, found));
        }
        _ => {}
    }
}

#[tokio::test]
async fn links_have_the_shape_of_recorded_ones() {
    let mut recorded = BTreeMap::<_, BTreeSet<_>>::new();
    let names = [
        "direct-invitation",
        "first-message",
        "group-channel",
        "group-roles",
    ];
    let some = |name: &str| {
        names
            .iter()
            .any(|some| name.ends_with(&format!("/{some}.json")))
    };
    for (_, scenario) in recordings::some(some) {
        let mut found = Vec::new();
        for (_, _, frame) in scenario.frames() {
            pairs(frame, &mut found);
        }
        for (letter, shapes) in found.iter().map(shapes) {
            recorded.entry(letter).or_default().insert(shapes);
        }
    }
    let stage = Stage::set().await;
    let made = links(&stage).into_iter().chain(links_of_a_channel(&stage));
    let mut letters = String::new();
    for (letter, shapes) in made.map(|link| self::shapes(&link)) {
        let recorded = &recorded[&letter];
        assert!(recorded.contains(&shapes), "{shapes:#?} of {recorded:#?}");
        letters.push(letter);
    }
    assert_eq!(letters, "iagrc");
}
