//! Parameters as JSON: errors contain the name and the path.

use serde_json::{Value, json};
use simplex_api::command::{Command, CommandSet, ParamsError};
use simplex_api::commands::AnyCommand;
use simplex_api::{api_type, command};

fn from_json(name: &str, params: Value) -> Result<AnyCommand, ParamsError> {
    let Value::Object(params) = params else {
        panic!("{params} is no object");
    };
    AnyCommand::from_params(name, params).expect("a known name")
}

fn error(name: &str, params: Value) -> ParamsError {
    from_json(name, params.clone()).expect_err(&params.to_string())
}

#[test]
fn an_unknown_parameter() {
    let error = error("APIListGroups", json!({"userId": 1, "contactId": 2}));
    assert_eq!(error.param(), "contactId");
    let expected =
        "unknown parameter `contactId`, expected one of `userId`, `contactId_`, `search`";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn an_unknown_parameter_of_a_command_without_any() {
    let error = error("ListUsers", json!({"userId": 1}));
    assert_eq!(
        error.to_string(),
        "unknown parameter `userId`, expected none"
    );
}

#[test]
fn a_parameter_under_two_of_its_names() {
    let link = "https://x.y#z";
    let error = error("Connect", json!({"connTarget_": link, "connLink_": link}));
    assert_eq!(error.param(), "connTarget_");
    assert_eq!(
        error.to_string(),
        "parameter `connTarget_` is given twice, also as `connLink_`"
    );
}

#[test]
fn a_missing_parameter() {
    let error = error("APIUpdateProfile", json!({"userId": 1}));
    assert!(
        matches!(error, ParamsError::Missing("profile")),
        "{error:?}"
    );
    assert_eq!(error.to_string(), "parameter `profile` is missing");
}

#[test]
fn a_parameter_of_another_shape() {
    let error = error("APIListContacts", json!({"userId": true}));
    assert_eq!(error.param(), "userId");
    let expected = "parameter `userId`: invalid type: boolean `true`, expected an integer (i64) (line 1, column 4)";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_shape_error_deep_inside_has_a_path() {
    let message = json!({"msgContent": {"type": "text", "text": 5}, "mentions": {}});
    let params = json!({
        "sendRef": {"chatType": "direct", "chatId": 1},
        "composedMessages": [{"msgContent": {"type": "text", "text": "a"}}, message],
    });
    let ParamsError::Shape {
        param,
        error: cause,
        ..
    } = error("APISendMessages", params)
    else {
        panic!("not an error of shape");
    };
    assert_eq!(param, "composedMessages");
    assert_eq!(cause.path(), "[1].msgContent.text");
}

#[test]
fn absent_parameters_have_their_default() {
    let sparse = json!({
        "sendRef": {"chatType": "group", "chatId": 1},
        "composedMessages": [{"msgContent": {"type": "text", "text": "a"}}],
    });
    let full = json!({
        "sendRef": {"chatType": "group", "chatId": 1, "chatScope": null},
        "liveMessage": false,
        "ttl": null,
        "signMessages": false,
        "composedMessages": [{"msgContent": {"type": "text", "text": "a"}, "mentions": {}}],
    });
    let sparse = from_json("APISendMessages", sparse).expect("sparse parameters");
    let full = from_json("APISendMessages", full).expect("full parameters");
    assert_eq!(sparse, full);
}

#[test]
fn parameters_are_written_under_their_documented_names() {
    let params = json!({"userId": 1, "delSMPQueues": true, "viewPwd": "x"});
    let command = from_json("APIDeleteUser", params.clone()).expect("its parameters");
    assert_eq!(command.to_params().map(Value::from), Ok(params));
}

#[api_type]
struct Place {
    height: f64,
}

#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
struct Foreign {
    height: f32,
    depth: Option<f64>,
}

#[command(syntax = "/mark <json(place)>")]
struct Mark {
    place: Place,
}

#[command(syntax = "/note[ <json(place)>]")]
struct Note {
    place: Option<Foreign>,
}

#[test]
fn numbers_without_json_are_rejected_in_parameters_too() {
    for height in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mark = Mark::new(Place::new(height));
        for error in [mark.encode().map(drop), mark.to_params().map(drop)] {
            let message = "parameter `place`: it cannot be written as JSON: JSON has no number for `NaN` and infinity";
            assert_eq!(error.unwrap_err().to_string(), message);
        }
        for (height, depth) in [(height, None), (0.5, Some(height))] {
            let height = height as f32;
            let note = Note::new().place(Foreign { height, depth });
            for error in [note.encode().map(drop), note.to_params().map(drop)] {
                let message = "parameter `place`: it cannot be written as JSON: a value in it became `null`, as `NaN` and infinity do";
                assert_eq!(error.unwrap_err().to_string(), message);
            }
        }
    }
    let (height, depth) = (0.5, None);
    let note = Note::new().place(Foreign { height, depth });
    assert_eq!(
        note.encode().as_deref(),
        Ok(r#"/note {"height":0.5,"depth":null}"#)
    );
    let params = note.to_params().map(Value::from);
    assert_eq!(params, Ok(json!({"place": {"height": 0.5, "depth": null}})));
    assert_eq!(Note::new().to_params().map(Value::from), Ok(json!({})));
}
