//! A bot with pseudo-random faults from many seeds.

use std::collections::BTreeSet;
use std::time::Duration;

use futures_util::future::join_all;
use simplex_api::Error;
use simplex_api::client::{Client, Config, Events, Incoming, Outcome};
use simplex_api::commands::{
    ApiCreateMyAddress, ApiSendMessages, ApiSetAddressSettings, ShowActiveUser,
};
use simplex_api::events::Event;
use simplex_api::protocol::Reconnect;
use simplex_api::types::{AddressSettings, AutoAccept};
use simplex_api_testing::{ChatServer, Contact, FaultPlan};
use simplex_api_tests::LONG;
use tokio::task::JoinHandle;
use tokio::time::timeout;

const SEEDS: u64 = 256;

/// The number of bots that run at the same time.
const TOGETHER: u64 = 32;

const MESSAGES: usize = 6;

/// What a bot has received, in order.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    /// A message, by its number.
    Message(usize),
    /// Something may be missing here.
    Trouble,
}

/// The results of the bot's answers.
#[derive(Debug, Default)]
struct Answered {
    seen: Vec<Seen>,
    /// The texts that the server has accepted.
    sent: BTreeSet<String>,
    /// The texts that were never sent, according to the client.
    unsent: BTreeSet<String>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bot_recovers_from_every_fault_plan() {
    for first in (0..SEEDS).step_by(TOGETHER as usize) {
        let plans = (first..first + TOGETHER).map(|seed| FaultPlan::random(seed).one_in(3));
        let runs = plans.map(|plan| {
            let report = format!("{plan:?}");
            (report, tokio::spawn(run_with_plan(plan)))
        });
        let (report, runs): (Vec<_>, Vec<_>) = runs.unzip();
        for (report, run) in report.iter().zip(join_all(runs).await) {
            assert!(run.is_ok(), "it fails with {report}");
        }
    }
}

/// Runs a conversation with the faults of a plan. Each request must end, the bot must have recovered at the end, and
/// everything it has not received or sent must have been reported.
async fn run_with_plan(plan: FaultPlan) {
    let server = ChatServer::builder().wait(LONG).start().await.unwrap();
    let config = Config::default()
        .seed(plan.seed())
        .request_timeout(Duration::from_millis(400))
        .reconnect(Reconnect::endless().delays(Duration::from_millis(1), Duration::from_millis(10)))
        .version_timeout(None);
    let connected = Client::connect_with(&server.url(), &config).await;
    let (client, events) = connected.unwrap();
    let alice = befriend(&server).await;
    let bot = answer(client.clone(), events);

    server.fail_by(plan);
    for n in 0..MESSAGES {
        alice.say(n.to_string()).await.unwrap();
        let asked = timeout(LONG, client.send(&ShowActiveUser::new())).await;
        let _ = asked.expect("the request ends");
    }
    server.fail_by(None);

    let continues = async { while client.send(&ShowActiveUser::new()).await.is_err() {} };
    timeout(LONG, continues).await.expect("it continues");
    // The last of the frames that were delayed until then arrives before.
    alice.say("end").await.unwrap();
    let answered = alice.wait_until("the last answer", |said| {
        said.iter()
            .any(|message| message.text().starts_with("end, answer "))
    });
    let received = answered.await.unwrap();
    let answered = timeout(LONG, bot).await.expect("the bot ends").unwrap();

    for n in 0..MESSAGES {
        assert!(is_accounted_for(n, &answered.seen), "{n}: {answered:?}");
    }
    let received: BTreeSet<_> = received
        .iter()
        .map(|message| message.text().to_owned())
        .collect();
    assert!(
        answered.sent.is_subset(&received),
        "{answered:?} {received:?}"
    );
    assert!(
        answered.unsent.is_disjoint(&received),
        "{answered:?} {received:?}"
    );
}

/// Whether a message was received, or reported as possibly missing since the message before the previous one:
/// neighbouring messages can be swapped.
fn is_accounted_for(n: usize, seen: &[Seen]) -> bool {
    let place = |n: usize| seen.iter().rposition(|seen| *seen == Seen::Message(n));
    let before = (0..n.saturating_sub(1)).rev().find_map(place);
    place(n).is_some() || seen[before.unwrap_or(0)..].contains(&Seen::Trouble)
}

/// In process, so that no timeout applies.
async fn befriend(server: &ChatServer) -> Contact {
    let created = server.run(ApiCreateMyAddress::new(1)).unwrap();
    let settings = AddressSettings::new().auto_accept(AutoAccept::new());
    let accept = ApiSetAddressSettings::new(1, settings);
    server.run(accept).unwrap();
    let alice = server.contact("alice");
    alice.connect(&created.conn_link_contact).await.unwrap();
    alice
}

/// Answers every message, until the last one.
fn answer(client: Client, mut events: Events) -> JoinHandle<Answered> {
    tokio::spawn(async move {
        let (mut answered, mut count) = (Answered::default(), 0);
        loop {
            let incoming = events.next().await.expect("the bot continues");
            let Incoming::Event(event) = incoming else {
                assert!(!matches!(incoming, Incoming::Closed(_)), "{incoming:?}");
                answered.seen.push(Seen::Trouble);
                continue;
            };
            let Event::NewChatItems(new) = event else {
                if let Event::Undocumented(_) = event {
                    answered.seen.push(Seen::Trouble);
                }
                continue;
            };
            for item in &new.chat_items {
                let (Some(text), Some(chat)) = (item.received_text(), item.chat_info.chat_ref())
                else {
                    answered.seen.push(Seen::Trouble);
                    continue;
                };
                answered.seen.extend(text.parse().map(Seen::Message));
                // A message can be received twice: each answer is a new one.
                count += 1;
                let answer = format!("{text}, answer {count}");
                let send = ApiSendMessages::text(chat, answer.clone());
                if text == "end" {
                    // On a busy machine this may take several attempts.
                    let sent = async { while client.send(&send).await.is_err() {} };
                    timeout(LONG, sent).await.expect("it continues");
                    return answered;
                }
                match timeout(LONG, client.send(&send))
                    .await
                    .expect("the request ends")
                {
                    Ok(_) => answered.sent.insert(answer),
                    Err(Error::TimedOut { outcome, .. } | Error::Closed { outcome, .. })
                        if outcome == Outcome::NotSent =>
                    {
                        answered.unsent.insert(answer)
                    }
                    Err(_) => false,
                };
            }
        }
    })
}
