use std::cmp::Ordering;
use std::fmt::{self, Display, Formatter};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use crate::excerpt;

/// The version of a server, as the server reports it: `6.4.10.0`, `6.5.0-beta.2`.
///
/// Versions are compared number by number, where missing numbers count as zero. A pre-release (`-beta.2`) is less than the
/// release.
///
/// Servers report four numbers, of which the last counts builds: 6.5.0 is `6.5.0.19`, and its betas have lower numbers.
/// [`encode_for`](super::Command::encode_for) compares only the numbers that both versions have: a server of version `6.5`
/// supports what `6.5.0.11` introduced.
///
/// ```
/// use simplex_api::command::ServerVersion;
///
/// let version: ServerVersion = "6.5.0-beta.2".parse().unwrap();
/// assert!(version < ServerVersion::new(6, 5));
/// assert!(version > "6.4.10.0".parse().unwrap());
/// assert_eq!(version.to_string(), "6.5.0-beta.2");
/// ```
#[derive(Debug, Clone)]
pub struct ServerVersion {
    numbers: [u32; MAX_NUMBERS],
    /// The number of them that were given.
    count: usize,
    /// `beta.2`, for a pre-release.
    pre_release: Option<Box<str>>,
}

const MAX_NUMBERS: usize = 4;

/// The maximum number of bytes of the pre-release, such as `beta.2`.
const MAX_PRE_RELEASE: usize = 32;

/// A string that is not the version of a server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{}` is not a version, expected two to four numbers and an optional suffix, as in `6.4.10.0` or `6.5.0-beta.2`",
    excerpt(.0)
)]
pub struct VersionError(String);

impl ServerVersion {
    /// The version `major.minor`.
    pub const fn new(major: u32, minor: u32) -> Self {
        Self {
            numbers: [major, minor, 0, 0],
            count: 2,
            pre_release: None,
        }
    }

    /// The first number.
    pub const fn major(&self) -> u32 {
        self.numbers[0]
    }

    /// The second number.
    pub const fn minor(&self) -> u32 {
        self.numbers[1]
    }

    /// The numbers of both versions, as many as both have.
    fn shared<'a>(&'a self, other: &'a Self) -> (&'a [u32], &'a [u32]) {
        let count = self.count.min(other.count);
        (&self.numbers[..count], &other.numbers[..count])
    }

    /// Whether a server of this version supports what `release` introduced. The betas of a release support it as well.
    pub(super) fn reaches(&self, release: &Self) -> bool {
        let (own, needed) = self.shared(release);
        own >= needed
    }

    fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('v').unwrap_or(text);
        let (release, pre_release) = match text.split_once('-') {
            Some((release, suffix)) => (release, Some(suffix)),
            None => (text, None),
        };
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let mut numbers = [0; MAX_NUMBERS];
        let mut count = 0;
        for part in release.split('.') {
            *numbers.get_mut(count)? = part.parse().ok().filter(|_| is_number(part))?;
            count += 1;
        }
        let is_valid = |part: &str| {
            let mut bytes = part.bytes();
            !part.is_empty() && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let is_complete = count >= 2
            && pre_release.is_none_or(|suffix| {
                suffix.len() <= MAX_PRE_RELEASE && suffix.split('.').all(is_valid)
            });
        is_complete.then(|| Self {
            numbers,
            count,
            pre_release: pre_release.map(Into::into),
        })
    }
}

/// Whether a server of version `server` is older than `version`. The betas of a version are older than the version.
pub fn is_before(server: &ServerVersion, version: &str) -> bool {
    ServerVersion::parse(version).is_some_and(|version| {
        let (own, other) = server.shared(&version);
        own < other || own == other && server.pre_release.is_some()
    })
}

impl FromStr for ServerVersion {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        Self::parse(text.trim()).ok_or_else(|| VersionError(text.to_owned()))
    }
}

impl Display for ServerVersion {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (index, number) in self.numbers.iter().take(self.count).enumerate() {
            let separator = if index == 0 { "" } else { "." };
            write!(f, "{separator}{number}")?;
        }
        match &self.pre_release {
            Some(suffix) => write!(f, "-{suffix}"),
            None => Ok(()),
        }
    }
}

