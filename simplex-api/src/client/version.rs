//! Which version the server is.

use serde_json::Value;

use crate::protocol::Frame;

use super::trace::TARGET;

/// Asks for it. The command is not documented; servers have it since long.
pub(super) const COMMAND: &str = "/v";

/// The versions, without the patch, that this crate was made for.
const KNOWN: &[&str] = &["6.4", "6.5", "7.0"];

/// Tells it, and warns about what is strange, which is no reason to refuse the server.
pub(super) fn tell(version: Option<&str>) {
    match version {
        None => tracing::warn!(target: TARGET, "the server does not tell its version"),
        Some(version) if is_known(version) => {
            tracing::info!(target: TARGET, version, "the version of the server");
        }
        Some(version) => {
            let known = KNOWN.join(", ");
            tracing::warn!(target: TARGET, version, known, "the version of the server is not known here");
        }
    }
}

/// The version in an answer.
pub(super) fn read(text: &str) -> Option<String> {
    let frame = Frame::read(text).ok()?;
    let body: Value = serde_json::from_str(frame.body).ok()?;
    let version = body["versionInfo"]["version"].as_str()?;
    Some(version.to_owned())
}

fn is_known(version: &str) -> bool {
    KNOWN.iter().any(|known| {
        let rest = version.strip_prefix(known);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_from_its_answer() {
        let answer = |resp: &str| {
            let text = format!(r#"{{"corrId":"1","resp":{resp}}}"#);
            read(&text)
        };
        let info = r#"{"type":"versionInfo","versionInfo":{"version":"6.4.3.1","simplexmqVersion":"6.4"}}"#;
        assert_eq!(answer(info).as_deref(), Some("6.4.3.1"));
        for other in [
            r#"{"type":"cmdOk"}"#,
            r#"{"type":"versionInfo","versionInfo":{"version":6}}"#,
            r#"{"type":"versionInfo""#,
        ] {
            assert_eq!(answer(other), None, "{other}");
        }
    }

    #[test]
    fn patches_of_known_versions_are_known() {
        for known in ["6.4", "6.4.0", "6.5.4", "7.0.0-beta.1", "7.0-beta"] {
            assert!(is_known(known), "{known}");
        }
        for unknown in ["", "6", "6.40", "6.3.7", "7.1.0", "16.4"] {
            assert!(!is_known(unknown), "{unknown}");
        }
    }
}
