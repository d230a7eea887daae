//! A large network. It prints time and memory: `cargo test --release -p simplex-api-tests --test network -- --ignored
//! --nocapture`.

use std::time::{Duration, Instant};

use simplex_api::client::{Client, Events, Incoming};
use simplex_api::commands::{ApiCreateGroupLink, ApiDeleteChat, ApiNewGroup, ApiSendMessages};
use simplex_api::events::Event;
use simplex_api::types::{ChatDeleteMode, ContactId, GroupMemberRole, GroupProfile};
use simplex_api_testing::{ChatServer, Contact};
use tokio::task::JoinHandle;

use crate::bots::open_address;

const CONTACTS: usize = 10_000;
const GROUPS: usize = 1_000;

/// The number of contacts that send before they receive an answer. The bot awaits a command for each message, so its
/// events are queued: with many more than the queue holds, the answers would be behind them.
const WAVE: usize = 1_000;

/// The memory of the process in MiB, from the kernel: `VmHWM` is the maximum, `VmRSS` the current value.
fn memory(what: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mut lines = status.lines().filter_map(|line| line.split_once(':'));
    let line = lines.find_map(|(name, value)| (name == what).then_some(value));
    let kilobytes = line.and_then(|line| line.split_whitespace().next());
    kilobytes.map_or(0, |kb| kb.parse::<u64>().unwrap_or(0) / 1024)
}

/// Answers each message with its text.
fn echo(client: Client, mut events: Events) -> JoinHandle<()> {
    tokio::spawn(async move {
        while let Some(incoming) = events.next().await {
            let Incoming::Event(Event::NewChatItems(new)) = incoming else {
                continue;
            };
            for item in &new.chat_items {
                if let (Some(text), Some(chat)) = (item.received_text(), item.chat_info.chat_ref())
                {
                    client
                        .send(&ApiSendMessages::text(chat, text))
                        .await
                        .unwrap();
                }
            }
        }
    })
}

/// Simulates hours of a bot in a few seconds. All messages and files are deleted on both sides, so nothing else may
/// remain in memory.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "for its figures"]
async fn memory_stays_constant_over_time() {
    const ROUNDS: usize = 20;
    const MESSAGES: usize = 500;
    let server = ChatServer::start().await.unwrap();
    let (client, events) = Client::connect(&server.url()).await.unwrap();
    let address = open_address(&client).await;
    let bot = echo(client, events);
    let alice = server.contact("alice");
    alice.connect(&address).await.unwrap();
    let mut taken = Vec::new();
    for round in 0..ROUNDS {
        for n in 0..MESSAGES {
            alice.say(format!("{round}, {n}")).await.unwrap();
            alice.expect(&format!("{round}, {n}")).await;
        }
        alice.send_file("large", vec![0; 1 << 20]).await.unwrap();
        alice.expect("").await;
        let delete = || ApiDeleteChat::new(ContactId(2), ChatDeleteMode::messages());
        server.run(delete()).unwrap();
        alice.run(delete()).unwrap();
        assert!(alice.messages().is_empty());
        taken.push(memory("VmRSS"));
    }
    bot.abort();
    println!("{taken:?} MiB, {:?}", server.dropped());
    // The transcript has reached its limit by then.
    let (half, all) = (taken[ROUNDS / 2], taken[ROUNDS - 1]);
    assert!(all <= half + 2, "{taken:?}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "for its figures"]
async fn a_bot_answers_ten_thousand_contacts_and_a_thousand_groups() {
    let start = Instant::now();
    let report = |what: &str| {
        println!(
            "{what}: {:.1} s, {} MiB",
            start.elapsed().as_secs_f64(),
            memory("VmHWM")
        );
    };
    let patient = ChatServer::builder().wait(Duration::from_secs(300));
    let server = patient.start().await.unwrap();
    let (client, events) = Client::connect(&server.url()).await.unwrap();
    let address = open_address(&client).await;
    let bot = echo(client, events);

    let contacts: Vec<Contact> = (0..CONTACTS)
        .map(|n| server.contact(&format!("contact{n}")))
        .collect();
    for contact in &contacts {
        contact.connect(&address).await.unwrap();
    }
    report("contacts connected");
    for wave in contacts.chunks(WAVE) {
        for contact in wave {
            contact.say("hello").await.unwrap();
        }
        for contact in wave {
            contact.expect("hello").await;
        }
    }
    report("contacts answered");

    let mut members = Vec::new();
    for n in 0..GROUPS {
        let name = format!("group{n}");
        let new = ApiNewGroup::new(1, GroupProfile::new(&*name, ""));
        let group = server.run(new).unwrap().group_info.group_id;
        let link = ApiCreateGroupLink::new(group, GroupMemberRole::Member);
        let link = server.run(link).unwrap().group_link.conn_link_contact;
        for contact in [&contacts[n], &contacts[n + 1], &contacts[n + 2]] {
            contact.connect(&link).await.unwrap();
        }
        members.push(contacts[n].group(&name).unwrap());
    }
    report("groups joined, three in each");
    for member in &members {
        member.say("hello").await.unwrap();
    }
    for member in &members {
        member.expect("hello").await;
    }
    report("groups answered");
    bot.abort();
}
