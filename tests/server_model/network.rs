//! The embedded server reads what the model of the real one does.

use serde_json::{Map, Value};
use simplex_api::Client;
use simplex_api_testing::ChatServer;
use simplex_api_tests::corrections::corrected;
use simplex_api_tests::facts::{Command, Facts};
use simplex_api_tests::generate::Generator;

use crate::commands::Server;
use crate::meaning::misread;
use crate::spelling::{head, respelled};
use crate::{made, written};

/// What can stand in the place of another text.
const OTHERS: &[(&str, &str)] = &[
    ("/user", "/u"),
    ("/freceive ", "/fr "),
    ("/fcancel ", "/fc "),
    ("/connect ", "/c "),
    (" incognito ", " i "),
    (" json {", " json{"),
    (" member", ""),
    (" full", ""),
    (" json [", " ttl=default json ["),
];

/// The text spelled in other ways, each of which the model reads as the same.
fn spellings(command: &Command, params: &Map<String, Value>, text: &str) -> Vec<String> {
    let options = respelled(command, params, text);
    let mut texts: Vec<_> = options.into_iter().map(|(_, text)| text).collect();
    texts.push(text.to_owned());
    let others = |text: &String| {
        let (start, json) = text.split_at(head(text));
        let blanks = start.match_indices(' ').flat_map(|(place, _)| {
            let (before, after) = (&text[..place], &text[place + 1..]);
            ["\t", "\n", "\u{b}"].map(|white| [before, white, after].concat())
        });
        let words = OTHERS.iter().filter(|(this, _)| text.contains(this));
        let words = words.map(|(this, other)| text.replacen(this, other, 1));
        let white = [start.replace(' ', "\t"), json.to_owned()].concat();
        blanks.chain(words).chain([white]).collect::<Vec<_>>()
    };
    texts.extend(texts.iter().flat_map(others).collect::<Vec<_>>());
    texts.retain(|text| misread(command, params, text, Server::Today).is_none());
    texts
}

#[tokio::test]
async fn what_the_model_reads_the_embedded_server_reads() {
    let mut read = 0;
    for command in &Facts::v7_0().commands {
        let command = &*corrected(command);
        let server = ChatServer::builder()
            .version("7.0.2")
            .start()
            .await
            .unwrap();
        let (client, _) = Client::connect(&server.url()).await.unwrap();
        let mut meant = Vec::new();
        for params in Generator::new(Facts::v7_0(), 1).every_form(command) {
            let text = written(command, &params).unwrap_or_default();
            for text in spellings(command, &params, &text) {
                // What becomes of it is another matter.
                let _ = client.send_raw(&text).await;
                meant.push((text, made(command, &params).expect("its parameters")));
            }
        }
        let commands = server.commands();
        for (read, (text, meant)) in commands.iter().zip(&meant) {
            assert_eq!(read, meant, "{text:?}");
        }
        assert_eq!(commands.len(), meant.len(), "{}", command.name);
        read += meant.len();
    }
    assert!(read > 1_000, "{read} spellings");
}
