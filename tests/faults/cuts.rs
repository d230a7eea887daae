//! A small conversation that breaks behind every byte.

use simplex_api::client::{Client, Outcome};

use super::guard::watched;
use super::row::config;
use super::seen::{Answer, Item, Reason, rest};
use super::server::{Cut, Script, Server, Step};

/// How far a client has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reached {
    Nothing,
    Connected,
    Answered,
    /// The event behind the answer has come too.
    Told,
}

/// The conversation with a cut behind each byte in turn, until one is behind the last.
///
/// # Panics
/// If a client sees something else than a connection that was lost where it was cut.
pub(crate) fn everywhere(cut: fn(usize) -> Cut) {
    watched(async {
        let mut furthest = Reached::Nothing;
        for bytes in 0.. {
            let steps = [
                Step::Command,
                Step::Text(r#"{"corrId":"$1","resp":{"type":"cmdOk"}}"#),
                Step::Text(r#"{"resp":{"type":"new"}}"#),
            ];
            let server = Server::start([Script::new(steps).cut(cut(bytes))]);
            let reached = converse(&server).await;
            let log = server.finish();
            if !log.cut {
                assert!(reached == Reached::Told && bytes > 100, "{bytes}");
                break;
            }
            // What has arrived before a reset may be lost with it, so only an end is exact.
            if matches!(cut(bytes), Cut::EndAfterSending(_)) {
                assert!(reached >= furthest, "{bytes}");
            }
            furthest = reached.max(furthest);
        }
        assert_eq!(furthest, Reached::Told);
    });
}

async fn converse(server: &Server) -> Reached {
    let (client, mut events) = match Client::connect_with(&server.url(), &config()).await {
        Ok(connected) => connected,
        Err(error) => {
            assert!(
                matches!(error, simplex_api::Error::Connect { .. }),
                "{error}"
            );
            return Reached::Nothing;
        }
    };
    let answer: Answer = client.send_raw("/1").await.into();
    let answered = match &answer {
        Answer::Is(tag) if tag == "cmdOk" => true,
        Answer::Closed(Outcome::NotSent | Outcome::Unknown, Reason::Lost(_)) => false,
        other => panic!("{other:?}"),
    };
    // The cut may be behind this, in the goodbye.
    let after: Answer = client.send_raw("/2").await.into();
    let lost = match after {
        Answer::Is(_) => false,
        Answer::Closed(_, Reason::Lost(_)) => true,
        other => panic!("{other:?}"),
    };
    client.close().await;
    let items = rest(&mut events).await;
    let (end, items) = items.split_last().expect("the end");
    match end {
        Item::Closed(Reason::Lost(_)) => {}
        Item::Closed(Reason::Client) if !lost => {}
        other => panic!("{other:?}"),
    }
    match (answered, items) {
        (false, []) => Reached::Connected,
        (true, []) => Reached::Answered,
        (true, [Item::Event(tag)]) if tag == "new" => Reached::Told,
        other => panic!("{other:?}"),
    }
}
