//! URLs without their secrets, for messages and logs.

/// Splits a URL into the URL without user and password, and `user:password`.
pub(super) fn split_credentials(url: &str) -> (String, Option<String>) {
    let start = authority_start(url);
    let end = url[start..]
        .find(['/', '?', '#'])
        .map_or(url.len(), |index| start + index);
    match url[start..end].rfind('@') {
        Some(at) => {
            let plain = [&url[..start], &url[start + at + 1..]].concat();
            (plain, Some(url[start..start + at].to_owned()))
        }
        None => (url.to_owned(), None),
    }
}

/// A URL without user, password and query.
pub(super) fn redact(url: &str) -> String {
    let (plain, _) = split_credentials(url);
    without_query(&plain).to_owned()
}

/// An invalid URL without everything before its last `@`. A password that is not percent-encoded may contain a `/` or
/// `?`, and [`split_credentials`] finds only the part before it.
pub(super) fn redact_invalid(url: &str) -> String {
    let (plain, _) = split_credentials(url);
    let (scheme, rest) = plain.split_at(authority_start(&plain));
    let (_, rest) = rest.rsplit_once('@').unwrap_or(("", rest));
    without_query(&[scheme, rest].concat()).to_owned()
}

fn authority_start(url: &str) -> usize {
    url.find("://").map_or(0, |index| index + "://".len())
}

/// A query may contain a secret.
fn without_query(url: &str) -> &str {
    url.find(['?', '#']).map_or(url, |index| &url[..index])
}