impl Ord for ServerVersion {
    fn cmp(&self, other: &Self) -> Ordering {
        let suffixes = match (&self.pre_release, &other.pre_release) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(suffix), Some(other)) => parts(suffix).cmp(parts(other)),
        };
        self.numbers.cmp(&other.numbers).then(suffixes)
    }
}

/// The parts of a pre-release for comparison: numbers by value, and before words.
fn parts(suffix: &str) -> impl Iterator<Item = (u8, u64, &str)> {
    suffix.split('.').map(|part| match part.parse() {
        Ok(number) => (0, number, ""),
        Err(_) => (1, 0, part),
    })
}

impl PartialOrd for ServerVersion {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for ServerVersion {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for ServerVersion {}

/// Equal versions have the same hash, also if they have different numbers of zeros.
impl Hash for ServerVersion {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.numbers.hash(state);
        for part in self.pre_release.iter().flat_map(|suffix| parts(suffix)) {
            part.hash(state);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::ServerVersion;

    fn version(text: &str) -> ServerVersion {
        text.parse().unwrap()
    }

    #[test]
    fn versions_are_parsed_and_printed() {
        for text in ["6.4.10.0", "6.5", "6.5.0-beta.2", "7.0.0-rc-1"] {
            assert_eq!(version(text).to_string(), text);
        }
        assert_eq!(version("v6.4.1").to_string(), "6.4.1");
        for text in [
            "",
            "6",
            "6.",
            "6.4.1.0.1",
            "6.4x",
            "6.+4",
            "6.4-",
            "6.4-a..b",
            "6.99999999999",
        ] {
            let error = text.parse::<ServerVersion>().unwrap_err();
            assert!(error.to_string().contains(text));
        }
    }

    #[test]
    fn versions_are_ordered() {
        let ascending = [
            "5.8.2",
            "6.4",
            "6.4.0.1",
            "6.4.2",
            "6.4.10.0",
            "6.5.0-alpha",
            "6.5-beta",
            "6.5.0-beta.2",
            "6.5.0-beta.10",
            "6.5.0",
            "6.5.1",
            "10.0",
        ];
        for pair in ascending.windows(2) {
            assert!(version(pair[0]) < version(pair[1]), "{pair:?}");
        }
        assert_eq!(version("6.5"), version("6.5.0.0"));
        assert_eq!(version("6.5"), ServerVersion::new(6, 5));
        let same = ["6.5-beta.2", "6.5.0.0-beta.02"].map(version);
        assert_eq!(HashSet::from(same).len(), 1);
    }

    #[test]
    fn servers_support_what_a_release_introduced() {
        for (server, release, supports) in [
            ("6.5.0.19", "6.5", true),
            ("6.5.0.5", "6.5", true),
            ("6.5-beta.1", "6.5", true),
            ("6.4.11.0", "6.5", false),
            ("6.5.0.11", "6.5.0.11", true),
            ("6.5.0.10", "6.5.0.11", false),
            ("7.0.0.6", "7.0.2", false),
            ("7.0.2.0", "7.0.2", true),
            ("7.0", "7.0.2", true),
            ("7.0.1", "7.0.2", false),
        ] {
            assert_eq!(
                version(server).reaches(&version(release)),
                supports,
                "{server} {release}"
            );
        }
    }

    #[test]
    fn servers_are_older_than_a_release() {
        for (server, release, is_before) in [
            ("6.4.10.0", "6.5.0.11", true),
            ("6.5.0.10", "6.5.0.11", true),
            ("6.5.0-beta.2", "6.5.0.11", true),
            ("6.5.0.11", "6.5.0.11", false),
            ("6.5", "6.5.0.11", false),
            ("6.5-beta.2", "6.5", true),
            ("6.5.0.1", "6.5", false),
        ] {
            assert_eq!(
                super::is_before(&version(server), release),
                is_before,
                "{server} {release}"
            );
        }
    }
}
