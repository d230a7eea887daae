//! Removes secrets from frames.

use serde_json::{Map, Value};

use simplex_api::client::secret_prefix;
use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::protocol::encode_request;

use crate::server::frames::parse_request;

/// Replaces a secret.
const HIDDEN: &str = "…";

/// The private fields of answers.
const PRIVATE_FIELDS: &[&str] = &["memberPrivKey", "rootPrivKey", "viewPwdHash"];

/// A frame to the server. An invalid request is hidden completely, because it can contain anything.
pub(crate) fn redact_request(frame: &str) -> String {
    match parse_request(frame.as_bytes()) {
        Some(request) => encode_request(&request.corr_id, &redact_command(&request.cmd)),
        None => HIDDEN.to_owned(),
    }
}

/// An encoded command.
pub(crate) fn redact_command(text: &str) -> String {
    match AnyCommand::decode(text) {
        Ok(command) => redact_params(&command).unwrap_or_else(|| text.to_owned()),
        Err(_) => match secret_prefix(text) {
            Some(prefix) => format!("{} {HIDDEN}", prefix.trim_end()),
            None => text.to_owned(),
        },
    }
}

/// The command without its secrets; `None` if it has none.
fn redact_params(command: &AnyCommand) -> Option<String> {
    let spec = command.spec();
    let name_only = || format!("{} {HIDDEN}", spec.name);
    let Ok(mut params) = command.to_params() else {
        return Some(name_only());
    };
    let mut hidden = false;
    for param in spec.params.iter().filter(|param| param.secret) {
        if let Some(value) = params.get_mut(param.name).filter(|value| !value.is_null()) {
            *value = HIDDEN.into();
            hidden = true;
        }
    }
    let redacted = hidden.then(|| AnyCommand::from_params(spec.name, params))??;
    // A secret that is not a string cannot be replaced: then only the name of the command is shown.
    let text = redacted.ok().and_then(|command| command.encode().ok());
    Some(text.unwrap_or_else(name_only))
}

/// A frame to a bot. It is unchanged if it has no private fields.
pub(crate) fn redact_answer(frame: &str) -> String {
    if !PRIVATE_FIELDS.iter().any(|name| frame.contains(name)) {
        return frame.to_owned();
    }
    match serde_json::from_str::<Map<String, Value>>(frame) {
        Ok(mut object) => {
            hide_fields(&mut object);
            Value::Object(object).to_string()
        }
        Err(_) => HIDDEN.to_owned(),
    }
}

fn hide_fields(object: &mut Map<String, Value>) {
    for (name, value) in object {
        let private = PRIVATE_FIELDS.contains(&name.as_str());
        hide(value, private);
    }
}

/// Hides the private fields of a value; of a private value, all strings.
fn hide(value: &mut Value, private: bool) {
    match value {
        Value::String(text) if private => HIDDEN.clone_into(text),
        Value::Object(object) if private => object.values_mut().for_each(|value| hide(value, true)),
        Value::Object(object) => hide_fields(object),
        Value::Array(items) => items.iter_mut().for_each(|item| hide(item, private)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_secrets_are_hidden() {
        for (text, redacted) in [
            ("/_user 2 \"pass-word\"", "/_user 2 \"…\""),
            ("/_user 2", "/_user 2"),
            (
                "/_delete user 2 del_smp=on \"pass-word\"",
                "/_delete user 2 del_smp=on \"…\"",
            ),
            ("/_hide user 2 \"pass-word\"", "/_hide …"),
            ("/_db encryption {\"key\":1}", "/_db …"),
            ("/smp smp://key:password@example.org", "/smp …"),
            ("/user", "/user"),
            ("/_send @2 text /_hide", "/_send @2 text /_hide"),
            ("/of_its_own pass-word", "/of_its_own pass-word"),
        ] {
            assert_eq!(redact_command(text), redacted, "{text}");
            assert_eq!(redact_command(redacted), redacted, "twice is as once");
        }
        assert_eq!(redact_request("pass-word"), HIDDEN);
    }

    #[test]
    fn keys_are_hidden_in_answers() {
        let frame = r#"{"resp":{"users":[{"viewPwdHash":{"hash":"a","salt":"b"},"n":[1]}],"keys":{"memberPrivKey":"c"}}}"#;
        let expected = r#"{"resp":{"keys":{"memberPrivKey":"…"},"users":[{"n":[1],"viewPwdHash":{"hash":"…","salt":"…"}}]}}"#;
        assert_eq!(redact_answer(frame), expected);
        let odd = r#"{ "resp" : 1 }"#;
        assert_eq!(redact_answer(odd), odd);
    }
}
