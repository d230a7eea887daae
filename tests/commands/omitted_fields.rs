//! A field that JSON omits means the same as an omitted part of the encoded command.

use serde_json::{Value, json};
use simplex_api::command::{Command, CommandSet};
use simplex_api::commands::{AnyCommand, ApiDeleteChat};
use simplex_api::types::ChatDeleteMode;
use simplex_api::{api_type, command};

/// The encoded command with these parameters.
fn text(name: &str, params: &Value) -> String {
    let params = params.as_object().expect("an object").clone();
    let command = AnyCommand::from_params(name, params).expect("a command");
    command.expect("its parameters").encode().expect("a text")
}

#[test]
fn contacts_are_notified_by_default() {
    let with_notify = "/_delete @1 full";
    let quiet = "/_delete @1 full notify=off";
    for (mode, expected) in [
        (json!("full"), with_notify),
        (json!({"type": "full"}), with_notify),
        (json!({"type": "full", "notify": null}), with_notify),
        (json!({"type": "full", "notify": true}), with_notify),
        (json!({"type": "full", "notify": false}), quiet),
        (json!({"notify": false, "type": "full"}), quiet),
        (json!({"type": "entity"}), "/_delete @1 entity"),
    ] {
        let chat = json!({"chatType": "direct", "chatId": 1});
        let params = json!({"chatRef": chat, "chatDeleteMode": mode});
        assert_eq!(text("APIDeleteChat", &params), expected, "{mode}");
    }
    let read = ApiDeleteChat::decode(with_notify).unwrap().chat_delete_mode;
    assert_eq!(read, ChatDeleteMode::full(true));
}

/// How a message is shown.
#[api_type(syntax = "<size>[ sound=off][ bold=on][ colour=off]")]
struct Look {
    size: u32,
    sound: bool,
    bold: bool,
    colour: Flag,
}

/// A `bool` by another name.
type Flag = bool;

#[command(syntax = "/_show <id>[ wait=off] <str(look)>")]
struct Show {
    id: u32,
    wait: bool,
    look: Look,
}

#[test]
fn user_defined_types() {
    let shown = |look: Value| {
        let params = json!({"id": 1, "look": look});
        let show = Show::from_params(params.as_object().unwrap().clone());
        show.unwrap().encode().unwrap()
    };
    assert_eq!(shown(json!({"size": 2})), "/_show 1 2");
    let look = json!({"size": 2, "sound": false, "bold": true, "colour": false});
    assert_eq!(shown(look), "/_show 1 2 sound=off bold=on colour=off");
    let nulls = json!({"size": 2, "sound": null, "bold": null, "colour": null});
    assert_eq!(shown(nulls), "/_show 1 2");
    let params = json!({"id": 1, "wait": null, "look": {"size": 2}});
    let show = Show::from_params(params.as_object().unwrap().clone());
    assert!(show.unwrap().wait);
    let look = Look::new(2);
    assert!(look.sound && look.colour && !look.bold);
    assert_eq!(Show::new(1, look).encode().unwrap(), "/_show 1 2");
}

#[test]
fn the_last_of_two_fields_counts() {
    let quiet = r#"{"type":"full","notify":true,"notify":false}"#;
    let with_notify = r#"{"type":"full","notify":false,"notify":null}"#;
    for (json, notify) in [(quiet, false), (with_notify, true)] {
        let mode: ChatDeleteMode = simplex_api::json::decode(json).unwrap();
        assert_eq!(mode, ChatDeleteMode::full(notify));
    }
}
