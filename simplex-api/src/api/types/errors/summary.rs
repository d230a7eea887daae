//! The `Display` of errors, on one line.

use std::fmt;

use crate::excerpt;
use crate::json;
use crate::types::{AgentErrorType, ChatError};

/// The fields that contain a nested error.
const NESTED_FIELDS: &[&str] = &[
    "errorType",
    "storeError",
    "agentError",
    "databaseError",
    "remoteHostError",
    "remoteCtrlError",
    "xftpErr",
];

/// The nested error types and the message of the server, for example
/// `error / commandError: Failed reading: empty`. Objects in the error are omitted, because they repeat data of the command.
impl fmt::Display for ChatError {
    // Inlined, so that only programs that print errors contain the code that encodes them.
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        summary(&json::encode(self), f)
    }
}

/// The nested error types, as in [`ChatError`].
impl fmt::Display for AgentErrorType {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        summary(&json::encode(self), f)
    }
}

fn summary(json: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let json = serde_json::from_str(json).unwrap_or_default();
    let mut error: &serde_json::Value = &json;
    let mut types = Vec::new();
    while let Some(tag) = error["type"].as_str() {
        types.push(tag);
        let mut nested = NESTED_FIELDS.iter().map(|name| &error[name]);
        match nested.find(|nested| nested.is_object()) {
            Some(nested) => error = nested,
            None => break,
        }
    }
    write!(f, "{}", excerpt(&types.join(" / ")))?;
    match error["message"].as_str() {
        Some(message) => write!(f, ": {}", excerpt(message)),
        None => Ok(()),
    }
}

impl std::error::Error for ChatError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_its_types_and_its_message() {
        for (json, expected) in [
            (
                r#"{"type":"error","errorType":{"type":"commandError","message":"Failed reading: empty"}}"#,
                "error / commandError: Failed reading: empty",
            ),
            (
                r#"{"type":"errorStore","storeError":{"type":"userNotFoundByName","contactName":"x"}}"#,
                "errorStore / userNotFoundByName",
            ),
            (
                r#"{"type":"errorAgent","agentError":{"type":"XFTP","serverAddress":"x","xftpErr":{"type":"AUTH"}}}"#,
                "errorAgent / XFTP / AUTH",
            ),
            (r#"{"type":"errorOther","x":1}"#, "errorOther"),
        ] {
            let error: ChatError = json::decode(json).unwrap();
            let error: Box<dyn std::error::Error> = Box::new(error);
            assert_eq!(error.to_string(), expected);
        }
    }
}
