//! What the server takes for a link, as far as commands depend on it.

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Invitation,
    Address,
}

/// The kind of a full link: `simplex:/contact#/?v=…&smp=…`, or the same at a web address.
pub(super) fn full(link: &str) -> Option<Kind> {
    let (place, query) = path(link)?.split_once("#/?")?;
    let (kind, needed): (_, &[&str]) = match place.strip_suffix('/').unwrap_or(place) {
        "invitation" => (Kind::Invitation, &["v=", "smp=", "e2e="]),
        "contact" => (Kind::Address, &["v=", "smp="]),
        _ => return None,
    };
    let has = |key: &&str| query.split('&').any(|part| part.starts_with(key));
    needed.iter().all(has).then_some(kind)
}

/// The kind of a short link: `https://host/i#…` or `simplex:/a#…`, where a letter says it.
pub(super) fn short(link: &str) -> Option<Kind> {
    let (letter, key) = path(link)?.split_once('#')?;
    let is_key = key.starts_with(|c: char| c.is_ascii_alphanumeric() || "-_=".contains(c));
    match letter.as_bytes() {
        _ if !is_key => None,
        b"i" => Some(Kind::Invitation),
        [b'a'..=b'z'] => Some(Kind::Address),
        _ => None,
    }
}

/// What stands behind `simplex:/` or `https://host:port/`.
fn path(link: &str) -> Option<&str> {
    if let Some(path) = link.strip_prefix("simplex:/") {
        return Some(path);
    }
    let (place, path) = link.strip_prefix("https://")?.split_once('/')?;
    let (host, port) = place.split_once(':').unwrap_or((place, "0"));
    let is_host = !host.is_empty() && !host.contains(['#', '?', ',', ';', '@']);
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit());
    (is_host && is_port).then_some(path)
}
