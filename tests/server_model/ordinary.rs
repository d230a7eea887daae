//! Ordinary parameters are encoded: published links, paths, searches and messages.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use simplex_api_console::encode::encode;
use simplex_api_tests::corrections::corrected;
use simplex_api_tests::facts::Facts;
use simplex_api_tests::generate::Generator;

use crate::commands::Server;
use crate::misread::misreading;

/// How many different commands of each kind to try.
const PER_KIND: usize = 300;

type Params = (&'static str, Value);

/// A random key or hash, in base64url.
fn key(generator: &mut Generator<'_>) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let length = 24 + generator.below(20);
    let digit = |_| char::from(DIGITS[generator.below(DIGITS.len())]);
    (0..length).map(digit).collect()
}

fn host(generator: &mut Generator<'_>) -> &'static str {
    const HOSTS: [&str; 6] = [
        "simplex.chat",
        "smp4.simplex.im",
        "smp11.simplex.im:443",
        "example.org:5223",
        "x.example",
        "bylepyau3ty4czmn77q4fglvperknl4bi2eb2fdy2bh4jxtf32kf73yd.onion",
    ];
    HOSTS[generator.below(HOSTS.len())]
}

/// The full link of an invitation or an address, with the scheme of the app or of the web.
fn full_link(generator: &mut Generator<'_>, is_invitation: bool) -> String {
    let kind = if is_invitation {
        "invitation"
    } else {
        "contact"
    };
    let base = match generator.below(3) {
        0 => format!("simplex:/{kind}"),
        1 => format!("https://simplex.chat/{kind}"),
        _ => format!("https://{}/{kind}/", host(generator)),
    };
    let queue = format!(
        "smp%3A%2F%2F{}%40{}%2F{}%23%2F%3Fv%3D1-4%26dh%3D{}%26q%3Dc",
        key(generator),
        host(generator).replace(':', "%3A"),
        key(generator),
        key(generator)
    );
    let ratchet = format!(
        "&e2e=v%3D2-3%26x3dh%3D{}%2C{}",
        key(generator),
        key(generator)
    );
    let ratchet = if is_invitation {
        ratchet
    } else {
        String::new()
    };
    let data = ["", "&data=%7B%22groupLinkId%22%3A%22a%3D%3D%22%7D"][generator.below(2)];
    format!("{base}#/?v=2-7&smp={queue}{ratchet}{data}")
}

/// A short link to an invitation, or to something else. A port is in its query.
fn short_link(generator: &mut Generator<'_>, is_invitation: bool) -> String {
    let kind = if is_invitation {
        "i"
    } else {
        ["a", "c", "g", "r", "A", "C", "G", "R"][generator.below(8)]
    };
    let slash = ["", "/"][generator.below(2)];
    let id = if is_invitation {
        key(generator) + "/"
    } else {
        String::new()
    };
    let host = host(generator);
    let (host, port) = host.split_once(':').unwrap_or((host, "5223"));
    let (key, hash) = (key(generator), key(generator));
    match generator.below(3) {
        0 => format!("https://{host}/{kind}{slash}#{id}{key}?p={port}&c={hash}"),
        1 => format!("https://{host}/{kind}{slash}#{id}{key}"),
        _ => format!("simplex:/{kind}{slash}#{id}{key}?h={host},y.onion&p={port}&c={hash}"),
    }
}

fn any_link(generator: &mut Generator<'_>) -> String {
    let is_invitation = generator.below(2) == 0;
    match generator.below(2) {
        0 => full_link(generator, is_invitation),
        _ => short_link(generator, is_invitation),
    }
}

fn plan(generator: &mut Generator<'_>) -> Params {
    let link = any_link(generator);
    (
        "APIConnectPlan",
        json!({"userId": 1, "connectTarget": link}),
    )
}

fn connect(generator: &mut Generator<'_>) -> Params {
    let (link, incognito) = (any_link(generator), generator.below(2) == 0);
    (
        "Connect",
        json!({"connTarget_": link, "incognito": incognito}),
    )
}

fn connect_prepared(generator: &mut Generator<'_>) -> Params {
    let is_invitation = generator.below(2) == 0;
    let mut link = json!({"connFullLink": full_link(generator, is_invitation)});
    if generator.below(2) == 0 {
        link["connShortLink"] = short_link(generator, is_invitation).into();
    }
    let incognito = generator.below(2) == 0;
    let params = json!({"userId": 1, "incognito": incognito, "preparedLink_": link});
    ("APIConnect", params)
}

/// Parts of names, paths and messages. The last byte of each is not 0xA0, which the server would remove.
const PARTS: [&str; 14] = [
    "a",
    "Zoë",
    "holiday 2026",
    "live=on",
    "@bob",
    "файл",
    "日本語",
    "שלום",
    "مرحبا",
    "👩‍👩‍👧",
    "\"x\"",
    "json",
    "it's",
    "C:\\new",
];

/// Some of the parts, joined with a separator.
fn join_parts(generator: &mut Generator<'_>, separator: &str) -> String {
    let count = 1 + generator.below(4);
    let part = |_| PARTS[generator.below(PARTS.len())];
    (0..count).map(part).collect::<Vec<_>>().join(separator)
}

fn receive(generator: &mut Generator<'_>) -> Params {
    let path = format!("/home/bot/{}", join_parts(generator, "/"));
    ("ReceiveFile", json!({"fileId": 7, "filePath": path}))
}

fn search(generator: &mut Generator<'_>) -> Params {
    (
        "APIListGroups",
        json!({"userId": 1, "search": join_parts(generator, " ")}),
    )
}

/// A text of at most 10 KB as JSON.
fn text(generator: &mut Generator<'_>) -> String {
    let separator = ["\n", " ", "", "\t", "\u{202e}", "\r\n\r\n"][generator.below(6)];
    let mut text = join_parts(generator, separator);
    if generator.below(8) == 0 {
        text = text.repeat(10_000 / json!(text).to_string().len());
    }
    text + ["", "\n", " ", "à", "\u{a0}", "]}", "\u{0}"][generator.below(7)]
}

fn message(generator: &mut Generator<'_>) -> Value {
    let text = text(generator);
    let content = match generator.below(4) {
        0 => json!({"type": "image", "text": text, "image": "data:image/jpg;base64,AAAA"}),
        1 => json!({"type": "file", "text": text}),
        _ => json!({"type": "text", "text": text}),
    };
    json!({"msgContent": content, "mentions": {}})
}

fn send(generator: &mut Generator<'_>) -> Params {
    let chats = [
        json!({"chatType": "direct", "chatId": 4}),
        json!({"chatType": "group", "chatId": 5}),
    ];
    let chat = chats[generator.below(2)].clone();
    let count = 1 + generator.below(3);
    let messages: Vec<_> = (0..count).map(|_| message(generator)).collect();
    (
        "APISendMessages",
        json!({"sendRef": chat, "composedMessages": messages}),
    )
}

fn update(generator: &mut Generator<'_>) -> Params {
    let chat = json!({"chatType": "direct", "chatId": 4});
    let update = message(generator);
    (
        "APIUpdateChatItem",
        json!({"chatRef": chat, "chatItemId": 9, "updatedMessage": update}),
    )
}

const KINDS: [fn(&mut Generator<'_>) -> Params; 7] = [
    plan,
    connect,
    connect_prepared,
    receive,
    search,
    send,
    update,
];

#[test]
fn ordinary_parameters_are_encoded_and_parsed_as_meant() {
    let mut seen = BTreeSet::new();
    for (seed, kind) in (0..).zip(KINDS) {
        let mut generator = Generator::new(Facts::v7_0(), seed);
        let before = seen.len();
        while seen.len() < before + PER_KIND {
            let (name, params) = kind(&mut generator);
            let line = json!({"command": name, "params": params}).to_string();
            if seen.insert(line.clone()) {
                let text = encode(&line);
                let text = text.unwrap_or_else(|error| panic!("{line}: {}", json!(error)));
                let command = &*corrected(Facts::v7_0().command(name));
                let params: Map<_, _> = params.as_object().expect("an object").clone();
                assert_eq!(misreading(command, &params, &text, Server::Current), None);
            }
        }
    }
    assert!(seen.len() >= 2000);
}
