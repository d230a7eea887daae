//! The version of the server.

use serde_json::Value;

use crate::command::{ServerVersion, VersionError};
use crate::protocol::Frame;

use super::trace::TARGET;

/// The command that asks for the version. It is not documented, but all supported servers have it.
pub(super) const COMMAND: &str = "/v";

/// The major and minor versions that this crate was written for.
const KNOWN_VERSIONS: [(u32, u32); 3] = [(6, 4), (6, 5), (7, 0)];

/// The result of asking for the version.
#[derive(Debug, PartialEq)]
pub(super) enum VersionReply {
    Version(ServerVersion),
    Unreadable(VersionError),
    NoAnswer,
    /// The link was lost before the answer.
    Lost,
}

impl VersionReply {
    /// Parses the answer.
    pub(super) fn parse(text: &str) -> Self {
        match version_string(text).as_deref().map(str::parse) {
            Some(Ok(version)) => Self::Version(version),
            Some(Err(error)) => Self::Unreadable(error),
            None => Self::NoAnswer,
        }
    }

    /// Logs the version. An unexpected version is a warning, not an error.
    pub(super) fn log(&self) {
        match self {
            Self::Version(version) if is_known(version) => {
                tracing::info!(target: TARGET, %version, "version of the server");
            }
            Self::Version(version) => {
                let known = KNOWN_VERSIONS
                    .map(|(major, minor)| ServerVersion::new(major, minor).to_string())
                    .join(", ");
                tracing::warn!(target: TARGET, %version, known, "this library does not know this version of the server");
            }
            Self::Unreadable(error) => {
                tracing::warn!(target: TARGET, %error, "the version of the server cannot be parsed");
            }
            Self::NoAnswer => {
                tracing::warn!(target: TARGET, "the server did not report its version");
            }
            Self::Lost => {}
        }
    }
}

/// The version string in an answer.
fn version_string(text: &str) -> Option<String> {
    let frame = Frame::parse_full(text).ok()?;
    let body: Value = serde_json::from_str(frame.body).ok()?;
    let version = body["versionInfo"]["version"].as_str()?;
    Some(version.to_owned())
}

fn is_known(version: &ServerVersion) -> bool {
    KNOWN_VERSIONS.contains(&(version.major(), version.minor()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_parsed_from_its_answer() {
        let answer = |resp: &str| {
            let text = format!(r#"{{"corrId":"1","resp":{resp}}}"#);
            VersionReply::parse(&text)
        };
        let info = r#"{"type":"versionInfo","versionInfo":{"version":"6.4.3.1","simplexmqVersion":"6.4"}}"#;
        assert_eq!(
            answer(info),
            VersionReply::Version("6.4.3.1".parse().unwrap())
        );
        let invalid = r#"{"type":"versionInfo","versionInfo":{"version":"seven"}}"#;
        assert_eq!(
            answer(invalid),
            VersionReply::Unreadable("seven".parse::<ServerVersion>().unwrap_err())
        );
        for other in [
            r#"{"type":"cmdOk"}"#,
            r#"{"type":"versionInfo","versionInfo":{"version":6}}"#,
            r#"{"type":"versionInfo""#,
        ] {
            assert_eq!(answer(other), VersionReply::NoAnswer, "{other}");
        }
    }

    #[test]
    fn every_patch_of_a_supported_version_is_known() {
        for known in ["6.4", "6.4.0", "6.5.4", "7.0.0-beta.1", "7.0-beta"] {
            assert!(is_known(&known.parse().unwrap()), "{known}");
        }
        for unknown in ["6.40", "6.3.7", "7.1.0", "16.4"] {
            assert!(!is_known(&unknown.parse().unwrap()), "{unknown}");
        }
    }
}
