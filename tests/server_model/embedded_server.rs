//! The embedded server parses what the model of the real one parses.

use serde_json::{Map, Value};
use simplex_api::Client;
use simplex_api_testing::ChatServer;
use simplex_api_tests::corrections::corrected;
use simplex_api_tests::facts::{Command, Facts};
use simplex_api_tests::generate::Generator;

use crate::alternatives::{alternative_spellings, json_start};
use crate::commands::Server;
use crate::misread::misreading;
use crate::{command_of, encoded};

/// Literals with another form of them.
const OTHER_FORMS: &[(&str, &str)] = &[
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

/// The encoded command in other forms that the model parses as the same.
fn other_forms(command: &Command, params: &Map<String, Value>, text: &str) -> Vec<String> {
    let options = alternative_spellings(command, params, text);
    let mut texts: Vec<_> = options.into_iter().map(|(_, text)| text).collect();
    texts.push(text.to_owned());
    let others = |text: &String| {
        let (start, json) = text.split_at(json_start(text));
        let spaces = start.match_indices(' ').flat_map(|(position, _)| {
            let (before, after) = (&text[..position], &text[position + 1..]);
            ["\t", "\n", "\u{b}"].map(|whitespace| [before, whitespace, after].concat())
        });
        let literals = OTHER_FORMS.iter().filter(|(this, _)| text.contains(this));
        let literals = literals.map(|(this, other)| text.replacen(this, other, 1));
        let tabs = [start.replace(' ', "\t"), json.to_owned()].concat();
        spaces.chain(literals).chain([tabs]).collect::<Vec<_>>()
    };
    texts.extend(texts.iter().flat_map(others).collect::<Vec<_>>());
    texts.retain(|text| misreading(command, params, text, Server::Current).is_none());
    texts
}

#[tokio::test]
async fn the_embedded_server_parses_what_the_model_parses() {
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
            let text = encoded(command, &params).unwrap_or_default();
            for text in other_forms(command, &params, &text) {
                // Whether it succeeds does not matter here.
                let _ = client.send_raw(&text).await;
                meant.push((text, command_of(command, &params).expect("its parameters")));
            }
        }
        let commands = server.commands();
        for (read, (text, meant)) in commands.iter().zip(&meant) {
            assert_eq!(read, meant, "{text:?}");
        }
        assert_eq!(commands.len(), meant.len(), "{}", command.name);
        read += meant.len();
    }
    assert!(read > 1_000, "{read} commands");
}
