use std::cmp::Ordering;
use std::fmt::{self, Display, Formatter};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use crate::excerpt;

/// The version of a server, as it tells it: `6.4.10.0`, `6.5.0-beta.2`.
///
/// Versions are ordered: number by number, where those that are left out are zero, and what stands
/// before a release (`-beta.2`) is less than the release.
///
/// Servers report four numbers, the last of which counts the builds: 6.5.0 is `6.5.0.19`, and its betas come before
/// that. Where [`encode_for`](super::Command::encode_for) asks whether a server knows something, a version with
/// fewer numbers stands for the last build that begins with it: `6.5` knows what came with `6.5.0.11`.
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
    numbers: [u32; MOST_NUMBERS],
    /// How many of them were written.
    count: usize,
    /// `beta.2`, for what comes before the release.
    before_release: Option<Box<str>>,
}

const MOST_NUMBERS: usize = 4;

/// How many bytes `beta.2` and its like may have.
const LONGEST_WORD: usize = 32;

/// A text that is not the version of a server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{}` is not a version, expected two to four numbers and perhaps a word, as in `6.4.10.0` or `6.5.0-beta.2`",
    excerpt(.0)
)]
pub struct VersionError(String);

impl ServerVersion {
    /// The release `major.minor`.
    pub const fn new(major: u32, minor: u32) -> Self {
        Self {
            numbers: [major, minor, 0, 0],
            count: 2,
            before_release: None,
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

    /// The numbers that both versions have.
    fn shared<'a>(&'a self, other: &'a Self) -> (&'a [u32], &'a [u32]) {
        let count = self.count.min(other.count);
        (&self.numbers[..count], &other.numbers[..count])
    }

    /// Whether a server of this version knows what came with `release`. What came with a release is in its betas as
    /// well.
    pub(super) fn reaches(&self, release: &Self) -> bool {
        let (own, needed) = self.shared(release);
        own >= needed
    }

    /// Whether a server of this version is older than that which `version` names, as a beta of it is.
    #[doc(hidden)]
    pub fn is_before(&self, version: &str) -> bool {
        Self::read(version).is_some_and(|version| {
            let (own, other) = self.shared(&version);
            own < other || own == other && self.before_release.is_some()
        })
    }

    fn read(text: &str) -> Option<Self> {
        let text = text.strip_prefix('v').unwrap_or(text);
        let (release, before_release) = match text.split_once('-') {
            Some((release, word)) => (release, Some(word)),
            None => (text, None),
        };
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let mut numbers = [0; MOST_NUMBERS];
        let mut count = 0;
        for part in release.split('.') {
            *numbers.get_mut(count)? = part.parse().ok().filter(|_| is_digits(part))?;
            count += 1;
        }
        let is_word = |part: &str| {
            let mut bytes = part.bytes();
            !part.is_empty() && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let is_known = count >= 2
            && before_release
                .is_none_or(|word| word.len() <= LONGEST_WORD && word.split('.').all(is_word));
        is_known.then(|| Self {
            numbers,
            count,
            before_release: before_release.map(Into::into),
        })
    }
}

impl FromStr for ServerVersion {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        Self::read(text.trim()).ok_or_else(|| VersionError(text.to_owned()))
    }
}

impl Display for ServerVersion {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (index, number) in self.numbers.iter().take(self.count).enumerate() {
            let separator = if index == 0 { "" } else { "." };
            write!(f, "{separator}{number}")?;
        }
        match &self.before_release {
            Some(word) => write!(f, "-{word}"),
            None => Ok(()),
        }
    }
}

impl Ord for ServerVersion {
    fn cmp(&self, other: &Self) -> Ordering {
        let words = match (&self.before_release, &other.before_release) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(word), Some(other)) => parts(word).cmp(parts(other)),
        };
        self.numbers.cmp(&other.numbers).then(words)
    }
}

/// `beta.2` and `beta.10`: numbers by their value and before words, words by their letters.
fn parts(word: &str) -> impl Iterator<Item = (u8, u64, &str)> {
    word.split('.').map(|part| match part.parse() {
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

/// Versions that are equal have the same hash, however they are written.
impl Hash for ServerVersion {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.numbers.hash(state);
        for part in self.before_release.iter().flat_map(|word| parts(word)) {
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
    fn text() {
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
    fn order() {
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
    fn what_came_with_a_release() {
        for (server, release, knows) in [
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
                knows,
                "{server} {release}"
            );
        }
    }

    #[test]
    fn what_ended_with_a_release() {
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
                version(server).is_before(release),
                is_before,
                "{server} {release}"
            );
        }
    }
}
