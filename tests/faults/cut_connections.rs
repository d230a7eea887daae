//! A small conversation that breaks after every byte.

use simplex_api::client::{Client, Outcome};

use super::observed::{Answer, Item, Reason, rest};
use super::row::config;
use super::server::{Cut, Script, ScriptStep, Server};
use super::watchdog::run_watched;

/// How much of the conversation a client has completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reached {
    Nothing,
    Connected,
    Answered,
    /// The event after the answer was received too.
    ReceivedEvent,
}

/// Runs the conversation with a cut after each byte in turn, until the conversation ends before the cut.
///
/// # Panics
/// If a client observes anything but a connection that was lost at the cut.
pub(crate) fn at_every_byte(cut: fn(usize) -> Cut) {
    run_watched(async {
        let mut furthest = Reached::Nothing;
        for bytes in 0.. {
            let steps = [
                ScriptStep::Command,
                ScriptStep::Text(r#"{"corrId":"$1","resp":{"type":"cmdOk"}}"#),
                ScriptStep::Text(r#"{"resp":{"type":"new"}}"#),
            ];
            let server = Server::start([Script::new(steps).cut(cut(bytes))]);
            let reached = converse(&server).await;
            let log = server.finish();
            if !log.cut {
                assert!(reached == Reached::ReceivedEvent && bytes > 100, "{bytes}");
                break;
            }
            // Bytes received before a reset may be lost with it, so only an end is exact.
            if matches!(cut(bytes), Cut::EndAfterSending(_)) {
                assert!(reached >= furthest, "{bytes}");
            }
            furthest = reached.max(furthest);
        }
        assert_eq!(furthest, Reached::ReceivedEvent);
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
        Answer::Response(tag) if tag == "cmdOk" => true,
        Answer::Closed(Outcome::NotSent | Outcome::Unknown, Reason::Lost(_)) => false,
        other => panic!("{other:?}"),
    };
    // The cut may come later, in the close frame.
    let after: Answer = client.send_raw("/2").await.into();
    let lost = match after {
        Answer::Response(_) => false,
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
        (true, [Item::Event(tag)]) if tag == "new" => Reached::ReceivedEvent,
        other => panic!("{other:?}"),
    }
}
