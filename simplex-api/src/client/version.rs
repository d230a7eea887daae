//! Which version the server is.

use serde_json::Value;

use crate::command::{ServerVersion, VersionError};
use crate::protocol::Frame;

use super::trace::TARGET;

/// Asks for it. The command is not documented; servers have long had it.
pub(super) const COMMAND: &str = "/v";

/// The versions, without the patch, that this crate was made for.
const KNOWN: [(u32, u32); 3] = [(6, 4), (6, 5), (7, 0)];

/// What came of asking.
#[derive(Debug, PartialEq)]
pub(super) enum News {
    Version(ServerVersion),
    Unreadable(VersionError),
    Untold,
    /// The link is gone, and with it the question.
    Lost,
}

impl News {
    /// What an answer says.
    pub(super) fn read(text: &str) -> Self {
        match version(text).as_deref().map(str::parse) {
            Some(Ok(version)) => Self::Version(version),
            Some(Err(error)) => Self::Unreadable(error),
            None => Self::Untold,
        }
    }

    /// Tells it, and warns about what is strange, which is no reason to refuse the server.
    pub(super) fn tell(&self) {
        match self {
            Self::Version(version) if is_known(version) => {
                tracing::info!(target: TARGET, %version, "the version of the server");
            }
            Self::Version(version) => {
                let known =
                    KNOWN.map(|(major, minor)| ServerVersion::new(major, minor).to_string());
                let known = known.join(", ");
                tracing::warn!(target: TARGET, %version, known, "the version of the server is not known here");
            }
            Self::Unreadable(error) => {
                tracing::warn!(target: TARGET, %error, "the version of the server cannot be read");
            }
            Self::Untold => {
                tracing::warn!(target: TARGET, "the server does not tell its version");
            }
            Self::Lost => {}
        }
    }
}

/// The version in an answer.
fn version(text: &str) -> Option<String> {
    let frame = Frame::read(text).ok()?;
    let body: Value = serde_json::from_str(frame.body).ok()?;
    let version = body["versionInfo"]["version"].as_str()?;
    Some(version.to_owned())
}

fn is_known(version: &ServerVersion) -> bool {
    KNOWN.contains(&(version.major(), version.minor()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_from_its_answer() {
        let answer = |resp: &str| {
            let text = format!(r#"{{"corrId":"1","resp":{resp}}}"#);
            News::read(&text)
        };
        let info = r#"{"type":"versionInfo","versionInfo":{"version":"6.4.3.1","simplexmqVersion":"6.4"}}"#;
        assert_eq!(answer(info), News::Version("6.4.3.1".parse().unwrap()));
        let strange = r#"{"type":"versionInfo","versionInfo":{"version":"seven"}}"#;
        assert_eq!(
            answer(strange),
            News::Unreadable("seven".parse::<ServerVersion>().unwrap_err())
        );
        for other in [
            r#"{"type":"cmdOk"}"#,
            r#"{"type":"versionInfo","versionInfo":{"version":6}}"#,
            r#"{"type":"versionInfo""#,
        ] {
            assert_eq!(answer(other), News::Untold, "{other}");
        }
    }

    #[test]
    fn patches_of_known_versions_are_known() {
        for known in ["6.4", "6.4.0", "6.5.4", "7.0.0-beta.1", "7.0-beta"] {
            assert!(is_known(&known.parse().unwrap()), "{known}");
        }
        for unknown in ["6.40", "6.3.7", "7.1.0", "16.4"] {
            assert!(!is_known(&unknown.parse().unwrap()), "{unknown}");
        }
    }
}
