//! SimpleX links, read as the server reads them: invitations, addresses, links of groups and channels.
//!
//! A full link contains all keys; a short link is a reference to data on a server:
//!
//! ```text
//! full       = prefix ( "invitation" | "contact" ) [ "/" ] "#/?" query         v, smp, and e2e of an invitation
//! short      = prefix ( "i" | kind ) [ "/" ] "#" [ linkId "/" ] key [ "?" query ]   linkId of an invitation
//! prefix     = "simplex:/" | "https://" host [ ":" port ] "/"                       no port in a short link
//! kind       = "a" | "c" | "g" | "r"                                                in either case
//! ```
//!
//! Link ids and keys are base64url without padding. The query of a short link can contain hosts `h`, a port `p` and a
//! hash of the server's key `c`. After `simplex:/`, `h` is required.
//!
//! ```
//! use simplex_api::links::{Link, LinkMode};
//!
//! let link = Link::parse("https://smp.example.com/a#4AkR-_c").unwrap();
//! assert_eq!(link.mode, LinkMode::Contact);
//! assert_eq!(Link::parse("https://example.com"), None);
//! ```

/// How often a link can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkMode {
    /// By one contact, once: an invitation.
    Invitation,
    /// By any number of contacts: the link of an address, a group, a channel or a relay.
    Contact,
}

/// A link that the server can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Link<'a> {
    /// How often it can be used.
    pub mode: LinkMode,
    /// Whether it contains all keys.
    pub is_full: bool,
    /// What identifies the link: equal in all spellings of it, and different in every other link.
    pub key: &'a str,
}

impl<'a> Link<'a> {
    /// Parses a full or a short link; `None` if it is not a SimpleX link.
    pub fn parse(link: &'a str) -> Option<Self> {
        Self::parse_full(link).or_else(|| Self::parse_short(link))
    }

    /// Parses a full link.
    pub fn parse_full(link: &'a str) -> Option<Self> {
        let (_, path) = split_prefix(link)?;
        let (name, query) = path.split_once("#/?")?;
        let (mode, needed): (_, &[&str]) = match name.strip_suffix('/').unwrap_or(name) {
            "invitation" => (LinkMode::Invitation, &["v", "smp", "e2e"]),
            "contact" => (LinkMode::Contact, &["v", "smp"]),
            _ => return None,
        };
        let has = |name: &&str| values(query, name).next().is_some();
        let link = Self {
            mode,
            is_full: true,
            key: query,
        };
        needed.iter().all(has).then_some(link)
    }

    /// Parses a short link.
    pub fn parse_short(link: &'a str) -> Option<Self> {
        let (prefix, path) = split_prefix(link)?;
        let (kind, rest) = path.split_once('#')?;
        let (key, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (mode, is_key) = match kind.strip_suffix('/').unwrap_or(kind) {
            "i" => {
                let both = key.split_once('/');
                let is_key = both.is_some_and(|(id, key)| is_base64(id) && is_base64(key));
                (LinkMode::Invitation, is_key)
            }
            "a" | "c" | "g" | "r" | "A" | "C" | "G" | "R" => (LinkMode::Contact, is_base64(key)),
            _ => return None,
        };
        let has_server = match prefix {
            Prefix::Scheme => values(query, "h").any(|hosts| !hosts.is_empty()),
            Prefix::Host { port } => port.is_none(),
        };
        let is_query = query.bytes().all(|byte| byte.is_ascii_graphic())
            && values(query, "p").all(is_number)
            && values(query, "c").all(|hash| is_base64(hash.trim_end_matches('=')));
        let link = Self {
            mode,
            is_full: false,
            key,
        };
        (is_key && has_server && is_query).then_some(link)
    }
}

/// What precedes the path of a link.
enum Prefix<'a> {
    Scheme,
    Host { port: Option<&'a str> },
}

/// Splits a link before its path.
fn split_prefix(link: &str) -> Option<(Prefix<'_>, &str)> {
    if let Some(path) = link.strip_prefix("simplex:/") {
        return Some((Prefix::Scheme, path));
    }
    let (authority, path) = link.strip_prefix("https://")?.split_once('/')?;
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let in_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte);
    let is_host = !host.is_empty() && host.bytes().all(in_host);
    (is_host && port.is_none_or(is_number)).then_some((Prefix::Host { port }, path))
}

/// The values of the query parameters of a name.
fn values<'a>(query: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    query.split('&').filter_map(move |part| {
        let (key, value) = part.split_once('=')?;
        (key == name).then_some(value)
    })
}

fn is_number(digits: &str) -> bool {
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether this is base64url without padding.
fn is_base64(text: &str) -> bool {
    let in_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    !text.is_empty() && text.bytes().all(in_base64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_spellings_of_a_link_have_one_key() {
        for (link, same, mode) in [
            (
                "https://smp.example.com/a#4AkR-_c",
                "simplex:/A/#4AkR-_c?h=smp.example.com,x.onion&p=5223&c=IgOE1_Jc",
                LinkMode::Contact,
            ),
            (
                "https://smp.example.com/i#x0RI/4AkR?p=443",
                "simplex:/i#x0RI/4AkR?h=smp.example.com",
                LinkMode::Invitation,
            ),
            (
                "https://simplex.chat/contact/#/?v=2-7&smp=a",
                "simplex:/contact#/?v=2-7&smp=a",
                LinkMode::Contact,
            ),
        ] {
            let [link, same] = [link, same].map(|link| Link::parse(link).unwrap());
            assert_eq!(link, same);
            assert_eq!(link.mode, mode);
        }
    }
}
