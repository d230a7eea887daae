//! The versions of the server that the network knows.

use simplex_api::command::ServerVersion;

/// A release of the server, without its last numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NetworkVersion {
    V6_4,
    V6_5,
    V7_0,
}

impl NetworkVersion {
    /// The version of simulated people.
    pub(crate) const LATEST: Self = Self::V7_0;

    /// The release that a reported version is of; `None` if the network does not know it.
    pub(crate) fn of(version: &ServerVersion) -> Option<Self> {
        match (version.major(), version.minor()) {
            (6, 4) => Some(Self::V6_4),
            (6, 5) => Some(Self::V6_5),
            (7, 0) => Some(Self::V7_0),
            _ => None,
        }
    }

    /// Whether it knows SimpleX names in texts.
    pub(crate) fn has_names(self) -> bool {
        self >= Self::V7_0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_has_all_its_versions() {
        for (version, expected) in [
            ("6.4.3.0", Some(NetworkVersion::V6_4)),
            ("6.5.0.19", Some(NetworkVersion::V6_5)),
            ("7.0", Some(NetworkVersion::V7_0)),
            ("7.0.2", Some(NetworkVersion::V7_0)),
            ("7.1.0.0", None),
            ("6.6.0", None),
            ("8.0", None),
        ] {
            let parsed = version.parse().unwrap();
            assert_eq!(NetworkVersion::of(&parsed), expected, "{version}");
        }
        assert!(NetworkVersion::V6_5 < NetworkVersion::LATEST);
    }
}
