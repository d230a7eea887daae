//! Custom commands that start with the short form of a documented command.

use std::time::Duration;

use simplex_api::command;
use simplex_api::commands::ShowActiveUser;
use simplex_api::responses::CmdOk;
use simplex_api_testing::{Direction, Fault};

use super::connected;

macro_rules! commands {
    ($($name:ident $syntax:literal,)+) => {
        $(
            #[command(syntax = $syntax)]
            struct $name {
                n: i64,
            }
        )+

        #[tokio::test]
        async fn they_are_received_as_they_were_sent() {
            let (server, client, _events) = connected().await;
            $(
                server.on(|own: $name| {
                    assert_eq!(own.n, 7);
                    Ok(CmdOk::new())
                });
                let expected = server.expect($name::new(7));
                let answer = client.send(&$name::new(7)).await.expect($syntax);
                assert_eq!(answer.tag(), "cmdOk");
                expected.verify();
            )+
        }
    };
}

commands! {
    Count "/count <n>",
    Connected "/connected <n>",
    Undo "/undo <n>",
    Username "/username <n>",
    Vote "/vote <n>",
    Versions "/versions <n>",
    Free "/free <n>",
    FileCount "/fcount <n>",
    Accepted "/_accepted <n>",
    DeleteHistory "/_delete @<n> history",
}

#[tokio::test]
async fn they_are_answered_in_order() {
    let (server, client, _events) = connected().await;
    server.on(|_: Count| Ok(CmdOk::new()));
    server.fail_next(Fault::Delay(Duration::from_millis(50)));
    let (user, count) = tokio::join!(
        client.send(&ShowActiveUser::new()),
        client.send(&Count::new(7)),
    );
    user.unwrap();
    count.unwrap();
    let entries = server.transcript().entries();
    let answers = entries
        .iter()
        .filter(|entry| entry.direction == Direction::FromServer);
    let last: Vec<_> = answers.rev().take(2).map(|entry| &entry.text).collect();
    assert!(last[0].contains("cmdOk"), "{last:?}");
    assert!(last[1].contains("activeUser"), "{last:?}");
}
